"""/sitemap.xml and its parts: the address of every record and every plain page, for search engines (sitemaps.org)."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import escape

from flask import Blueprint, Response

from search.authorities import Authorities, programmes
from search.errors import RecordNotFound
from search.queries import Query
from search.sentences import N_
from webapp.links import Links
from webapp.visit import visit

views = Blueprint("sitemaps", __name__)

MOST = 50_000  # addresses of a part, as the protocol has it
PIECE = 500  # lines that are sent together
PLAIN = (
    "/",
    "/about",
    "/collections",
    "/countries",
    "/programmes",
    "/taxonomy",
    "/suggest",
    "/new",
    "/map",
    "/insights",
    "/evidence-map",
)
START = '<?xml version="1.0" encoding="UTF-8"?>\n<%s xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
NO_ADDRESS = N_("A sitemap holds absolute addresses, and this site has not been told its own: set SPINDEX_BASE_URL.")
NO_PART = N_("There is no such part of the sitemap: start from /sitemap.xml.")
_OF_RECORDS = re.compile(r"records-([1-9][0-9]{0,5})\.xml")
OF_PAGES = "pages.xml"


@views.get("/sitemap.xml")
def index() -> Response:
    """The parts, each with the time of the last update of the index. Raises RecordNotFound without a public address."""
    links, status = _links(), visit().snapshot.status
    names = [OF_PAGES, *(f"records-{number}.xml" for number in range(1, _parts() + 1))]
    parts = (_line("sitemap", f"{links.base}/sitemaps/{name}", status.updated_at) for name in names)
    return _sent("sitemapindex", parts)


@views.get("/sitemaps/<part>")
def part(part: str) -> Response:
    """Of pages, or of some records. Raises RecordNotFound."""
    links = _links()
    if part == OF_PAGES:
        paths = _pages(links, visit().snapshot.authorities, list(visit().site.collections.collections))
        return _sent("urlset", (_line("url", links.absolute(path)) for path in paths))
    numbered = _OF_RECORDS.fullmatch(part)
    if not numbered or int(numbered[1]) > _parts():
        raise RecordNotFound(NO_PART)
    first = (int(numbered[1]) - 1) * MOST
    records = islice(visit().snapshot.scan(Query()), first, first + MOST)
    lines = (_line("url", links.outside(one.id), one.updated or one.added or "") for one in records)
    response = _sent("urlset", lines)
    response.call_on_close(visit().site.streams.begin())
    return response


def _links() -> Links:
    """Those of the English pages, which name the others. Raises RecordNotFound without a public address."""
    links = Links(visit().links.base)
    if not links.base:
        raise RecordNotFound(NO_ADDRESS)
    return links


def _parts() -> int:
    return -(-visit().snapshot.status.records // MOST)


def _pages(links: Links, authorities: Authorities, collections: Iterable[str]) -> Iterator[str]:
    """Those that say something of their own: no term that was replaced by another."""
    yield from map(links.page, PLAIN)
    yield from map(links.country, authorities.countries.codes)
    yield from map(links.collection, collections)
    yield from map(links.programme, programmes().known)
    for name, scheme in authorities.taxonomy.schemes.items():
        yield from (
            links.concept(name, one) for one in scheme.concepts if authorities.taxonomy.current(name, one) == one
        )


def _line(kind: str, address: str, changed: str = "") -> str:
    when = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
    return f"<{kind}><loc>{escape(address)}</loc>{when}</{kind}>\n"


def _sent(root: str, lines: Iterable[str]) -> Response:
    def written() -> Iterator[str]:
        yield START % root
        rest = iter(lines)
        while piece := "".join(islice(rest, PIECE)):
            yield piece
        yield f"</{root}>\n"

    return Response(written(), mimetype="application/xml")
