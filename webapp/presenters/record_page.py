"""The page of one record: its fields with their searches, how each value came about, and its raw rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from search.authorities import programmes
from search.queries import Query
from search.records import (
    BY_NAME,
    FACETS,
    FIELDS,
    TAGGED,
    Origin,
    OriginKind,
    RawRow,
    Record,
    kind_of,
    shown,
)
from webapp.languages import HOW, Labels, direction
from webapp.links import Address, Links
from webapp.presenters.cards import host
from webapp.presenters.facts import Fact, facts, figure_text, measure_name
from webapp.presenters.related import Related, beside, related

PLAIN = (("date", "moment"), ("name", "pages"), ("doi",), ("isbn",), ("identifier",))


@dataclass(slots=True)
class Item:
    """A value of a field. url: its search, its page or its own address; outside: that is another site's.

    kind: of how it came about; of fields that are no subject only where it was not stated. meaning: the page of the
    concept that it is.
    """

    text: str
    url: str = ""
    kind: OriginKind | None = None
    outside: bool = False
    meaning: str = ""


@dataclass(slots=True)
class Row:
    """A field with its values."""

    label: str
    items: list[Item]


@dataclass(slots=True)
class Trace:
    """How one value came about."""

    field: str
    value: str
    how: str
    kind: OriginKind
    origin: Origin
    probability: str = ""


@dataclass(slots=True)
class TextInLanguage:
    """A title or abstract in one language."""

    text: str
    lang: str
    direction: str
    language: str


@dataclass(slots=True)
class RecordPage:
    """Everything that record.html prints."""

    record: Record
    title: TextInLanguage
    titles: list[TextInLanguage]
    abstracts: list[TextInLanguage]
    facts: list[Fact]
    related: list[Related]
    rows: list[Row]
    figures: list[tuple[str, str]]
    traces: list[Trace]
    raw: tuple[RawRow, ...]
    outside: str
    address: str
    api: str


def record_page(record: Record, named: Mapping[str, Record], labels: Labels, links: Links) -> RecordPage:
    """Put the page together. named: those of the records that it names which are in the index."""
    address = links.choosing(Query(lang=labels.language.code))
    first, *others = _in_languages(record.title, labels)
    return RecordPage(
        record=record,
        title=first,
        titles=others,
        abstracts=_in_languages(record.abstract, labels),
        facts=facts(record, labels, address),
        related=[
            beside(named[one], record, labels, links) if one in named else related(one, None, labels, links)
            for one in record.related
        ],
        rows=[*_facet_rows(record, labels, links), *_plain_rows(record, labels, links)],
        figures=[(measure_name(f.measure, labels.language), figure_text(f, labels.language)) for f in record.figures],
        traces=_traces(record, labels),
        raw=record.raw,
        outside=host(record.url),
        address=links.absolute(links.record(record.id)),
        api=links.record_in_api(record.id),
    )


def _in_languages(texts: dict[str, str], labels: Labels) -> list[TextInLanguage]:
    """The text that the page's readers understand first, then the others."""
    best, _ = shown(texts, labels.language.code)
    order = sorted(texts, key=lambda code: code != best)
    return [TextInLanguage(texts[code], code, direction(code), labels.language_name(code)) for code in order]


def _facet_rows(record: Record, labels: Labels, links: Links) -> list[Row]:
    address = _leading(links, labels)
    rows = []
    for facet in FACETS:
        kinds = record.kinds(facet.name) if facet.name in FIELDS else {}
        items = [
            Item(
                labels.value(facet.name, value),
                address(facet.name, value),
                kind if facet.name in TAGGED or kind != "stated" else None,
                meaning=links.concept(facet.name, value) if facet.kind == "concept" else "",
            )
            for value, kind in kinds.items()
        ]
        rows += [Row(labels.field(facet.name), items)] if items else []
    return rows


def _leading(links: Links, labels: Labels) -> Address:
    """A programme by name leads to its page, any other value to its search."""
    search = links.choosing(Query(lang=labels.language.code))

    def address(facet: str, value: str) -> str:
        known = programmes().id_of(value) if facet == "named_programme" else None
        return links.programme(known) if known else search(facet, value)

    return address


def _plain_rows(record: Record, labels: Labels, links: Links) -> list[Row]:
    """The fields that are no facets, by kind."""
    shown = [name for kinds in PLAIN for name, field in FIELDS.items() if field.kind in kinds and not field.facet]
    if record.updated == record.added:
        shown.remove("updated")
    rows = [(name, [_item(name, value, labels, links) for value in record.values(name)]) for name in shown]
    return [Row(labels.field(name), items) for name, items in rows if items]


def _item(name: str, value: str, labels: Labels, links: Links) -> Item:
    kind = FIELDS[name].kind
    if kind in ("date", "moment"):
        return Item(labels.language.date(value))
    if kind == "doi":
        return Item(value, f"https://doi.org/{quote(value)}", outside=True)
    return Item(value)


def _traces(record: Record, labels: Labels) -> list[Trace]:
    language = labels.language
    return [
        Trace(
            field=labels.field(field),
            value=_traced(field, origin.value, labels),
            how=language.gettext(HOW[origin.how]) if origin.how in HOW else "",
            kind=kind_of(origin.how),
            origin=origin,
            probability=language.decimal(origin.score) if origin.score is not None else "",
        )
        for field, origins in record.provenance.items()
        for origin in origins
    ]


def _traced(field: str, value: str, labels: Labels) -> str:
    """A value by its label; of a title or abstract what is traced is its language."""
    if FIELDS[field].kind == "text":
        return labels.language_name(value)
    return labels.value(field, value) if field in BY_NAME else value
