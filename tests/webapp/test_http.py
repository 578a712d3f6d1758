"""HTTP to the letter of RFC 9110: conditions, encodings, ranges, HEAD, and what is never kept for a year."""

import gzip

import pytest
from flask.testing import FlaskClient

from .pages import HTMLParser, json_of

PAGES = [
    "/", "/search?q=study", "/records/demo:script", "/api/v1/search?q=study", "/healthz", "/api/v1/openapi.json",
    "/api/v1/search?cursor=*", "/api/v1/records/demo:script", "/api/v1/facets/country", "/api/v1/taxonomy/programme",
    "/api/v1/countries/KEN",
]  # fmt: skip
STREAMS = ["/search.csv", "/search.jsonl"]
STATIC = "/static/site.css"
NOTHING = [
    "/nothing",
    "/records/no:such",
    "/search?page=2000",
    "/api/v1/search?foo=1",
    "/countries/xx",
    "/search.csv?a=1",
]


def tag_of(client: FlaskClient, address: str) -> str:
    return client.get(address).headers["ETag"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("address", [*PAGES, *STREAMS, STATIC])
def test_conditions(client: FlaskClient, address: str, method: str) -> None:
    tag = tag_of(client, address)
    plain = tag.removeprefix("W/")
    for known in ("*", tag, plain, f"W/{plain}", f'"a", W/"b", {tag}', f'"a,b" , {plain},"c"'):
        answer = client.open(address, method=method, headers={"If-None-Match": known})
        assert (answer.status_code, answer.data) == (304, b""), known
        assert answer.headers["ETag"] == tag and answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Cache-Control"] == client.get(address).headers["Cache-Control"]
    for other in ('"a"', plain.strip('"') + "x", 'W/"*"', '"*"', f'"{plain}"'):
        assert client.open(address, method=method, headers={"If-None-Match": other}).status_code == 200, other


@pytest.mark.parametrize("address", NOTHING)
@pytest.mark.parametrize("known", ["*", 'W/"a"'])
def test_there_is_nothing_that_could_be_unchanged(client: FlaskClient, address: str, known: str) -> None:
    for method in ("GET", "HEAD"):
        answer = client.open(address, method=method, headers={"If-None-Match": known})
        assert answer.status_code in (404, 422) and "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", [*PAGES, *STREAMS, STATIC, *NOTHING, "/robots.txt", "/metrics"])
def test_head_is_get_without_what_it_gives(client: FlaskClient, address: str) -> None:
    for accepted in ("", "gzip"):
        headers = {"Accept-Encoding": accepted}
        get, head = client.get(address, headers=headers), client.head(address, headers=headers)
        assert head.data == b"" and head.status_code == get.status_code
        moment = address == "/metrics" or address.startswith("/api/v1/search")  # tells how long it took
        unlike = ("Content-Length", "Date") if moment else ("Date",)
        assert [h for h in head.headers if h[0] not in unlike] == [h for h in get.headers if h[0] not in unlike]


@pytest.mark.parametrize("wanted", ["bytes=0-9", "bytes=0-1,4-5", "bytes=9999999-", "lines=1-2", "nonsense"])
def test_whoever_wants_a_part_gets_all(client: FlaskClient, wanted: str) -> None:
    for address in (PAGES[1], STREAMS[0], STATIC):
        answer = client.get(address, headers={"Range": wanted})
        assert answer.status_code == 200 and answer.data == client.get(address).data


ENCODINGS = {
    "gzip": True, "br, gzip;q=0.1": True, "*": True, "GZIP": True, "gzip;q=0.5, *;q=0": True, "gzip, identity": True,
    "identity;q=0.5, gzip": True, "": False, "br": False, "gzip;q=0": False, "gzip; q=0.000": False,
    "identity": False, "gzip;q=0, *": False, "identity, gzip;q=0.5": False, "gzip;q=0.5, *": False,
    "*;q=0, identity": False, "identity;q=0, gzip": True, "gzip;q=0.001, identity;q=0": True,
}  # fmt: skip
NOTHING_LEFT = ["identity;q=0", "*;q=0", "gzip;q=0, *;q=0", "br, identity;q=0", "gzip;q=0, identity;q=0.0"]


