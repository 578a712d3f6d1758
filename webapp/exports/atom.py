"""/search.atom: what a search finds, newest entry first, for feed readers (RFC 4287)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

import regex
from flask import render_template

from search.records import Record, shown
from search.sentences import N_
from webapp.exports.export import Context, Export, careful
from webapp.presenters import as_text, facts

LIST = N_("a list of records")
NOT_IN_XML = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # XML 1.0, section 2.2


@dataclass(slots=True)
class Entry:
    """One record. names: authors, else organisations, else the publisher or the name of its source."""

    id: str
    title: str
    lang: str
    url: str
    outside: str
    updated: str
    names: list[str]
    summary: str


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """The whole feed: a page of a search is short. It is as new as its newest entry, whatever became of the index."""
    links = context.links
    entries = [entry(record, context) for record in records]
    yield render_template(
        "search.atom.xml",
        entries=entries,
        id=name_of(context.address()),
        subtitle=clean(_called(context)),
        updated=max((one.updated for one in entries), default=context.status.built_at),
        here=links.absolute(context.address(".atom")),
        html=links.absolute(context.address()),
    ).encode()


@careful
def entry(record: Record, context: Context) -> Entry:
    """A record as an entry; one that does not know when it entered the index did so when that was built."""
    labels, links = context.labels, context.links
    lang, title = shown(record.title, labels.language.code)
    _, abstract = shown(record.abstract, labels.language.code)
    line = labels.language.comma.join(fact.text for fact in facts(record, labels, lambda facet, value: ""))
    return Entry(
        id=name_of(record.id),
        title=clean(title),
        lang=lang,
        url=links.absolute(links.record(record.id)),
        outside=record.url or "",
        updated=record.updated or record.added or context.status.built_at,
        names=[clean(name) for name in _names(record, context)],
        summary=clean(f"{line}. {abstract}" if abstract else line),
    )


def _called(context: Context) -> str:
    """What was asked in words; empty for everything."""
    if context.named[1]:
        return context.named[1]
    if context.listed:
        return context.labels.language.gettext(LIST)
    return as_text(context.query, context.labels, context.links)


def _names(record: Record, context: Context) -> tuple[str, ...]:
    """An entry has an author in any case; what a source is called says more than its id."""
    return record.author or record.organisation or (record.publisher or context.labels.value("source", record.source),)


def name_of(identifier: str) -> str:
    """A name that stays, wherever the site lives (atom:id, RFC 4287 4.2.6)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'spindex:{identifier}')}"


def clean(text: str) -> str:
    """Without the characters that no XML file may hold."""
    return str(NOT_IN_XML.sub("", text))


EXPORT = Export("atom", "application/atom+xml", N_("Feed (Atom)"), write, whole=False)
