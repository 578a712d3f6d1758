"""The proxy of docs/operations.md, taken from there: a real nginx before a real site, at the root and below a path."""

import http.client
import itertools
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from search.authorities import Authorities
from search.engines import open_index
from search.records import Record
from search.settings import Settings
from tests.elasticsearch_server import free_port
from tests.served import Site, served
from tests.test_serve import SERVE, environment
from tests.webapp.conftest import authorities  # noqa: F401  a fixture that is the same
from tests.webapp.pages import internal_links

GUIDE = (Path(__file__).resolve().parents[1] / "docs" / "operations.md").read_text(encoding="utf-8")
ROOT_LOCATION, PATH_LOCATION = re.findall(r"^ *location (?:/|/index/) \{ proxy_pass .*", GUIDE, re.MULTILINE)
(SNIPPET,) = [text for text in re.findall(r"^```nginx\n(.*?)^```", GUIDE, re.M | re.S) if "server {" in text]
AROUND = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    {snippet}
}}
"""
IDS = [
    "a//b/../c?d#e%2F", "..", "../..", ".", "./x", "x/.", "x//", "//x", "/", "a%2Fb", "a%252Fb", "%", "%zz", "?", "#",
    "~2F", "~", "a+b c", "a;b=c", "a\\..\\b", "%2e%2e/x", "x/%2e%2e", "é/ü", "الحماية", "a'b\"c<d>", "a&b=c", "{x}|^`",
    "x.csv", "metrics", "x/metrics", "readyz/", "...", "a:b@c", "x/../../../about", "*", "index/search", "P117310",
]  # fmt: skip


class Front:
    """What visitors see. Each request comes from another address, as otherwise the limit would end a test."""

    _hosts = itertools.cycle(f"127.0.{part}.{number}" for part in range(1, 250) for number in range(1, 250))

    def __init__(self, port: int, below: str, site: Site) -> None:
        self.port = port
        self.below = below
        self.site = site

    def ask(
        self, path: str, host: str = "", method: str = "GET", **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Exactly this path: nothing is resolved or encoded."""
        source = (host or next(self._hosts), 0)
        named = {name.replace("__", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=source)) as asked:
            asked.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": "127.0.0.1", **named}.items():
                asked.putheader(name, value)
            asked.endheaders()
            answer = asked.getresponse()
            return answer.status, answer.headers, answer.read()

    def followed(self, path: str, **headers: str) -> tuple[int, str, bytes]:
        """The last answer, where it was found; as a browser follows redirects."""
        for _ in range(5):
            status, told, body = self.ask(path, **headers)
            if status not in (301, 302, 308):
                return status, path, body
            to = urljoin(path, str(told["Location"]))
            assert to.startswith("/") and not to.startswith("//"), to
            path = to
        raise AssertionError(f"{path} leads nowhere")


