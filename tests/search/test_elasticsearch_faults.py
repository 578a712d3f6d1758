"""Whatever goes wrong between us and Elasticsearch ends in a sentence of ours that says what to do."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search.engines import open_index
from search.errors import ConfigurationError, EngineUnavailable, IndexNotReady, QueryError, SearchError
from search.index import Index
from search.settings import Settings

FOREIGN = "java.lang.SecretReason"


@contextmanager
def server(status: int, body: str, headers: dict[str, str]) -> Iterator[str]:
    """The address of a server that answers everything alike."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


def index_at(url: str, **more: str) -> Index:
    return open_index(Settings().changed(engine="elasticsearch", elasticsearch_url=url, **more))


def complaint(index: Index) -> SearchError:
    with index, pytest.raises(SearchError) as raised:
        index.status()
    assert FOREIGN not in str(raised.value) and str(raised.value).endswith(".") and ":" in str(raised.value)
    return raised.value


def test_no_server() -> None:
    raised = complaint(index_at("http://127.0.0.1:9,http://127.0.0.1:10"))
    assert isinstance(raised, EngineUnavailable) and "SPINDEX_ELASTICSEARCH_URL" in str(raised)


ELASTICSEARCH = {"X-Elastic-Product": "Elasticsearch", "Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("status", "type_", "kind", "says"),
    [
        (401, "security_exception", ConfigurationError, "SPINDEX_ELASTICSEARCH_API_KEY"),
        (403, "security_exception", ConfigurationError, "SPINDEX_ELASTICSEARCH_API_KEY"),
        (403, "cluster_block_exception", EngineUnavailable, "disk"),
        (429, "cluster_block_exception", EngineUnavailable, "disk"),
        (429, "circuit_breaking_exception", EngineUnavailable, "try again"),
        (503, "cluster_block_exception", EngineUnavailable, "try again"),
        (404, "index_not_found_exception", IndexNotReady, "spindex build"),
        (404, "search_context_missing_exception", IndexNotReady, "spindex build"),
        (400, "media_type_header_exception", ConfigurationError, "version"),
        (400, "too_many_nested_clauses", QueryError, "fewer words"),
        (500, "null_pointer_exception", EngineUnavailable, "log"),
    ],
)
def test_what_elasticsearch_refuses(status: int, type_: str, kind: type[SearchError], says: str) -> None:
    body = json.dumps({"error": {"type": "x", "reason": FOREIGN, "root_cause": [{"type": type_, "reason": FOREIGN}]}})
    with server(status, body, ELASTICSEARCH) as url:
        raised = complaint(index_at(url))
    assert type(raised) is kind and says in str(raised)


@pytest.mark.parametrize(("status", "body"), [(200, "<h1>Hello</h1>"), (404, "<h1>Not found</h1>"), (200, "{}")])
def test_a_server_that_is_no_elasticsearch(status: int, body: str) -> None:
    kind = "application/json" if body == "{}" else "text/html"
    with server(status, body, {"Content-Type": kind}) as url:
        raised = complaint(index_at(url))
    assert isinstance(raised, ConfigurationError) and "not an Elasticsearch" in str(raised)


def test_a_gateway_that_finds_no_elasticsearch_behind_it() -> None:
    with server(502, "<h1>Bad gateway</h1>", {"Content-Type": "text/html"}) as url:
        assert isinstance(complaint(index_at(url)), EngineUnavailable)


def test_https_where_there_is_none() -> None:
    with server(200, "{}", ELASTICSEARCH) as url:
        raised = complaint(index_at(url.replace("http:", "https:")))
    assert isinstance(raised, ConfigurationError) and "https" in str(raised)


@pytest.mark.parametrize(
    "wrong", [{"url": "http://localhost"}, {"url": "https://localhost:9200", "elasticsearch_ca": "/nowhere/ca.pem"}]
)
def test_settings_that_cannot_be_used(wrong: dict[str, str]) -> None:
    raised = complaint(index_at(wrong.pop("url"), **wrong))
    assert isinstance(raised, ConfigurationError) and "SPINDEX_ELASTICSEARCH_" in str(raised)
