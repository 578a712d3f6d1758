"""What every test may take. How to choose a fixture:

- `elasticsearch_url`: a real server, started once a run when first asked for, and shared by all workers: give indexes
  names that nobody else has. (SPINDEX_TEST_ELASTICSEARCH_URL uses yours.) Mark such tests `elasticsearch`.
- `secured`: the same with TLS and passwords. Mark such tests `elasticsearch` and `slow`.
- `chromium`: the path of a real browser. Mark such tests `browser`.
- `nginx`: the path of a real nginx.
- `shared`: a folder of large real data beside the checkout (SPINDEX_TEST_SHARED names another), absent for most people.
- Engines, indexes and records: see the conftest of tests/contract, tests/indexer and tests/webapp.
- Mark `slow` what takes more than some seconds: `make test-all` runs it.

What a machine lacks is listed above the last line of a run; with SPINDEX_TEST_STRICT=1 its absence fails.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

from tests.elasticsearch_release import Unavailable
from tests.elasticsearch_server import Server, shared_server

settings.register_profile("suite", deadline=None)  # a busy machine is slow, and no test is wrong for that
settings.load_profile("suite")


def lacking(what: str, how: str) -> NoReturn:
    """End this test: it fails where nothing may be missing, else it is skipped with the way to get it."""
    reason = f"{what} is not here: {how}"
    if os.environ.get("SPINDEX_TEST_STRICT") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not run for want of something, and how to get it."""
    reports = [*terminalreporter.stats.get("skipped", [])]
    reasons = [str(report.longrepr[2]).removeprefix("Skipped: ") for report in reports]
    for reason in sorted({reason for reason in reasons if " is not here: " in reason}):
        terminalreporter.write_line(f"not run ({reasons.count(reason)} tests): {reason}")


@pytest.fixture(scope="session")
def elasticsearch_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if given := os.environ.get("SPINDEX_TEST_ELASTICSEARCH_URL"):
        yield given
        return
    try:
        with shared_server(_shared_folder(tmp_path_factory)) as server:
            yield server.url
    except Unavailable as why:
        lacking("Elasticsearch", str(why))


@pytest.fixture(scope="session")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server with TLS and passwords, shared like the other one."""
    try:
        with shared_server(_shared_folder(tmp_path_factory), secured=True) as server:
            yield server
    except Unavailable as why:
        lacking("Elasticsearch", str(why))


def _shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        lacking("Chromium", "install it (Debian: chromium)")
    return found


@pytest.fixture(scope="session")
def nginx() -> str:
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        lacking("nginx", "install it (Debian: nginx-light)")
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("SPINDEX_TEST_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    if not folder.is_dir():
        pytest.skip("the folder of shared data beside the checkout is absent")
    return folder
