"""Fixtures of the browser tests: `site` is the address of a real server, `open_page` opens pages in real Chromium.

The index is that of the web's tests. `axe` is the source of axe-core and `vnu` the command of a checker of
HTML; npm installs both when they are not there yet. `wordpress` is the folder of a real WordPress, `named` the address
of a server that knows it.
"""

import fcntl
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from search.settings import Settings
from tests.conftest import lacking
from tests.webapp.conftest import app, authorities, settings  # noqa: F401  fixtures that are the same
from webapp import create_app

HERE = Path(__file__).parent

OpenPage = Callable[..., Any]


@pytest.fixture(scope="session")
def site(app: Flask) -> Iterator[str]:  # noqa: F811
    with serving(app) as address:
        yield address


@pytest.fixture(scope="session")
def named(settings: Settings) -> Iterator[str]:  # noqa: F811
    """The address of a server that was told its own one, as its pages name their widgets by it."""
    told: list[Flask] = []
    with serving(lambda environ, start: told[0](environ, start)) as address:
        told.append(create_app(settings.changed(base_url=address)))
        yield address


@contextmanager
def serving(application: Any) -> Iterator[str]:
    """The address of a WSGI application, served from a thread."""
    from werkzeug.serving import make_server

    def whole(environ: Any, start_response: Any) -> list[bytes]:
        """Its bodies, read before they are sent: when a browser leaves in mid-file, Werkzeug forgets to close it."""
        body = application(environ, start_response)
        try:
            return [b"".join(body)]
        finally:
            if hasattr(body, "close"):
                body.close()

    server = make_server("127.0.0.1", 0, whole, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Any, site: str) -> Iterator[OpenPage]:
    """`open_page(path, width=1280, **context)` -> a page that notes what goes wrong in `page.complaints`."""
    contexts = []

    def opened(path: str, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: _note_stranger(page, request.url, site))
        page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def _note_stranger(page: Any, url: str, site: str) -> None:
    if not url.startswith((site, "about:", "data:")):
        page.complaints.append(f"asked for {url}")


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return installed("axe-core", "axe.min.js", tmp_path_factory).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of the checker of HTML that the W3C runs."""
    java = shutil.which("java")
    if not java:
        lacking("java", "install a Java runtime")
    return [str(java), "-Xss1m", "-jar", str(installed("vnu-jar", "build/dist/vnu.jar", tmp_path_factory))]


def installed(package: str, file: str, folders: pytest.TempPathFactory) -> Path:
    """A file of a package of package.json, installed by npm where it is not there yet."""
    wanted = HERE / "node_modules" / package / file
    with alone(folders, "npm"):
        if not wanted.exists():
            npm = shutil.which("npm")
            if not npm:
                lacking(package, "install Node.js with npm")
            done = subprocess.run([str(npm), "ci", "--no-audit", "--no-fund"], cwd=HERE, capture_output=True, text=True)
            if done.returncode:
                lacking(package, f"`npm ci` in tests/browser failed ({done.stderr.strip()[-200:]})")
    return wanted


@contextmanager
def alone(folders: pytest.TempPathFactory, what: str) -> Iterator[None]:
    """For one worker at a time, which does it for all."""
    with (folders.getbasetemp().parent / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of Debian's package, which is unpacked beside these tests, and never installed, where it is not there yet."""
    unpacked = HERE / "wordpress"
    if not shutil.which("php"):
        lacking("PHP", "install it (Debian: php-cli)")
    with alone(tmp_path_factory, "wordpress"):
        if not unpacked.is_dir():
            fresh = tmp_path_factory.mktemp("deb")
            get = f"apt-get download wordpress && dpkg-deb -x wordpress_*.deb {fresh}/new && mv {fresh}/new {unpacked}"
            done = subprocess.run(["sh", "-c", get], cwd=fresh, capture_output=True, text=True)
            if done.returncode:
                lacking("WordPress", f"`{get}` failed ({done.stderr.strip()[-200:]})")
    return unpacked / "usr/share/wordpress"
