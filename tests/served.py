"""A site that is really served: `spindex serve` as a process of its own, until the block is left."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.elasticsearch_server import free_port

SECONDS_TO_START = 60


class Site:
    """Where it is, and its process."""

    def __init__(self, url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self.url = url
        self.process = process
        self._log = log

    @property
    def log(self) -> str:
        """What it has printed."""
        return self._log.read_text(encoding="utf-8")

    def get(self, address: str) -> requests.Response:
        return requests.get(self.url + address, timeout=30)

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code."""
        if how is signal.SIGKILL:
            os.killpg(self.process.pid, how)
        else:
            self.process.send_signal(how)
        return self.process.wait(30)


@contextmanager
def served(command: list[str], log: Path, **environment: str) -> Iterator[Site]:
    """The command is given PORT; the block begins when it answers, and nothing of it is left after the block."""
    port = str(free_port())
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, env={"PATH": os.environ["PATH"], "PORT": port, **environment},
            stdout=output, stderr=output, cwd="/", start_new_session=True,
        )  # fmt: skip
    site = Site(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait(site)
        yield site
    finally:
        if process.poll() is None:
            site.end(signal.SIGTERM)


def _wait(site: Site) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        assert site.process.poll() is None, site.log
        try:
            site.get("/healthz")
            return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {site.url}: {site.log}")
