"""The server of the tests is a real one, is shared by those who ask, and ends with the last of them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from tests.elasticsearch_release import RELEASES, Unavailable, choose, find_java
from tests.elasticsearch_server import ROOT, shared_server

ASK = """
import sys
from pathlib import Path
from tests.elasticsearch_server import shared_server
with shared_server(Path(sys.argv[1])) as server:
    print(server.url, flush=True)
    sys.stdin.read()
"""


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except requests.RequestException:
        return False


def soon(happens: Callable[[], bool], seconds: int = 40) -> bool:
    """Whether something happens within that time."""
    end = time.monotonic() + seconds
    while not happens() and time.monotonic() < end:
        time.sleep(0.1)
    return happens()


def ask(folder: Path) -> "subprocess.Popen[str]":
    """Another process that uses the server of this folder until its standard input ends."""
    start = [sys.executable, "-c", ASK, str(folder)]
    return subprocess.Popen(start, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.elasticsearch
def test_what_is_written_is_found(elasticsearch_url: str) -> None:
    address = f"{elasticsearch_url}/spindex-test-server-{os.getpid()}"
    try:
        assert requests.put(f"{address}/_doc/1?refresh=true", json={"title": "Cash transfers"}, timeout=30).ok
        found = requests.get(f"{address}/_search?q=title:cash", timeout=30).json()
        assert [hit["_id"] for hit in found["hits"]["hits"]] == ["1"]
    finally:
        requests.delete(address, timeout=30)


@pytest.mark.elasticsearch
@pytest.mark.skipif("SPINDEX_TEST_ELASTICSEARCH_URL" in os.environ, reason="a server of yours has the version it has")
def test_the_version_is_the_one_chosen(elasticsearch_url: str) -> None:
    assert requests.get(elasticsearch_url, timeout=30).json()["version"]["number"] == choose().version


@pytest.mark.slow
@pytest.mark.elasticsearch
def test_it_is_shared_and_ends_when_the_last_user_is_killed(tmp_path: Path, elasticsearch_url: str) -> None:
    with ask(tmp_path) as first, ask(tmp_path) as second:
        assert first.stdout and second.stdout
        url = first.stdout.readline().strip()
        assert url == second.stdout.readline().strip() != elasticsearch_url
        first.send_signal(signal.SIGKILL)
        first.wait()
        time.sleep(1)
        assert answers(url)
        second.send_signal(signal.SIGKILL)
    assert soon(lambda: not answers(url))
    with shared_server(tmp_path) as another:
        assert answers(another.url)


@pytest.mark.slow
@pytest.mark.elasticsearch
def test_started_by_hand_it_ends_with_ctrl_c(elasticsearch_url: str) -> None:
    start = [sys.executable, "-m", "tests.elasticsearch_server"]
    with subprocess.Popen(start, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        url = process.stdout.readline().strip().partition("SPINDEX_ELASTICSEARCH_URL=")[2]
        assert answers(url)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert not answers(url)


def test_an_unknown_version_is_refused_with_those_that_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPINDEX_TEST_ELASTICSEARCH_VERSION", "7.10")
    with pytest.raises(Unavailable, match=r"7\.10: use one of 9\.4\.3, 8\.19\.8\."):
        choose()


def test_the_newest_that_a_jdk_here_can_start_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPINDEX_TEST_ELASTICSEARCH_VERSION", raising=False)
    startable = [release for release in RELEASES.values() if find_java(release)]
    if not startable:
        with pytest.raises(Unavailable, match="install a JDK"):
            choose()
    else:
        assert choose() == startable[0]
