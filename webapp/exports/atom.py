"""/search.atom: what a search finds, newest entry first, for feed readers (RFC 4287)."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

import regex
from flask import Blueprint, Response, render_template

from search.records import Record, shown
from webapp.asking import followed, moved, strict_question
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters import as_text, facts
from webapp.visit import visit

views = Blueprint("atom", __name__)

ENTRIES = 50  # unless `size` says otherwise
NOT_IN_XML = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # XML 1.0, section 2.2


@dataclass(slots=True)
class Entry:
    """One record. names: authors, else organisations, else its source."""

    id: str
    title: str
    lang: str
    url: str
    outside: str
    updated: str
    names: list[str]
    summary: str


@views.get("/search.atom")
def search_atom() -> Response:
    """The first page of the search, ordered by when records were added unless another order is asked for."""
    reading = strict_question()
    if reading.moved:
        return moved(reading.query)
    here = visit()
    results = here.snapshot.search(followed(reading.query, ENTRIES))
    feed = render_template(
        "search.atom.xml",
        entries=[entry(hit.record, here.labels, here.links, results.status.updated_at) for hit in results.hits],
        id=name_of(here.links.search(reading.query)),
        subtitle=clean(as_text(reading.query, here.labels, here.links)),
        updated=results.status.updated_at,
        here=here.links.absolute(here.links.search(reading.query, "/search.atom")),
        html=here.links.absolute(here.links.search(reading.query)),
    )
    return Response(feed, mimetype="application/atom+xml")


def entry(record: Record, labels: Labels, links: Links, built: str) -> Entry:
    """A record as an entry; one that does not know when it entered the index did so when that was built."""
    lang, title = shown(record.title, labels.language.code)
    _, abstract = shown(record.abstract, labels.language.code)
    line = labels.language.comma.join(fact.text for fact in facts(record, labels, lambda facet, value: ""))
    return Entry(
        id=name_of(record.id),
        title=clean(title),
        lang=lang,
        url=links.absolute(links.record(record.id)),
        outside=record.url or "",
        updated=record.updated or record.added or built,
        names=[clean(name) for name in record.author or record.organisation or (record.source,)],
        summary=clean(f"{line}. {abstract}" if abstract else line),
    )


def name_of(identifier: str) -> str:
    """A name that stays, wherever the site lives (atom:id, RFC 4287 4.2.6)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'spindex:{identifier}')}"


def clean(text: str) -> str:
    """Without the characters that no XML file may hold."""
    return str(NOT_IN_XML.sub("", text))
