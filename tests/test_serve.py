"""`spindex serve`: gunicorn with several workers whose counts are one, and nothing of them is left behind."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from indexer.commands.metrics_folder import PREFIX, metrics_folder
from search.authorities import Authorities
from search.engines import open_index
from search.settings import Settings
from tests.served import Site, served
from tests.webapp.conftest import authorities, settings  # noqa: F401  fixtures that are the same

SERVE = [sys.executable, "-m", "indexer", "serve"]
ROOT = Path(__file__).resolve().parents[1]


def environment(data: Path, **more: str) -> dict[str, str]:
    return {"SPINDEX_DATA": str(data), "PYTHONPATH": str(ROOT), "HOME": str(data), **more}


def metric(site: Site, start: str) -> float:
    """The sum of the samples whose lines start so."""
    lines = [line for line in site.get("/metrics").text.splitlines() if line.startswith(start)]
    return sum(float(line.rpartition(" ")[2]) for line in lines)


def test_the_counts_of_all_workers_are_one(settings: Settings, tmp_path: Path) -> None:  # noqa: F811
    folder = tmp_path / "counts"
    variables = environment(settings.data, WEB_CONCURRENCY="3", PROMETHEUS_MULTIPROC_DIR=str(folder))
    folder.mkdir()
    (folder / "counter_1.db").write_text("what a killed one left")
    with served(SERVE, tmp_path / "log", **variables) as site:
        asked = _asked_until_two_answered(site, folder)
        assert metric(site, 'spindex_requests_total{method="GET",route="/search"') == asked
        assert metric(site, "spindex_request_seconds_count") >= asked
        assert metric(site, "spindex_up ") == 1
        one = 30_000_000  # bytes that a process has at least
        assert metric(site, "process_resident_memory_bytes") > 4 * one  # gunicorn and its workers
        assert site.end() == 0
    assert folder.is_dir()  # somebody else's: it stays


def _asked_until_two_answered(site: Site, folder: Path) -> int:
    """How many searches were asked for until two workers had answered some: the kernel hands them out as it likes."""
    for asked in range(60, 60 * 50, 60):
        with ThreadPoolExecutor(8) as visitors:
            answers = list(visitors.map(site.get, ["/search?q=pension"] * 60))
        assert {answer.status_code for answer in answers} == {200}
        if len({path.stem.rpartition("_")[2] for path in folder.glob("counter_*.db")}) > 1:
            return asked
    raise AssertionError("one worker answered all")


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    with served([*SERVE, "--workers", "1"], tmp_path / "log", **environment(tmp_path)) as site:
        (made,) = _folders_of(site)
        assert [path.name for path in made.glob("*.db")]
        site.end(signal.SIGTERM)
        assert not made.exists()
    assert not (tmp_path / ".gunicorn").exists()


def test_what_a_killed_one_left_is_removed_by_the_next(tmp_path: Path) -> None:
    with served([*SERVE, "--workers", "1"], tmp_path / "log", **environment(tmp_path)) as killed:
        (left,) = _folders_of(killed)
        killed.end(signal.SIGKILL)
    assert left.exists()
    with served([*SERVE, "--workers", "1"], tmp_path / "log", **environment(tmp_path)) as site:
        assert not left.exists() and len(_folders_of(site)) == 1
        site.end()


def _folders_of(site: Site) -> list[Path]:
    return [path for parent in ("/dev/shm", "/tmp") for path in Path(parent).glob(f"{PREFIX}{site.process.pid}-*")]


def test_a_folder_of_a_living_process_or_of_somebody_else_stays(tmp_path: Path) -> None:
    ours = tmp_path / f"{PREFIX}{os.getppid()}-living"
    other = tmp_path / f"{PREFIX}notanumber"
    dead = tmp_path / f"{PREFIX}{_dead_process()}-dead"
    for folder in (ours, other, dead):
        folder.mkdir()
    made = metrics_folder(tmp_path)
    assert set(tmp_path.iterdir()) == {ours, other, made} and made.stat().st_mode & 0o777 == 0o700


def _dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.parametrize(
    ("variable", "value"),
    [("PORT", "0"), ("PORT", "http"), ("PORT", "70000"), ("WEB_CONCURRENCY", "none"), ("METRICS_ADDRESS", "9102"),
     ("METRICS_ADDRESS", "127.0.0.1:8000"), ("METRICS_ADDRESS", "127.0.0.1:x"), ("METRICS_ADDRESS", ":1")],
)  # fmt: skip
def test_a_number_that_is_none(variable: str, value: str, tmp_path: Path) -> None:
    wrong = {"PATH": os.environ["PATH"], **environment(tmp_path), variable: value}
    done = subprocess.run(SERVE, env=wrong, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and f"{variable} is “{value}”" in done.stderr


def test_an_outage_is_one_line_a_worker_in_the_log(tmp_path: Path) -> None:
    away = {"SPINDEX_ENGINE": "elasticsearch", "SPINDEX_ELASTICSEARCH_URL": "http://127.0.0.1:9"}
    with served([*SERVE, "--workers", "2"], tmp_path / "log", **environment(tmp_path), **away) as site:
        assert {site.get("/search").status_code for _ in range(40)} == {503}
        assert metric(site, "spindex_up ") == 0 and metric(site, "spindex_errors_total") == 40
        assert 1 <= site.log.count("SPINDEX_ELASTICSEARCH_URL") <= 2
        assert "Traceback" not in site.log and len(site.log.splitlines()) <= 3


def test_a_build_is_seen_by_those_who_serve(authorities: Authorities, tmp_path: Path) -> None:  # noqa: F811
    with served([*SERVE, "--workers", "1"], tmp_path / "log", **environment(tmp_path)) as site:
        assert site.get("/readyz").status_code == 503
        with open_index(Settings(data=tmp_path)) as index, index.replacing(authorities):
            pass
        assert site.get("/readyz").json()["ready"] is True and metric(site, "spindex_index_records ") == 0


def test_what_our_limits_allow_passes_the_server(settings: Settings, tmp_path: Path) -> None:  # noqa: F811
    widest = "\U0001f600" * 512  # 6,144 bytes in an address
    with served([*SERVE, "--workers", "1"], tmp_path / "log", **environment(settings.data)) as site:
        for query, status in ((widest, 200), (widest + "x", 422), ("x" * 8000, 422), ("x" * 8200, 414)):
            answer = site.get("/search?" + urlencode({"q": query}))
            assert answer.status_code == status and ("the limit is 512" in answer.text) == (status == 422)
