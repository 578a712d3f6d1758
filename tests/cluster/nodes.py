"""Three real Elasticsearch nodes on loopback that are one cluster, each of which can be killed and started again."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.elasticsearch_release import Release, choose, installed, java_for
from tests.elasticsearch_server import CONFIGURATION, Server, configure, hand_over, start, wait_until_ready

NAMES = ("n1", "n2", "n3")
HEAP = "512m"
PATIENCE = 120  # seconds; it is whole again some 20 seconds after the start of a node


@dataclass
class Node:
    """One server: its folder outlives it."""

    name: str
    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Cluster:
    """What a test may do to the nodes, and ask of them."""

    def __init__(self, release: Release, folder: Path) -> None:
        self._release = release
        self._java, self._home = java_for(release), installed(release)
        ports = iter(_quiet_ports(2 * len(NAMES)))
        self.nodes = {name: Node(name, folder / name, next(ports)) for name in NAMES}
        transport = dict(zip(NAMES, ports, strict=True))
        for node in self.nodes.values():
            node.folder.mkdir()
            configure(self._home, node.folder, node.port, _configuration(node.name, transport))
            hand_over(node.folder)
        self.url = ",".join(node.url for node in self.nodes.values())

    def start(self) -> None:
        """Start the nodes that do not run, and wait until nothing lacks a copy. Raises Unavailable."""
        down = [node for node in self.nodes.values() if not node.process]
        for node in down:
            node.process = start(self._release, self._java, self._home, node.folder, HEAP)
        for node in down:
            assert node.process
            wait_until_ready(Server(node.url), node.process, node.folder / "output")
        self.wait(wait_for_nodes=len(NAMES), wait_for_status="green", wait_for_no_relocating_shards="true")

    def kill(self, name: str) -> None:
        """`kill -9`: of the launcher, and of the server, which is its child."""
        node = self.nodes[name]
        assert node.process
        os.killpg(node.process.pid, signal.SIGKILL)
        node.process.wait()
        node.process = None

    def stop(self) -> None:
        """End what runs."""
        for node in self.nodes.values():
            if node.process:
                self.kill(node.name)

    def wait(self, **conditions: Any) -> None:
        """Until the health is as wished; fails when it does not become so."""
        health = self.get("_cluster/health", timeout=f"{PATIENCE}s", **conditions)
        assert not health["timed_out"], health

    def master(self) -> str:
        """The node that the others elected."""
        return str(self.get("_cat/master", format="json")[0]["node"])

    def primary(self, index: str) -> str:
        """The node that writes to an index or alias first."""
        shards = self.get(f"_cat/shards/{index}", format="json")
        return str(next(shard["node"] for shard in shards if shard["prirep"] == "p"))

    def holders(self, index: str) -> list[str]:
        """The nodes that have a copy of an index."""
        return [shard["node"] for shard in self.get(f"_cat/shards/{index}", format="json")]

    def get(self, path: str, **parameters: Any) -> Any:
        """What the first node that runs answers."""
        return self._ask("GET", path, parameters)

    def post(self, path: str) -> None:
        """The same, of what changes something."""
        self._ask("POST", path, {})

    def _ask(self, method: str, path: str, parameters: dict[str, Any]) -> Any:
        url = next(node.url for node in self.nodes.values() if node.process)
        answer = requests.request(method, f"{url}/{path}", params=parameters, timeout=PATIENCE + 10)
        assert answer.ok or answer.status_code == 408, answer.text
        return answer.json()


def _configuration(name: str, transport: dict[str, int]) -> str:
    addresses = ", ".join(f"127.0.0.1:{port}" for port in transport.values())
    together = f"discovery.seed_hosts: [{addresses}]\ncluster.initial_master_nodes: [{', '.join(NAMES)}]"
    text = CONFIGURATION.replace("discovery.type: single-node", together)
    return text.replace("node.name: n1", f"node.name: {name}").replace("{transport}", str(transport[name]))


def _quiet_ports(count: int) -> list[int]:
    """Below those that outgoing connections get: else one could take a killed node's port, or find itself there."""
    with contextlib.ExitStack() as held:
        ports: list[int] = []
        while len(ports) < count:
            port = random.randrange(20_000, 32_000)
            with contextlib.suppress(OSError):
                held.enter_context(socket.socket()).bind(("127.0.0.1", port))
                ports.append(port)
        return ports


@contextlib.contextmanager
def cluster(logs: Path) -> Iterator[Cluster]:
    """A whole cluster that ends with the block; what its servers said stays in `logs`. Raises Unavailable."""
    with tempfile.TemporaryDirectory(prefix="spindex-cluster-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)  # the servers run as another user when the tests run as root
        started = Cluster(choose(), Path(name))
        try:
            started.start()
            yield started
        finally:
            started.stop()
            for node in started.nodes.values():
                with contextlib.suppress(OSError):
                    shutil.copy(node.folder / "output", logs / f"{node.name}.log")
