"""/metrics: true counts under few names, whatever the index does, and nothing of what visitors asked."""

import time
import timeit

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from search.errors import EngineUnavailable
from search.index import Snapshot
from search.settings import Settings
from webapp import create_app
from webapp.serving import Metrics, gauges

from .pages import json_of, visitor
from .test_errors import Broken

Samples = dict[tuple[str, ...], float]


def scraped(client: FlaskClient) -> Samples:
    """(name, values of its labels in the order of their names) -> value."""
    response = client.get("/metrics")
    assert response.status_code == 200 and response.mimetype == "text/plain"
    samples = [sample for family in text_string_to_metric_families(response.text) for sample in family.samples]
    found = {(s.name, *(s.labels[name] for name in sorted(s.labels))): s.value for s in samples}
    assert len(found) == len(samples)
    return {key: value for key, value in found.items() if not key[0].endswith("_created")}


@pytest.fixture
def fresh(settings: Settings) -> FlaskClient:
    """A site that nobody has asked yet."""
    return visitor(create_app(settings))


def test_requests_are_counted_by_route_method_and_status(fresh: FlaskClient) -> None:
    for address in ("/records/demo:script", "/records/demo:formula", "/records/no:such", "/nothing/like?it", "/else"):
        fresh.get(address)
    fresh.head("/records/demo:script")
    fresh.post("/search")
    fresh.open("/search", method="PROPFIND")
    counts = {key[1:]: value for key, value in scraped(fresh).items() if key[0] == "spindex_requests_total"}
    record = "/records/<path:identifier>"
    assert counts == {
        ("GET", record, "200"): 2, ("HEAD", record, "200"): 1, ("GET", record, "404"): 1, ("GET", "(none)", "404"): 2,
        ("POST", "(none)", "405"): 1, ("other", "(none)", "405"): 1,
    }  # fmt: skip
    assert scraped(fresh)["spindex_requests_total", "GET", "/metrics", "200"] == 1


def test_an_unchanged_answer_is_counted_as_such(fresh: FlaskClient) -> None:
    tag = fresh.get("/about").headers["ETag"]
    fresh.get("/about", headers={"If-None-Match": tag})
    assert scraped(fresh)["spindex_requests_total", "GET", "/about", "304"] == 1


def test_the_time_of_each_route_is_measured(fresh: FlaskClient) -> None:
    started = time.perf_counter()
    for _ in range(3):
        fresh.get("/search?q=pension")
    took = time.perf_counter() - started
    found = scraped(fresh)
    assert found["spindex_request_seconds_count", "/search"] == 3
    assert 0 < found["spindex_request_seconds_sum", "/search"] <= took
    assert found["spindex_request_seconds_bucket", "+Inf", "/search"] == 3


def test_searches_are_counted_by_what_they_found(fresh: FlaskClient) -> None:
    for question in ("q=pension", "q=pension+xyzzy", "q=xyzzy", "country=TUV"):
        for address in ("/search", "/api/v1/search", "/embed/v1/search"):
            assert fresh.get(f"{address}?{question}").status_code == 200
    found = {key[1:]: value for key, value in scraped(fresh).items() if key[0] == "spindex_searches_total"}
    assert found == {
        (interface, outcome): number
        for interface in ("page", "api", "embed")
        for outcome, number in (("found", 1), ("relaxed", 1), ("nothing", 2))
    }


def test_nothing_that_a_visitor_sends_is_in_it(fresh: FlaskClient) -> None:
    fresh.get("/search?q=secretword", headers={"User-Agent": "secretagent", "Referer": "https://secret.example"})
    fresh.get("/secretpath/secret", headers={"X-Forwarded-For": "203.0.113.77"})
    fresh.open("/", method="SECRET")
    assert "secret" not in fresh.get("/metrics").text.lower() and "203.0.113" not in fresh.get("/metrics").text


def test_the_series_are_few_whatever_is_asked(fresh: FlaskClient) -> None:
    def series() -> int:
        return len({key for key in scraped(fresh) if key[0].startswith("spindex_")})

    scraped(fresh)
    sizes = []
    for round_ in range(2):
        for number in range(40):
            for address in (f"/a{round_}{number}", f"/records/x:{round_}{number}", f"/search?q=w{round_}{number}"):
                fresh.open(address, method="GET" if number else f"METHOD{round_}")
        sizes.append(series())
    assert sizes[0] == sizes[1] < 100


