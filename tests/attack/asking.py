"""Questions of an attacker: addresses, methods and headers put together by chance; each is one line of a shell, too."""

import shlex
from dataclasses import dataclass, field, replace
from functools import cached_property

from search.records import FACETS, INTERFACE_LANGUAGES, SORTS
from tests.attack.hostile import BYTES, Chance
from webapp.exports import EXPORTS

RECORD = "/records/"
PAGES = (
    "/", "/search", "/search", "/search", RECORD, "/countries", "/countries/", "/taxonomy", "/taxonomy/", "/about",
    "/map", "/insights", "/static/",
)  # fmt: skip
API = (
    "/api/v1/search", "/api/v1/search", "/api/v1/records/", "/api/v1/facets/", "/api/v1/openapi.json", "/api/v1/",
    "/api/v1/taxonomy/", "/api/v1/countries/",
)  # fmt: skip
EMBEDS = (
    "/embed/v1/country/", "/embed/v1/search", "/embed/v1/", "/embed/", "/embed/builder", "/embed/preview", "/oembed",
)  # fmt: skip
FILES = tuple(f"/search.{export.suffix}" for export in EXPORTS)
MACHINES = ("/healthz", "/readyz", "/robots.txt", "/metrics", "/sitemap.xml", "/opensearch.xml", "/favicon.ico")
AREAS = (PAGES, PAGES, PAGES, API, API, ("/search.atom",), EMBEDS, FILES, MACHINES)
MODES = ("", "", "", ".all", ".not", ".x")
METHODS = ("GET",) * 30 + ("HEAD", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE", "PROPFIND", "get", "CONNECT")
HEADERS = (
    ("Accept", "*/*"), ("Accept", "application/json;q=0.1, text/html;q=0"), ("Accept", "a/b;q=,;;"),
    ("Accept-Encoding", "gzip"), ("Accept-Encoding", "gzip;q=0"), ("Accept-Encoding", "*;q=0.5, br"),
    ("Accept-Encoding", ",;=,"), ("Accept-Language", "ar, fr;q=0.5"), ("Accept-Language", "x" * 500),
    ("If-None-Match", "*"), ("If-None-Match", 'W/"x", "y"'), ("If-None-Match", '"' * 50), ("If-None-Match", "W/" * 99),
    ("If-Modified-Since", "Sat, 31 Dec 9999 23:59:59 GMT"), ("If-Modified-Since", "yesterday"), ("Range", "bytes=0-0"),
    ("Range", "bytes=5-2,0-,-1"), ("Range", "lines=1-2"), ("X-Forwarded-Host", "evil.example"),
    ("X-Forwarded-Proto", "javascript"), ("X-Forwarded-Prefix", "//evil.example"), ("Forwarded", "host=evil.example"),
    ("X-Script-Name", "/x"), ("X-HTTP-Method-Override", "DELETE"),
    ("Cookie", "a=b; " * 50), ("Authorization", "Basic x"), ("Referer", "https://evil.example/"),
    ("Content-Length", "0"), ("Content-Type", "application/json"), ("Expect", "100-continue"), ("Origin", "null"),
    ("Upgrade", "h2c"), ("User-Agent", "{{7*7}} <script>"), ("Purpose", "prefetch"), ("Connection", "keep-alive"),
    ("TE", "trailers"),
)  # fmt: skip
HOSTS = ("127.0.0.1", "localhost", "evil.example", "evil.example:80@x", "a" * 300, "[::1]", "", "evil.example/%2f")


@dataclass(frozen=True)
class Known:
    """What stands in the index, so that questions are answered and not only refused."""

    records: list[str]
    values: dict[str, list[str]]
    words: list[str]


@dataclass(frozen=True)
class Ask:
    """One request. target: path and query as they are sent; headers: what goes with it."""

    method: str
    target: str
    headers: list[tuple[str, str]] = field(default_factory=list)
    host: str = "127.0.0.1"
    raw: bytes = b""  # what is sent instead, where it is no HTTP

    @cached_property
    def sent(self) -> bytes:
        """Its bytes."""
        if self.raw:
            return self.raw
        lines = [f"{self.method} {self.target} HTTP/1.1", f"Host: {self.host}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in self.headers if name != "Connection"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    @property
    def path(self) -> str:
        """Without the query."""
        return self.target.partition("?")[0]

    def line(self, url: str) -> str:
        """For a shell, to ask it again."""
        if self.raw:
            bytes_ = "".join(f"\\{byte:03o}" for byte in self.raw)
            return f"printf '{bytes_}' | nc -q 1 {url.partition('//')[2].replace(':', ' ')}"
        quoted = [shlex.quote(f"{name}: {value}") for name, value in [("Host", self.host), *self.headers]]
        headers = "".join(f" -H {one}" for one in quoted)
        method = " -I" if self.method == "HEAD" else "" if self.method == "GET" else f" -X {shlex.quote(self.method)}"
        return f"curl -sS -g --path-as-is{method}{headers} {shlex.quote(url + self.target)}"


class Asking:
    """Makes requests; `known` is what the index holds."""

    def __init__(self, known: Known) -> None:
        self.known = known

    def ask(self, chance: Chance) -> Ask:
        """The one request of a chance."""
        target = self._path(chance) + self._query(chance)
        if target.startswith("/search.xlsx"):  # made whole before it is sent: of few records
            target = "/search.xlsx?source=demo&" + target.partition("?")[2]
        method = chance.choice(METHODS)
        headers = chance.sample(HEADERS, chance.choice((0, 0, 1, 1, 2, 4)))
        host = chance.choice(HOSTS) if chance.random() < 0.1 else HOSTS[0]
        made = Ask(method, target[:4000], headers, host)
        return replace(made, raw=self._broken(chance, made.sent)) if chance.random() < 0.04 else made

    def _broken(self, chance: Chance, sent: bytes) -> bytes:
        """Bytes that are HTTP no more, or not to the letter."""
        place = chance.randrange(len(sent))
        ways = (
            sent[:place] + chance.choice(BYTES) + sent[place:],
            sent[:place],
            sent.replace(b"\r\n", chance.choice((b"\n", b"\r", b"\r\n "))),
            sent.replace(
                b"HTTP/1.1", chance.choice((b"HTTP/1.0", b"HTTP/2.0", b"HTTP/9", b"http/1.1", b"", b"HTTP/1.1 x"))
            ),
            sent.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nffff\r\n"),
            sent.replace(b"\r\n\r\n", b"\r\nContent-Length: " + chance.text().encode(errors="replace") + b"\r\n\r\n"),
            sent.replace(b"\r\n\r\n", b"\r\n" + b"X: y\r\n" * 300 + b"\r\n"),
            sent.replace(b"\r\n\r\n", b"\r\nX: " + b"y" * 70_000 + b"\r\n\r\n"),
            sent + sent,
            b"\x16\x03\x01" + sent,
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + sent,
            chance.text().encode(errors="replace"),
        )
        return chance.choice(ways) or b"\n"

    def _path(self, chance: Chance) -> str:
        path = chance.choice(chance.choice(AREAS))
        if path.endswith("/") and path != "/":
            path += self._last(chance, path)
        if chance.random() < 0.05:
            path = chance.choice(
                (path + "/", "/" + path, path.upper(), "/." + path, path + "/..", path.replace("/", "%2f"), path + ";x",
                path + "%00", path + chance.encoded(chance.text()))
            )  # fmt: skip
        return path if path.startswith("/") else f"/{path}"

    def _last(self, chance: Chance, path: str) -> str:
        """What stands behind the last slash: mostly something that is there."""
        if chance.random() < 0.4:
            return chance.encoded(chance.text())
        if "records" in path:
            return chance.choice(self.known.records)
        if "countr" in path:
            code = chance.choice(self.known.values["country"])
            return chance.choice((code, code.lower(), f"{code}.html"))
        if "facets" in path:
            return chance.choice(FACETS).name
        if "taxonomy" in path:
            scheme = chance.choice(("programme", "population", "topic", "cross_cutting"))
            return chance.choice((scheme, f"{scheme}/{chance.choice(self.known.values[scheme] or ['none'])}"))
        return chance.choice(("site.css", "fonts/", "../headers.py", "%2e%2e/__init__.py", "country"))

    def _query(self, chance: Chance) -> str:
        pairs = [self._pair(chance) for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, 5, 8)))]
        if chance.random() < 0.02:
            pairs *= 40
        return (
            "?" + chance.choice(("&",) * 20 + (";", "&&")).join(f"{name}={value}" for name, value in pairs)
            if pairs
            else ""
        )

    def _pair(self, chance: Chance) -> tuple[str, str]:
        if chance.random() < 0.45:
            return "q", chance.encoded(self.question(chance) if chance.random() < 0.5 else chance.text())
        if chance.random() < 0.15:
            name, values = chance.choice((("lang", [*INTERFACE_LANGUAGES]), ("sort", [*SORTS])))
            return name, chance.encoded(chance.choice(values) if chance.random() < 0.8 else chance.text())
        if chance.random() < 0.2:
            name = chance.choice(
                ("page", "size", "year.from", "year.to", "year", "text", "offset", "format", "callback")
            )
            likely = str(chance.choice((1, 2, 5, 50, 100, 1990, 2015)))
            return name, chance.encoded(likely if chance.random() < 0.6 else chance.text())
        if chance.random() < 0.1:
            return chance.encoded(chance.text()), chance.encoded(chance.text())
        facet = chance.choice(FACETS).name
        value = chance.choice(self.known.values.get(facet) or ["none"]) if chance.random() < 0.7 else chance.text()
        return facet + chance.choice(MODES), chance.encoded(value)

    def question(self, chance: Chance) -> str:
        """Words of the index by the grammar of questions: phrases, beginnings, brackets, alternatives."""
        parts = [self._part(chance) for _ in range(chance.randint(1, 6))]
        return chance.choice((" ", " ", " ", " OR ", " AND ", " NOT ", "  ")).join(parts)

    def _part(self, chance: Chance) -> str:
        word = chance.choice(self.known.words)
        shapes = (
            word, word, word, f"-{word}", f"{word[: chance.randint(1, 4)]}*",
            f'"{word} {chance.choice(self.known.words)}"', f"title:{word}",
            f"({word} OR {chance.choice(self.known.words)})", word.upper(), f'title:"{word}*"', f"{word}:",
            f"NOT ({word})", f"author:{word[:2]}*",
        )  # fmt: skip
        return chance.choice(shapes)
