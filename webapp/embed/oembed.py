"""/oembed: the widget behind an address of ours, for programs that make frames of pasted links (oembed.com, 1.0)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import Blueprint, Response, request
from msgspec import Struct, json

from search.addresses import read
from search.errors import QueryError, RecordNotFound
from search.index import deadline
from search.queries import Query, read_parameters
from search.records import INTERFACE_LANGUAGES, shown
from search.sentences import N_
from webapp.asking import known_country
from webapp.embed.found import Found, of_figures, of_map, of_search
from webapp.errors import JsonAlone
from webapp.languages import Labels, labels_of, language
from webapp.links import Links
from webapp.paths import OEMBED
from webapp.presenters import (
    FIELDS,
    FRAMED,
    LOADER,
    MAP,
    OF_WIDGET,
    WIDGET,
    Framed,
    WidgetAsked,
    frame,
    framed,
    map_query,
    read_map,
    read_widget,
    said,
    script_line,
)
from webapp.visit import visit

views = Blueprint("oembed", __name__)

NO_WIDGET = N_("There is no widget of this address: send one of a country, a search, a collection or a record here.")
LINES = '<div class="spindex"><blockquote><a href="{address}">{title}</a></blockquote>\n{frame}\n{script}</div>'
PROVIDER = "Social Protection Index"  # the same in all languages: Drupal looks it up among the providers that it knows
WIDE = 600  # pixels, where no other width is asked for
LEAST = 280  # pixels, for which a height is reckoned: a narrower frame is as high
AGE = 86400  # seconds for which an answer may be kept


class Embed(Struct):
    """An answer of the type `rich`."""

    version: str
    type: str
    title: str
    html: str
    width: int
    height: int
    provider_name: str
    provider_url: str
    cache_age: int


@dataclass(frozen=True)
class Asked:
    """An address of ours. rest: what of its path follows the folder."""

    url: str
    rest: str
    pairs: list[tuple[str, str]]
    labels: Labels

    @property
    def links(self) -> Links:
        """In the language that the address asks for."""
        return replace(visit().links, lang=self.labels.language.code)

    @property
    def look(self) -> WidgetAsked:
        """How the frame shall look."""
        return read_widget(self.pairs)[0]

    @property
    def query(self) -> Query:
        """The question that its parameters ask. Raises QueryError where they pass a limit."""
        pairs = ((name, value) for name, value in self.pairs if name not in OF_WIDGET)
        reading = read_parameters(pairs, visit().snapshot.vocabulary)
        if reading.beyond:
            raise QueryError(*reading.beyond)
        return replace(reading.query, lang=self.labels.language.code)


@views.get(OEMBED)
@deadline.limited()
def embed() -> Response:
    """What a page may show instead of the link. Raises RecordNotFound for what has no widget.

    WordPress takes attributes and scripts away from what an unknown site sends, and runs its own script, which sets
    the height, only where a quote comes before the frame (wp_maybe_enqueue_oembed_host_js, 5.9); it shows that until
    the frame speaks. So does our loader. Whoever takes frames or scripts away keeps the link.
    """
    if request.args.get("format", "json") != "json":
        raise JsonAlone
    asked, find = _asked(request.args.get("url", ""))
    found, links, width = find(asked), asked.links, _within("maxwidth", WIDE)
    height, title = _within("maxheight", found.height(max(width, LEAST))), found.frame.title
    address = links.absolute(found.frame.following.address(links))
    html = LINES.format(
        address=escape(asked.url),
        title=escape(title),
        frame=frame(address, title, str(width), height, follows=True),
        script=script_line(LOADER, links),
    )
    answer = Embed("1.0", "rich", title, html, width, height, PROVIDER, f"{links.base}/", AGE)
    return Response(json.encode(answer) + b"\n", mimetype="application/json")


def _asked(url: str) -> tuple[Asked, "Find"]:
    """An address below that of this site, which alone it is known by. Raises RecordNotFound."""
    base = urlsplit(visit().site.settings.base_url)
    try:
        parts = urlsplit(url)
        ours = parts.scheme in ("http", "https") and parts.netloc.lower() == base.netloc.lower() != ""
    except ValueError:
        ours = False
    if not ours or not parts.path.startswith(f"{base.path}/"):
        raise RecordNotFound(NO_WIDGET)
    path = unquote(parts.path.removeprefix(base.path)).rstrip("/")
    for start, find in FOUND.items():
        if path == start or (start.endswith("/") and path.startswith(start)):
            pairs = parse_qsl(parts.query)
            labels = labels_of(visit().snapshot.authorities, language(_code(pairs)))
            return Asked(url, path.removeprefix(start), pairs, labels), find
    raise RecordNotFound(NO_WIDGET)


def _code(pairs: list[tuple[str, str]]) -> str:
    code = dict(pairs).get("lang", "")
    return code if code in INTERFACE_LANGUAGES else INTERFACE_LANGUAGES[0]


def _within(name: str, usual: int) -> int:
    """A number of pixels that is no larger than asked for; what is no number asks for nothing."""
    given = request.args.get(name, "")
    return min(usual, int(given)) or usual if given.isascii() and given.isdigit() and len(given) < 9 else usual


def _framed(one: Framed, asked: Asked, title: str = "") -> Found:
    return of_search(one, asked.labels, asked.links, title)


def _search(asked: Asked) -> Found:
    return _framed(framed(asked.query, asked.labels), asked)


def _country(asked: Asked) -> Found:
    return _framed(Framed(Query(lang=asked.labels.language.code), iso3=known_country(asked.rest)), asked)


def _collection(asked: Asked) -> Found:
    found, code = visit().site.collections.collections.get(asked.rest), asked.labels.language.code
    query = found.question(visit().snapshot.vocabulary, code) if found else None
    if found is None or query is None:
        raise RecordNotFound(NO_WIDGET)
    return _framed(framed(query, asked.labels), asked, said(found.file.title, asked.labels).text)


def _record(asked: Asked) -> Found:
    """The search for its id."""
    record, code = visit().snapshot.get(read(asked.rest)), asked.labels.language.code
    look = WidgetAsked(size=1, facets=(), fields=FIELDS)
    return _framed(Framed(Query(record.id, lang=code), look), asked, shown(record.title, code)[1])


def _widget(asked: Asked) -> Found:
    iso3 = known_country(asked.rest.removesuffix(".html")) if asked.rest else ""
    own = asked.query.without_facet("country") if iso3 else asked.query
    return _framed(Framed(own, asked.look, iso3), asked)


def _map(asked: Asked) -> Found:
    """A map of the evidence, or the frame of one. Raises QueryError."""
    table, _ = read_map(asked.pairs, visit().snapshot.vocabulary)
    return of_map(map_query(asked.query), table, asked.look, asked.labels, asked.links)


def _figures(asked: Asked) -> Found:
    """The figures of a country, framed already."""
    iso3 = known_country(asked.rest.removesuffix(".html"))
    return of_figures(iso3, asked.look, asked.labels, asked.links)


Find = Callable[[Asked], Found]
FOUND: dict[str, Find] = {  # path, or its folder -> the widget
    "/search": _search,
    "/countries/": _country,
    "/collections/": _collection,
    "/records/": _record,
    MAP: _map,
    FRAMED: _map,
    WIDGET: _widget,
    "/embed/v1/country/": _widget,
    "/embed/v1/figures/": _figures,
}