@pytest.mark.parametrize("accepted", ENCODINGS)
def test_encodings(client: FlaskClient, accepted: str) -> None:
    plain = client.get("/search")
    answer = client.get("/search", headers={"Accept-Encoding": accepted})
    assert (answer.headers.get("Content-Encoding") == "gzip") == ENCODINGS[accepted]
    assert (gzip.decompress(answer.data) if ENCODINGS[accepted] else answer.data) == plain.data
    assert answer.headers["Vary"] == "Accept-Encoding" == plain.headers["Vary"]
    assert answer.headers["ETag"] == plain.headers["ETag"] and plain.headers["ETag"].startswith("W/")


@pytest.mark.parametrize("accepted", NOTHING_LEFT)
@pytest.mark.parametrize("address", ["/search", "/api/v1/search", "/search.csv", STATIC])
def test_whoever_takes_nothing_is_told_what_there_is(client: FlaskClient, address: str, accepted: str) -> None:
    answer = client.get(address, headers={"Accept-Encoding": accepted})
    assert answer.status_code == 406 and "gzip" in answer.text and "Content-Encoding" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "address", ["/api/v1/search?q=x", "/api/v1/records/demo:script", "/api/v1/countries", "/api/v1/nothing", "/api/"]
)
def test_scripts_of_other_sites_may_ask_the_api(client: FlaskClient, address: str) -> None:
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    answer = client.options(address, headers={**asked, "Access-Control-Request-Headers": "if-none-match"})
    assert answer.status_code == 204 and answer.data == b"" and "Content-Type" not in answer.headers
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert int(answer.headers["Access-Control-Max-Age"]) > 600
    got = client.get(address, headers={"Origin": "https://other.example"})
    assert got.headers["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Credentials" not in got.headers
    assert {"ETag", "Link"} <= set(got.headers["Access-Control-Expose-Headers"].split(", "))


def test_pages_are_not_for_scripts_of_other_sites(client: FlaskClient) -> None:
    for answer in (client.get("/search"), client.options("/search"), client.options("/records/demo:script")):
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_the_next_page_of_an_answer_stands_in_its_head(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=study&size=5")
    assert answer.headers["Link"] == f'<{json_of(answer)["links"]["next"]}>; rel="next"'
    assert "Link" not in client.get("/api/v1/search?q=xyzzy").headers


def test_whoever_refuses_plain_text_gets_none(client: FlaskClient) -> None:
    for address in ("/healthz", STATIC, "/static/fonts/source-serif-4-latin-600.woff2"):
        answer = client.get(address, headers={"Accept-Encoding": "gzip, identity;q=0"})
        assert answer.headers["Content-Encoding"] == "gzip" and answer.headers["ETag"].startswith("W/")
        assert gzip.decompress(answer.data) == client.get(address).data
        assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_what_a_visitor_accepts_is_told_where_it_counts(client: FlaskClient) -> None:
    assert client.get("/metrics").headers["Vary"] == "Accept, Accept-Encoding"


def test_only_what_is_there_under_its_own_stamp_is_kept_for_a_year(client: FlaskClient) -> None:
    links = HTMLParser(client.get("/").text).css("head link[href*='/static/']")
    ours = [str(link.attributes["href"]) for link in links]
    assert len(ours) > 2
    for address in ours:
        path, _, stamp = address.partition("?")
        tag = tag_of(client, address)
        for method, headers in (
            ("GET", {}),
            ("HEAD", {}),
            ("GET", {"If-None-Match": tag}),
            ("HEAD", {"If-None-Match": "*"}),
        ):
            kept = client.open(address, method=method, headers=headers).headers["Cache-Control"]
            assert kept == "public, max-age=31536000, immutable"
            for other in (
                f"{path}?v=0",
                f"{path}?v=",
                f"{path}?v=0&{stamp}",
                f"{path}?{stamp}&v=0",
                f"{path}?V={stamp}",
            ):
                answer = client.open(other, method=method, headers=headers)
                assert "31536000" not in answer.headers["Cache-Control"], other
        for method in ("OPTIONS", "POST", "DELETE"):
            assert client.open(address, method=method).headers["Cache-Control"] == "no-store"
        for missing in (f"{path}x", f"{path}/", path.replace("/static/", "/static//"), f"{path}%00", "/static/"):
            for query in (f"?{stamp}", ""):
                answer = client.get(f"{missing}{query}", headers={"If-None-Match": "*"})
                assert answer.headers["Cache-Control"] == "no-store" and answer.status_code in (301, 404), missing
