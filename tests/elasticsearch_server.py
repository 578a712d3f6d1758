"""A real Elasticsearch of one node on loopback; `python -m tests.elasticsearch_server` starts it to play with.

How to start it, and why so, is what was found by trying: the archive holds no start scripts of its own.
"""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.elasticsearch_release import Release, Unavailable, choose, installed, java_for, open_to_all
from tests.elasticsearch_security import switch_on

ROOT = Path(__file__).resolve().parents[1]
NOBODY = 65534  # Elasticsearch refuses to run as root
PATIENCE = 120  # seconds; it takes 15 to 30 on two cores

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


@dataclass(frozen=True)
class Server:
    """Where it is; with security, the file of its CA and the password of `elastic`."""

    url: str
    ca: str = ""
    password: str = ""


@contextlib.contextmanager
def running(release: Release) -> Iterator[str]:
    """The address of a server without security that ends with the block. Raises Unavailable."""
    with started(release) as server:
        yield server.url


@contextlib.contextmanager
def started(release: Release, secured: bool = False) -> Iterator[Server]:
    """A server that ends with the block. Raises Unavailable."""
    java, home = java_for(release), installed(release)
    with tempfile.TemporaryDirectory(prefix="spindex-es-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), free_port()
        server = Server(f"http://127.0.0.1:{port}")
        configure(home, folder, port)
        if secured:
            password = secrets.token_urlsafe(12)
            server = Server(f"https://127.0.0.1:{port}", str(switch_on(home, java, folder, password)), password)
        hand_over(folder)
        process = start(release, java, home, folder)
        try:
            wait_until_ready(server, process, folder / "output")
            yield server
        finally:
            _stop(process)


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def configure(home: Path, folder: Path, http: int, configuration: str = CONFIGURATION) -> None:
    """Fill the folder of one node with its configuration."""
    conf = folder / "conf"
    (conf / "jvm.options.d").mkdir(parents=True)
    (folder / "tmp").mkdir()
    for name in ("log4j2.properties", "jvm.options"):
        shutil.copy(home / "config" / name, conf)
    text = configuration.format(http=http, transport=free_port(), folder=folder)
    (conf / "elasticsearch.yml").write_text(text)


def hand_over(folder: Path) -> None:
    """Let the user that runs the server read and write there."""
    open_to_all(folder)
    if os.geteuid() == 0:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)


def command(
    release: Release, java: Path, home: Path, folder: Path, heap: str = "1g"
) -> tuple[list[str], dict[str, str]]:
    """What starts the server in the foreground, and its whole environment."""
    shared = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "ES_TMPDIR": str(folder / "tmp"),
        "ES_JAVA_HOME": str(java),
        "ES_PATH_CONF": str(folder / "conf"),
        "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}",
        "CLI_JAVA_OPTS": f"-Xms4m -Xmx64m -XX:+UseSerialGC -Djava.io.tmpdir={folder}/tmp",
    }
    if release.version.startswith("8."):
        return ["bin/elasticsearch-cli"], shared | {"CLI_NAME": "server", "CLI_LIBS": "lib/tools/server-cli"}
    launcher = "org.elasticsearch.server.launcher.ServerLauncher"  # the binary beside it is for another processor
    start = [f"{java}/bin/java", "-cp", "lib/tools/server-launcher/*:lib/*", launcher]
    return start, shared | {
        "JAVA": f"{java}/bin/java",
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_HOME": str(home),
        "ES_DISTRIBUTION_TYPE": "tar",
    }


def start(release: Release, java: Path, home: Path, folder: Path, heap: str = "1g") -> "subprocess.Popen[bytes]":
    words, environment = command(release, java, home, folder, heap)
    user = NOBODY if os.geteuid() == 0 else None
    with open(folder / "output", "ab") as output:
        return subprocess.Popen(
            words, cwd=home, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL,
            user=user, group=user, extra_groups=[] if user else None, start_new_session=True,
        )  # fmt: skip


def wait_until_ready(server: Server, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Raises Unavailable with the first complaints of the log when it does not come up."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(requests.RequestException):
            auth = ("elastic", server.password) if server.password else None
            health = f"{server.url}/_cluster/health?wait_for_status=yellow&timeout=1s"
            if requests.get(health, timeout=3, auth=auth, verify=server.ca or True).ok:
                return
        time.sleep(0.3)
    lines = log.read_text(errors="replace").splitlines()
    complaints = [line for line in lines if "ERROR" in line or "Exception" in line or "rror:" in line] or lines[-1:]
    raise Unavailable(f"it did not start, and said: {' / '.join(complaints[:2])[:600]}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End the launcher, which ends the server; and whatever of its group did not obey."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(30)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def shared_server(folder: Path, secured: bool = False) -> Iterator[Server]:
    """One server of a kind for all processes that name the same folder. Raises Unavailable.

    The first to come starts a keeper; each holds a shared lock while it needs the server; the keeper ends the server
    once it gets the lock for itself. The kernel drops the locks of a process that dies, so that a killed test run
    leaves nothing behind. (Grouping these tests in one worker of pytest-xdist would be simpler, but version 3.8 does
    not group under pytest 9.2: pytest-xdist issue 1386.)
    """
    name = "secured" if secured else "elasticsearch"
    there = folder / f"{name}.json"
    with open(folder / f"{name}.users", "w") as users:
        with open(folder / f"{name}.starting", "w") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)  # waits for the keeper of an earlier server to end it
            if not there.exists():
                there.write_text(_start_keeper(folder, name))
        yield Server(**json.loads(there.read_text()))


def _start_keeper(folder: Path, name: str) -> str:
    """What a new keeper tells of its server, as JSON. Raises Unavailable."""
    start = [sys.executable, "-m", "tests.elasticsearch_server", str(folder), name]
    with subprocess.Popen(
        start, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    ) as keeper:  # fmt: skip
        assert keeper.stdout
        told = keeper.stdout.readline().strip()
        if not told.startswith("{"):
            raise Unavailable(told + keeper.stdout.read())
    return told


def keep(folder: Path, name: str) -> None:
    """Run a server, apart from whoever asked, until nobody holds the lock of that folder any more."""
    if os.fork():
        os._exit(0)
    # the lock of the file goes last: the next server does not start before this one has ended
    with open(folder / f"{name}.users", "w") as users, started(choose(), name == "secured") as server:
        print(json.dumps(vars(server)), flush=True)
        fcntl.flock(users, fcntl.LOCK_EX)
        (folder / f"{name}.json").unlink(missing_ok=True)


def show() -> None:
    """Run a server until Ctrl-C, and say how to use it."""
    with running(choose()) as url:
        print(f"Elasticsearch {choose().version} is at {url} (Ctrl-C ends it). To use it:")
        print(f"  export SPINDEX_ENGINE=elasticsearch SPINDEX_ELASTICSEARCH_URL={url}", flush=True)
        signal.pause()


def main() -> None:
    """Without an argument for a person; with a folder and a kind, for the tests."""
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: sys.exit())
    try:
        keep(Path(sys.argv[1]), sys.argv[2]) if sys.argv[1:] else show()
    except Unavailable as why:
        sys.exit(str(why) if sys.argv[1:] else f"Elasticsearch is not here: {why}")
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
