"""Metrics: what is counted for whoever watches over the site; never a word or an address of a visitor.

Labels have few values, all of them ours: the pattern of a route, never the path that was asked. Under gunicorn the
counts of all workers are kept together in the folder PROMETHEUS_MULTIPROC_DIR, which `spindex serve` makes.
"""

import os
import time

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from search.answers import Results

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})  # a visitor may send any word as a method
NO_ROUTE = "(none)"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The counts of one application, and the gauges that go with them."""

    def __init__(self, *gauges: Collector) -> None:
        self._gauges = gauges
        self._registry = made_in = _registry(*gauges)
        self._requests = Counter(
            "spindex_requests", "Requests answered.", ["route", "method", "status"], registry=made_in
        )
        self._seconds = Histogram(
            "spindex_request_seconds", "Time to an answer; of a file, to its first part.", ["route"],
            registry=made_in, buckets=SECONDS,
        )  # fmt: skip
        self._searches = Counter(
            "spindex_searches",
            "Searches by what they found: `nothing`, or `relaxed` where some records lack a part of the words.",
            ["interface", "outcome"], registry=made_in,
        )  # fmt: skip
        self._errors = Counter("spindex_errors", "Errors told to visitors, by class.", ["error"], registry=made_in)

    def answered(self, status: int, seconds: float) -> None:
        """The request at hand."""
        route = request.url_rule.rule if request.url_rule else NO_ROUTE
        method = request.method if request.method in METHODS else "other"
        self._requests.labels(route, method, status).inc()
        self._seconds.labels(route).observe(seconds)

    def searched(self, interface: str, results: Results) -> None:
        """interface: `page`, `api` or `embed`."""
        outcome = "nothing" if not results.total else "relaxed" if results.whole < results.total else "found"
        self._searches.labels(interface, outcome).inc()

    def failed(self, error: str) -> None:
        """error: the name of a class of ours."""
        self._errors.labels(error).inc()

    def everything(self) -> CollectorRegistry:
        """What all processes have counted, and the gauges, to be given out."""
        if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            return self._registry
        together = _registry(*self._gauges)
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return together


def _registry(*gauges: Collector) -> CollectorRegistry:
    made = CollectorRegistry()
    for gauge in gauges:
        made.register(gauge)
    return made


def install(app: Flask, metrics: Metrics) -> None:
    """Count every request from its beginning to its end; to be installed before all others."""

    def begin() -> None:
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        try:
            metrics.answered(response.status_code, time.perf_counter() - g.began)
        except Exception:  # whatever becomes of the folder of counts: no visitor pays for it
            current_app.logger.exception("An answer could not be counted")
        return response

    app.before_request(begin)
    app.after_request(end)
