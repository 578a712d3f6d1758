"""/mcp, asked by the SDK's own client on a site that is served, and by those who mean no good."""

import json
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import pytest
import requests

from search.settings import Settings
from tests.conftest import lacking
from tests.served import Site, served
from tests.test_serve import SERVE, environment
from tests.webapp.conftest import authorities, settings  # noqa: F401  fixtures that are the same

HOME = "https://index.example.org/sp"
ERAS = ["auto", "legacy"]  # how the SDK's client opens a conversation: as of 2026-07-28, or with `initialize`
Talk = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture(scope="module")
def site(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:  # noqa: F811
    if find_spec("mcp") is None:
        lacking("The SDK of the Model Context Protocol", "pip install 'social-protection-index[mcp]'")
    variables = environment(settings.data, SPINDEX_BASE_URL=HOME, WEB_CONCURRENCY="1")
    with served(SERVE, tmp_path_factory.mktemp("mcp") / "log", **variables) as made:
        yield made
        assert "pension" not in made.log and "Traceback" not in made.log


@pytest.fixture(params=ERAS)
def talk(site: Site, request: pytest.FixtureRequest) -> Talk:
    """What a client does once it is connected."""
    import anyio
    from mcp import Client

    def talked(what: Callable[[Any], Any]) -> Any:
        async def connected() -> Any:
            async with Client(f"{site.url}/mcp", mode=request.param) as client:
                return await what(client)

        return anyio.run(connected)

    return talked


def called(talk: Talk, name: str, **arguments: Any) -> Any:
    """What a tool answers."""
    result = talk(lambda client: client.call_tool(name, arguments))
    assert not result.is_error, result.content
    return json.loads(result.content[0].text)


def test_the_tools_are_told_and_only_read(talk: Talk) -> None:
    tools = {tool.name: tool for tool in talk(lambda client: client.list_tools()).tools}
    assert set(tools) == {"search", "get", "facets", "country"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())
    assert {"q", "country", "programme.not", "year.from", "sort", "cursor"} <= set(
        tools["search"].input_schema["properties"]
    )


def test_a_search_is_that_of_the_api(talk: Talk, site: Site) -> None:
    told = called(talk, "search", q="study", country=["KEN"], size=3, **{"year.from": 1990})
    answer = site.get("/api/v1/search?q=study&country=KEN&size=3&year.from=1990").json()
    assert told["total"] == answer["total"] and told["query"] == answer["query"]
    assert [hit["page"] for hit in told["hits"]] == [hit["url"] for hit in answer["hits"]]
    assert told["hits"] and all(hit["page"].startswith(f"{HOME}/records/") for hit in told["hits"])
    assert told["page"].startswith(f"{HOME}/search?")


def test_a_whole_answer_can_be_walked(talk: Talk, site: Site) -> None:
    first = called(talk, "search", size=60, cursor="*")
    found = [*first["hits"]]
    further = first["next"]
    while further:
        step = called(talk, "search", size=60, **further)
        further, found = step["next"], [*found, *step["hits"]]
    assert len({hit["id"] for hit in found}) == len(found) == first["total"] > 60


def test_records_values_and_countries_are_told(talk: Talk, site: Site) -> None:
    record = called(talk, "get", id="demo:pension-1")
    assert record["page"] == f"{HOME}/records/demo:pension-1" and record["title"]["en"] == "Social pensions in Kenya"
    values = called(talk, "facets", field="author", text="oum")
    assert [bucket["value"] for bucket in values["buckets"]] == ["Ouma, Marion"]
    country = called(talk, "country", code="Kenya")
    assert country["country"]["iso3"] == "KEN" and country["indicators"][0]["latest"]["year"]
    assert country["country"]["count"] == site.get("/api/v1/search?country=KEN").json()["total"]


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("search", {"contry": "KEN", "sort": "newst"}, "did you mean country"),
    ("search", {"q": "a" * 513}, "512"),
    ("search", {"size": 101}, "100"),
    ("search", {"q": ["x" * 9000]}, "512"),
    ("get", {"id": "demo:nobody"}, "demo:nobody"),
    ("get", {"id": "../search"}, "search"),
    ("get", {}, "page"),
    ("facets", {"field": "titel"}, "titel"),
    ("country", {"code": "Zimbabawe"}, "ZWE"),
    ("remove", {}, "search, get"),
]


@pytest.mark.parametrize(("name", "arguments", "said"), WRONG)
def test_what_cannot_be_answered_is_told_in_sentences(
    talk: Talk, name: str, arguments: dict[str, Any], said: str
) -> None:
    result = talk(lambda client: client.call_tool(name, arguments))
    assert result.is_error and said in result.content[0].text


LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
TAKEN = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


def posted(site: Site, body: Any, **headers: str) -> requests.Response:
    return requests.post(f"{site.url}/mcp", data=body, headers={**TAKEN, **headers}, timeout=30)


def test_pages_of_other_sites_may_not_ask(site: Site) -> None:
    body = json.dumps(LIST)
    assert posted(site, body).status_code == 200
    assert posted(site, body, Origin="https://index.example.org").status_code == 200
    for origin in ("https://evil.example", "http://127.0.0.1", "null", "https://index.example.org.evil.example"):
        answer = posted(site, body, Origin=origin)
        assert answer.status_code == 403 and answer.json()["errors"]
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_bodies_have_a_bound_and_streams_are_not_offered(site: Site) -> None:
    assert posted(site, b" " * 65537).status_code == 413
    assert posted(site, iter([b"{}"])).status_code == 411  # in chunks
    for body in (b"", b"{", b"[]", b"null", b"\xff", b"[" * 60000, json.dumps({**LIST, "method": "x"}).encode()):
        answer = posted(site, body)
        assert answer.status_code < 500 and answer.headers["Cache-Control"] == "no-store", body[:9]
        assert "error" in answer.json()
    for method in ("GET", "DELETE", "PUT", "OPTIONS"):
        answer = requests.request(method, f"{site.url}/mcp", headers=TAKEN, timeout=30)
        assert answer.status_code == 405 and "POST" in answer.headers["Allow"]
    assert posted(site, json.dumps(LIST)).status_code == 200


def test_without_the_sdk_it_says_so(settings: Settings, tmp_path: Any) -> None:  # noqa: F811
    hidden = tmp_path / "sitecustomize.py"
    hidden.write_text("import sys\nsys.modules['mcp'] = None\n", encoding="utf-8")
    variables = environment(settings.data)
    variables["PYTHONPATH"] = f"{tmp_path}:{variables['PYTHONPATH']}"
    with served([sys.executable, *SERVE[1:]], tmp_path / "log", **variables) as made:
        answer = posted(made, json.dumps(LIST))
        assert answer.status_code == 501 and "/api/v1/search" in answer.json()["errors"][0]
        assert made.get("/api/v1/search").status_code == 200
