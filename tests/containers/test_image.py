"""The image: built by the Dockerfile's own instructions, and run as it will be, on a root that cannot be written."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.conftest import lacking
from tests.containers import chroot
from tests.containers.dockerfile import ROOT, context, stages
from tests.elasticsearch_server import free_port
from tests.served import Site, served
from tests.test_packaging import PRODUCT, tracked


@pytest.fixture(scope="module")
def image() -> Iterator[chroot.Image]:
    if not chroot.possible():
        lacking("a place to build an image", "run the tests as root on Linux with util-linux")
    with tempfile.TemporaryDirectory(prefix="spindex-image-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the image's user must find the way
        build, final = stages()
        made = chroot.Image(folder / "build", build).build()
        yield chroot.Image(folder / "final", final).build(made)


@pytest.fixture(scope="module")
def volume(image: chroot.Image, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a new volume is: the folder of the image, with its owner."""
    folder = tmp_path_factory.mktemp("volume")
    inside = image.folder / "var/lib/spindex"
    os.chown(folder, inside.stat().st_uid, inside.stat().st_gid)
    folder.chmod(0o700)
    return folder


def inside(image: chroot.Image, volume: Path, *arguments: str) -> list[str]:
    """`docker run --read-only --user ... -v volume:/var/lib/spindex -v sample_data:/data:ro IMAGE arguments`."""
    command = [*image.stage.command("ENTRYPOINT"), *arguments]
    mounts = {"/var/lib/spindex": volume, "/data": ROOT / "sample_data"}
    return image.entering(command, user=image.stage.last("USER"), mounts=mounts)


def run(image: chroot.Image, volume: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = inside(image, volume, *arguments)
    return subprocess.run(command, env=image.environment(), capture_output=True, text=True, check=False)


def test_what_is_sent_to_be_built_is_what_a_wheel_is_made_of() -> None:
    sent = set(context())
    made_of = ("requirements.lock", "setup.cfg", "setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
    assert sent == {*tracked(*PRODUCT, "taxonomy.yaml", "mappings", "collections"), *made_of}


@pytest.mark.slow
def test_the_image_is_small_and_holds_no_tools(image: chroot.Image) -> None:
    files = [path for path in (image.folder / "opt").rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) < 200_000_000
    assert not [path for path in files if path.parts[-2:] in (("pip", "__init__.py"), ("setuptools", "__init__.py"))]
    assert not (image.folder / "src").exists() or not list((image.folder / "src").iterdir())


@pytest.mark.slow
def test_it_runs_as_a_user_without_a_name_who_cannot_change_the_program(image: chroot.Image, volume: Path) -> None:
    uid, _, gid = image.stage.last("USER").partition(":")
    assert uid.isdigit() and gid.isdigit() and int(uid) > 1000
    ask = "import os; print(os.getuid(), [p for p in ('/opt/spindex', '/etc', '/usr', '/') if os.access(p, os.W_OK)])"
    asked = image.entering(["python", "-c", ask], user=f"{uid}:{gid}", mounts={"/var/lib/spindex": volume})
    assert subprocess.check_output(asked, env=image.environment(), text=True).split(maxsplit=1) == [uid, "[]\n"]


@pytest.mark.slow
def test_it_says_what_is_missing_and_builds_and_serves(image: chroot.Image, volume: Path, tmp_path: Path) -> None:
    empty = run(image, volume, "status")
    assert empty.returncode == 2 and "spindex build" in empty.stderr
    built = run(image, volume, "build", "/data")
    assert built.returncode in (0, 1), built.stderr
    status = run(image, volume, "status")
    assert status.returncode == 0 and "2,0" in status.stdout
    metrics = f"127.0.0.1:{free_port()}"
    for site in _serving(image, volume, tmp_path, metrics):
        assert requests.get(f"http://{metrics}/readyz", timeout=30).json()["ready"] is True
        assert site.get("/search?q=pensions").status_code == 200
        assert "spindex_up 1.0" in requests.get(f"http://{metrics}/metrics", timeout=30).text
        assert site.get("/metrics").status_code == site.get("/readyz").status_code == 404
        assert _healthy(image, site) and "Traceback" not in site.log and "rror" not in site.log
        assert site.end() == 0
        assert not _healthy(image, site)


def _serving(image: chroot.Image, volume: Path, tmp_path: Path, metrics: str) -> Iterator[Site]:
    command = inside(image, volume, *image.stage.command("CMD"))
    variables = {name: value for name, value in image.environment(METRICS_ADDRESS=metrics).items() if name != "PORT"}
    with served(command, tmp_path / "log", **variables) as site:
        yield site


def _healthy(image: chroot.Image, site: Site) -> bool:
    command = image.entering(image.stage.command("HEALTHCHECK"), user=image.stage.last("USER"))
    port = site.url.rpartition(":")[2]
    done = subprocess.run(command, env=image.environment(PORT=port), capture_output=True, check=False)
    return done.returncode == 0