def test_the_state_of_the_index(fresh: FlaskClient) -> None:
    found, status = scraped(fresh), json_of(fresh.get("/api/v1/search"))
    assert found["spindex_up",] == 1 and found["spindex_index_records",] == status["total"]
    assert abs(found["spindex_index_built_timestamp_seconds",] - time.time()) < 3600
    assert found["spindex_index_updated_timestamp_seconds",] >= found["spindex_index_built_timestamp_seconds",]
    assert found["process_resident_memory_bytes",] > 10_000_000 and found["process_open_fds",] > 2


@pytest.mark.parametrize("error", [EngineUnavailable("It rests."), ZeroDivisionError("inside")])
def test_an_index_that_does_not_answer(settings: Settings, error: Exception) -> None:
    client = visitor(create_app(settings, Broken(error)))
    for address in ("/", "/search", "/api/v1/search"):
        client.get(address)
    found = scraped(client)
    assert found["spindex_up",] == 0 and ("spindex_index_records",) not in found
    kind = "EngineUnavailable" if isinstance(error, EngineUnavailable) else "unforeseen"
    assert found["spindex_errors_total", kind] == 3


class Hanging(Broken):
    """An index that answers after a while."""

    asked = 0

    def snapshot(self) -> Snapshot:
        self.asked += 1
        time.sleep(1.5)
        raise self.error


def test_an_index_that_hangs_holds_up_nobody(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gauges, "PATIENCE", 0.1)
    hanging = Hanging(EngineUnavailable("It rests."))
    client = visitor(create_app(settings, hanging))
    started = time.perf_counter()
    assert [scraped(client)["spindex_up",] for _ in range(4)] == [0, 0, 0, 0]
    assert time.perf_counter() - started < 1.4 and hanging.asked == 1


def test_counting_a_request_costs_less_than_a_fifth_of_a_millisecond(settings: Settings) -> None:
    site = create_app(settings)
    counted = site.extensions["spindex"].metrics
    with site.test_request_context("/search?q=pension"):
        best = min(timeit.repeat(lambda: counted.answered(200, 0.01), number=1000, repeat=5))
    assert best / 1000 < 0.0002


def test_it_is_written_anew_each_time_and_not_for_robots(fresh: FlaskClient) -> None:
    response = fresh.get("/metrics")
    assert response.headers["Cache-Control"] == "no-store" and "ETag" not in response.headers
    assert "Disallow: /metrics" in fresh.get("/robots.txt").text.splitlines()
    openmetrics = fresh.get("/metrics", headers={"Accept": "application/openmetrics-text;version=1.0.0"})
    assert openmetrics.mimetype == "application/openmetrics-text" and openmetrics.text.endswith("# EOF\n")


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_visitor_of_a_proxy_finds_nothing(fresh: FlaskClient, name: str) -> None:
    for address in ("/metrics", "/readyz"):
        assert fresh.get(address).status_code == 200
        for method in ("GET", "HEAD", "OPTIONS"):
            for spelling in (address, f"{address}/", f"{address}%2F", f"/%{ord(address[1]):x}{address[2:]}"):
                answer = fresh.open(spelling, method=method, headers={name: "203.0.113.1"})
                assert (
                    answer.status_code == 404
                    and b"spindex_requests" not in answer.data
                    and b'"ready"' not in answer.data
                )
    assert fresh.get("/healthz", headers={name: "203.0.113.1"}).status_code == 200


def test_at_a_port_of_their_own_and_nowhere_else(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_ADDRESS", "127.0.0.1:9102")
    client = visitor(create_app(settings))
    for address in ("/metrics", "/readyz"):
        for host in ("localhost", "localhost:9102"):
            assert client.get(address, headers={"Host": host}).status_code == 404
        own = {"SERVER_PORT": "9102", "HTTP_X_FORWARDED_FOR": "10.0.0.1"}
        assert client.get(address, environ_overrides=own).status_code == 200
    assert client.get("/healthz").status_code == client.get("/search").status_code == 200


def test_counts_that_cannot_be_kept_cost_no_answer(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Metrics, "answered", refuse)
    assert visitor(create_app(settings)).get("/search?q=pension").status_code == 200
    assert "An answer could not be counted" in caplog.text
