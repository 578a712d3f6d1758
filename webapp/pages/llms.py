"""/llms.txt: what this site is and how it is asked, for assistants (llmstxt.org), from the tables."""

from collections.abc import Iterator
from importlib.util import find_spec

from flask import Blueprint, Response

from search.queries import DEEPEST_HIT, MOST_SIZE, MOST_VALUES, SCALARS
from search.records import FACETS, INTERFACE_LANGUAGES, SORTS
from webapp.exports import EXPORTS
from webapp.visit import visit

views = Blueprint("llms", __name__)

WHOLE = """\
# Social Protection Index

> An index of knowledge on social protection: publications, evaluations, laws, programmes, projects, news and events, \
described and linked, not held. Everything can be read without an account; nothing can be changed.

A question has the same parameters on its page (/search), in the API (/api/v1/search) and in its files:

{parameters}

Values of filters come from closed vocabularies (`/api/v1/taxonomy`) or are listed by `/api/v1/facets/<filter>`. A \
wrong parameter or value is answered 422 with every problem and what is nearest. A page has at most {size} records, \
pages end at record {deepest}; `cursor=*` and then `links.next` have the whole answer.

To cite a record, give its page here and its DOI or address at the source, both of which each record has. To cite a \
count, give the address of the search and the version of the index that stands in each answer (`index.version`). A tag \
is `stated` by the source, or `mapped`, `matched` or `classified` by this index, and may be wrong then: `how=stated` \
asks for the former alone.

## Ask

{ask}

## Read

{read}

## Optional

{optional}
"""
ASK = {  # path -> name, what it is
    "/api/v1/search?q=cash+transfers&country=KEN": ("Search", "JSON; an example to be changed"),
    "/api/v1/facets/programme": ("Values of a filter", "with how many records have each, under a question"),
    "/api/v1/profile?q=cash+transfers": (
        "What is special about a search",
        "over-represented tags and words, who writes",
    ),
    "/api/v1/cross?rows=country&columns=programme": (
        "Two facets against each other",
        "how many records have both, and how many would be expected",
    ),
    "/api/v1/countries/KEN": ("A country", "memberships, indicators by source and year, programmes, counts"),
    "/api/v1/taxonomy/programme": ("A vocabulary", "labels in five languages, definitions, broader and narrower terms"),
    "/api/v1/openapi.json": ("OpenAPI 3.1", "every address, parameter and answer, with examples"),
}
READ = {
    "/search": ("Search", "the page of any search"),
    "/map": ("Map", "in which countries the records of any search are"),
    "/insights": ("Insights", "growth, coverage, how recent, what is missing"),
    "/countries": ("Countries", "a profile of each, with a search to be framed by other sites"),
    "/evidence-map": ("Evidence map", "programmes by population, country, year and more, under any search"),
    "/taxonomy": ("Taxonomy", "what each term means"),
    "/collections": ("Collections", "what curators put together on a subject: key readings, searches, files"),
    "/new": ("New", "records that were added or changed since a day (`since=YYYY-MM-DD`), by subject"),
    "/programmes": ("Programmes", "known by name"),
    "/about": ("About", "what the index holds and what not, sources, licences"),
}
ASSISTANTS = {"/mcp": ("Model Context Protocol", "POST; the tools search, get, facets and country")}


@views.get("/llms.txt")
def llms() -> Response:
    """The file; it needs no index."""
    files = {f"/search.{one.suffix}": (one.label, f"{one.media_type}, of any search") for one in EXPORTS}
    text = WHOLE.format(
        parameters="\n".join(_parameters()),
        size=MOST_SIZE,
        deepest=f"{DEEPEST_HIT:,}",
        ask=_links(ASK | (ASSISTANTS if find_spec("mcp") else {})),
        read=_links(READ),
        optional=_links(files),
    )
    return Response(text, mimetype="text/plain")


def _parameters() -> Iterator[str]:
    filters = ", ".join(f"`{facet.name}`" for facet in FACETS)
    yield f"- {filters}: any of these values, each repeatable, {MOST_VALUES} in all; `none` is no value"
    yield "- the same with `.all` (all of these) or `.not` (none of these)"
    yield f"- {', '.join(f'`{name}`' for name in SCALARS)}: words, range of years, order and place in the answer"
    yield f"- `sort` is one of {', '.join(SORTS)}; `lang` one of {', '.join(INTERFACE_LANGUAGES)}"


def _links(links: dict[str, tuple[str, str]]) -> str:
    here = visit().links
    return "\n".join(f"- [{name}]({here.absolute(here.root + path)}): {what}" for path, (name, what) in links.items())
