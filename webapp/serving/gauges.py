"""Gauges: how the index and the processes are at the moment somebody looks."""

import os
import threading
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from prometheus_client import ProcessCollector
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from search.answers import Status
from webapp.serving.live import LiveIndex
from webapp.serving.trial import tried

PATIENCE = 3.0  # seconds; Prometheus itself waits for 10
NOT_ADDED_UP = ("process_start_time_seconds", "process_max_fds")


class IndexGauges(Collector):
    """Whether the index answers a question, and which content it is; an engine that hangs holds up nobody."""

    def __init__(self, index: LiveIndex) -> None:
        self._index = index
        self._starting = threading.Lock()
        self._asking: threading.Thread | None = None
        self._answer: Status | None = None

    def collect(self) -> Iterator[Metric]:
        status = self._status()
        yield GaugeMetricFamily("spindex_up", "1 when the index answers a question, else 0.", value=float(bool(status)))
        if status:
            older = "1 when an older version than the newest is shown, else 0."
            yield GaugeMetricFamily("spindex_index_damaged", older, value=float(bool(self._index.damage)))
            yield GaugeMetricFamily("spindex_index_records", "Records in the live index.", value=status.records)
            yield _moment("spindex_index_built_timestamp_seconds", "When the live index was built.", status.built_at)
            yield _moment("spindex_index_updated_timestamp_seconds", "When it last changed.", status.updated_at)

    def _status(self) -> Status | None:
        with self._starting:
            if self._asking is None or not self._asking.is_alive():
                self._answer = None
                self._asking = threading.Thread(target=self._ask, daemon=True)
                self._asking.start()
            asking = self._asking
        asking.join(PATIENCE)
        return None if asking.is_alive() else self._answer

    def _ask(self) -> None:
        try:
            snapshot = self._index.snapshot()
            tried(snapshot)
        except Exception:  # its reason is told where a visitor or /readyz meets it
            return
        self._answer = snapshot.status


def _moment(name: str, what: str, when: str) -> Metric:
    return GaugeMetricFamily(name, what, value=datetime.fromisoformat(when).timestamp())


class ProcessGauges(Collector):
    """Memory, processor time and open files of gunicorn and its workers, added up (memory that they share counts
    for each of them); the limit of open files is that of one process."""

    def collect(self) -> Iterator[Metric]:
        added: dict[str, Metric] = {}
        for process in _processes():
            for metric in ProcessCollector(pid=partial(int, process), registry=None).collect():
                known = added.setdefault(metric.name, metric)
                if known is not metric:
                    _add(known, metric)
        return iter(added.values())


def _processes() -> list[int]:
    """Those that serve this site; only this one where it cannot be known or gunicorn does not run it."""
    if os.environ.get("SERVER_SOFTWARE", "").startswith("gunicorn"):
        parent = os.getppid()
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
            return [parent, *map(int, children.split())]
        except OSError:
            pass
    return [os.getpid()]


def _add(to: Metric, more: Metric) -> None:
    (one,), (other,) = to.samples, more.samples
    value = min(one.value, other.value) if one.name in NOT_ADDED_UP else one.value + other.value
    to.samples = [one._replace(value=value)]