@contextmanager
def proxied(nginx: str, folder: Path, port: int, below: str, site: Site) -> Iterator[Front]:
    ours = SNIPPET.replace("listen 80;", f"listen 127.0.0.1:{port};")
    if below:
        assert ROOT_LOCATION in ours
        ours = ours.replace(ROOT_LOCATION, PATH_LOCATION)
    ours = ours.replace("http://127.0.0.1:8000", site.url)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, snippet=ours))
    process = subprocess.Popen([nginx, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"])
    try:
        until = time.monotonic() + 10
        while not _listens(port):
            assert process.poll() is None and time.monotonic() < until, (folder / "error.log").read_text()
            time.sleep(0.05)
        yield Front(port, below, site)
    finally:
        process.terminate()
        process.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return not tried.connect_ex(("127.0.0.1", port))


@pytest.fixture(scope="module")
def data(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    folder = tmp_path_factory.mktemp("data")
    with open_index(Settings(data=folder)) as index, index.replacing(authorities) as writer:
        for identifier in IDS:
            writer.add(Record(id=f"demo:{identifier}", title={"en": "An odd id"}, source="demo"))
        assert not writer.rejected
    return folder


@pytest.fixture(scope="module", params=["", "/index"], ids=["at the root", "below a path"])
def front(
    nginx: str, request: pytest.FixtureRequest, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    base = {"SPINDEX_BASE_URL": f"http://127.0.0.1:{port}{request.param}"}
    command, variables = [*SERVE, "--workers", "1"], environment(data, **base)
    with (
        served(command, folder / "log", **variables) as site,
        proxied(nginx, folder, port, request.param, site) as made,
    ):
        yield made


def test_every_record_is_found_by_the_links_of_the_search(front: Front) -> None:
    status, _, body = front.ask(f"{front.below}/search?source=demo&size=100")
    records = [link for link in internal_links(HTMLParser(body)) if "/records/" in link]
    assert status == 200 and len(records) == len(IDS)
    for link in records:
        found, _, page = front.ask(link)
        assert found == 200, link
        inside = [one for one in internal_links(HTMLParser(page)) if "/records/" in one]
        assert len(inside) > 8 and all(one.startswith(front.below) for one in inside)
        for one in inside:  # its files, itself in other languages, in the API
            assert front.ask(one)[0] == 200, one


def test_every_link_of_a_page_leads_somewhere(front: Front) -> None:
    for page in ("/", "/search?q=odd", "/countries/KEN", "/about", "/taxonomy/programme/cash-transfers", "/nothing"):
        _, where, body = front.followed(f"{front.below}{page}")
        links = internal_links(HTMLParser(body))
        assert links and all(link.startswith(f"{front.below}/") for link in links)
        for link in links[:: max(1, len(links) // 40)]:
            assert front.ask(link)[0] == (404 if where.endswith("/nothing") and "nothing" in link else 200), link


def test_redirects_stay_on_the_site(front: Front) -> None:
    below = front.below
    for path, to in {"/search/": "/search", "/countries/KE": "/countries/KEN", "/s%65arch/": "/search"}.items():
        assert front.followed(f"{below}{path}", Host="evil.example")[:2] == (200, f"{below}{to}")
    status, where, _ = front.followed(f"{below}/api/v1/records/demo%3AP117310")
    assert status == 200 and (below or where.endswith("demo:P117310"))  # below, nginx has decoded it
    assert front.followed(below or "//")[:2] == (200, f"{below}/")


def test_files_are_kept_and_answers_asked_for_again(front: Front) -> None:
    _, _, body = front.ask(f"{front.below}/")
    sheet = next(link for link in internal_links(HTMLParser(body)) if ".css?" in link)
    assert "immutable" in str(front.ask(sheet)[1]["Cache-Control"])
    _, told, _ = front.ask(f"{front.below}/search?q=odd", Accept__Encoding="gzip")
    assert told["Content-Encoding"] == "gzip"
    assert front.ask(f"{front.below}/search?q=odd", If__None__Match=str(told["ETag"]))[0] == 304


SPELLINGS = [
    "/{}", "/{}/", "/{}//", "//{}", "/{}%2f", "/{}%2F", "/%2f{}", "/./{}", "/x/../{}", "/%2e/{}", "/x/%2e%2e/{}",
    "/{}?a=b", "/{}%3f", "/{};x", "/{}%00", "/{}%20", "/{}/.", "/{}/..;/{}", "/search/../{}", "/records/..%2f{}",
    "/index/{}", "/index//{}", "/index/./{}", "/index%2f{}", "/index/index/{}", "/index/..//{}", "/~2F{}", "/{}~2F",
    "/\\{}",
]  # fmt: skip
HEADERS = [
    {}, {"SCRIPT_NAME": "/x"}, {"Script__Name": "/x"}, {"X__Script__Name": "/x"}, {"X__Forwarded__Prefix": "/x"},
    {"PATH_INFO": "/metrics"}, {"X__Original__URL": "/metrics"}, {"X__Rewrite__URL": "/metrics"},
    {"X__Forwarded__For": ""}, {"Host": "127.0.0.1:9102"},
    {"X__Forwarded__Port": "9102", "X__Forwarded__Host": "127.0.0.1:9102"},
]  # fmt: skip


def spellings(name: str) -> Iterator[str]:
    for spelling in SPELLINGS:
        yield spelling.replace("{}", name)
        yield spelling.replace("{}", name.upper())
        yield spelling.replace("{}", f"%{ord(name[0]):x}{name[1:]}")


def closed(front: Front, path: str, **headers: str) -> bool:
    status, where, body = front.followed(path, **headers)
    told = b"spindex_requests" in body or b'"ready"' in body
    return not told and (status in (400, 404) or where.partition("?")[0].rstrip("/") in ("", front.below))


def test_nobody_reads_through_it_what_is_for_operators(front: Front) -> None:
    for name in ("metrics", "readyz"):
        assert front.site.get(f"/{name}").status_code == 200  # it is there, for whoever comes by no proxy
        for path in spellings(name):
            assert closed(front, path), path
        for headers in HEADERS:
            for path in (f"/{name}", f"/x/{name}", f"/index/{name}", f"/index/x/{name}"):
                assert closed(front, path, **headers), (path, headers)


def test_nobody_reads_it_at_the_port_of_the_pages_either(data: Path, tmp_path: Path) -> None:
    own = f"127.0.0.1:{free_port()}"
    variables = environment(data, METRICS_ADDRESS=own, FORWARDED_ALLOW_IPS="*")
    with served([*SERVE, "--workers", "1"], tmp_path / "log", **variables) as site:
        direct = Front(int(site.url.rpartition(":")[2]), "", site)
        apart = Front(int(own.rpartition(":")[2]), "", site)
        for name in ("metrics", "readyz"):
            assert apart.ask(f"/{name}")[0] == 200
            for path in spellings(name):
                assert closed(direct, path), path
            for headers in HEADERS:
                for path in (f"/{name}", f"/x/{name}"):
                    told = {key: value.replace("127.0.0.1:9102", own) for key, value in headers.items()}
                    assert closed(direct, path, **told), (path, told)


def test_the_limit_is_a_limit(front: Front) -> None:
    found = [front.ask(f"{front.below}/healthz", host="127.0.251.1")[0] for _ in range(80)]
    assert found[:50] == [200] * 50 and 429 in found[50:] and set(found) == {200, 429}
    assert front.ask(f"{front.below}/healthz", host="127.0.251.2")[0] == 200
    time.sleep(1)
    assert front.ask(f"{front.below}/healthz", host="127.0.251.1")[0] == 200


def test_each_visitor_is_counted_and_not_the_proxy(front: Front) -> None:
    """Files that nobody reads: the proxy takes them at once, and the program is free."""
    with closing(socket.create_connection(("127.0.0.1", front.port))) as idle:
        asked = f"GET {front.below}/search.jsonl HTTP/1.1\r\nHost: a\r\n\r\n"
        idle.sendall(asked.encode() * 5)
        assert [front.ask(f"{front.below}/search.csv")[0] for _ in range(10)] == [200] * 10


def test_the_guide_says_that_buffering_is_on() -> None:
    assert "proxy_buffering on;" in SNIPPET and "**Buffering must be on.**" in GUIDE
