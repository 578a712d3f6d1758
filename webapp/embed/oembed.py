"""/oembed: the widget behind an address of ours, for programs that make frames of pasted links (oembed.com, 1.0)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import Blueprint, Response, request
from msgspec import Struct, json

from search.addresses import read
from search.errors import QueryError, RecordNotFound
from search.queries import Query, read_parameters
from search.records import INTERFACE_LANGUAGES, shown
from search.sentences import N_
from webapp.asking import known_country
from webapp.errors import JsonAlone
from webapp.languages import Labels, labels_of, language
from webapp.paths import OEMBED
from webapp.presenters import (
    FIELDS,
    FIGURES,
    FRAMED,
    LOADER,
    MAP,
    OF_WIDGET,
    WIDGET,
    Framed,
    WidgetAsked,
    figures_title,
    frame,
    framed,
    map_query,
    read_map,
    read_widget,
    said,
    script_line,
    title_of,
)
from webapp.visit import visit

views = Blueprint("oembed", __name__)

NO_WIDGET = N_("There is no widget of this address: send one of a country, a search, a collection or a record here.")
LINES = '<div class="spindex"><blockquote><a href="{address}">{title}</a></blockquote>\n{frame}\n{script}</div>'
PROVIDER = "Social Protection Index"  # the same in all languages: Drupal looks it up among the providers that it knows
ON_MAP = N_("Evidence map")
OF_MAPS, OF_FIGURES = 640, 800  # pixels: heights of tables that may be long
WIDE = 600  # pixels, where no other width is asked for
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
class Found:
    """A frame. address: with scheme and host. height: in pixels, until it tells its own."""

    address: str
    title: str
    height: int


@dataclass(frozen=True)
class Asked:
    """An address of ours. rest: what of its path follows the folder."""

    url: str
    rest: str
    pairs: list[tuple[str, str]]
    labels: Labels

    @property
    def query(self) -> Query:
        """The question that its parameters ask. Raises QueryError where they pass a limit."""
        pairs = ((name, value) for name, value in self.pairs if name not in OF_WIDGET)
        reading = read_parameters(pairs, visit().snapshot.vocabulary)
        if reading.beyond:
            raise QueryError(*reading.beyond)
        return replace(reading.query, lang=self.labels.language.code)


@views.get(OEMBED)
def embed() -> Response:
    """What a page may show instead of the link. Raises RecordNotFound for what has no widget.

    WordPress takes attributes and scripts away from what an unknown site sends, and runs its own script, which sets
    the height, only where a quote comes before the frame (wp_maybe_enqueue_oembed_host_js, 5.9); it shows that until
    the frame speaks. So does our loader. Whoever takes frames or scripts away keeps the link.
    """
    if request.args.get("format", "json") != "json":
        raise JsonAlone
    asked, find = _asked(request.args.get("url", ""))
    found, links = find(asked), visit().links
    width, height = _within("maxwidth", WIDE), _within("maxheight", found.height)
    html = LINES.format(
        address=escape(asked.url),
        title=escape(found.title),
        frame=frame(found.address, found.title, str(width), height, follows=True),
        script=script_line(LOADER, links),
    )
    answer = Embed("1.0", "rich", found.title, html, width, height, PROVIDER, f"{links.base}/", AGE)
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
    """title: where it is not that of the question."""
    links = replace(visit().links, lang=one.own.lang)
    title = title or title_of(one.whole, asked.labels, links)
    return Found(links.absolute(one.following.address(links)), title, one.asked.height)


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
    look, _ = read_widget(asked.pairs)
    iso3 = known_country(asked.rest.removesuffix(".html")) if asked.rest else ""
    own = asked.query.without_facet("country") if iso3 else asked.query
    return _framed(Framed(own, look, iso3), asked)


def _map(asked: Asked) -> Found:
    """A map of the evidence, or the frame of one."""
    links, labels = replace(visit().links, lang=asked.labels.language.code), asked.labels
    table, _ = read_map(asked.pairs, visit().snapshot.vocabulary)
    look, _ = read_widget(asked.pairs)
    looks = replace(look, follows=True).of_table
    link = links.with_more(links.search(map_query(asked.query), FRAMED), table.parameters() | looks)
    about = f"{labels.field(table.rows)} × {labels.field(table.columns)}"
    return Found(links.absolute(link), labels.language.colon.join([labels.language.gettext(ON_MAP), about]), OF_MAPS)


def _figures(asked: Asked) -> Found:
    """The figures of a country, framed already."""
    iso3, labels = known_country(asked.rest.removesuffix(".html")), asked.labels
    links = replace(visit().links, lang=labels.language.code)
    look, _ = read_widget(asked.pairs)
    looks = replace(look, follows=True).of_table
    address = links.absolute(links.with_more(links.page(FIGURES % iso3), looks))
    return Found(address, figures_title(iso3, labels), OF_FIGURES)


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
