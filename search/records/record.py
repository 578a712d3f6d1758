"""Record: one resource (a publication, project, programme, event ...), frozen and validated; a line for each field."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Self

import msgspec
from msgspec import Meta

from search.records.checks import InvalidValue, not_reserved, partial_date, record_id, web_address, why
from search.records.fields import Field, fields_of
from search.records.hows import How, OriginKind, surest
from search.records.parts import LARGEST_FIGURE, MOST_VALUES, Figure, Origin, Part, RawRow, Texts, Value, Values, Year
from search.sentences import N_, Sentence

INVALID = "%(field)s: %(reason)s"
TOO_MANY = "at most %(limit)s values are kept"
TOO_LARGE = "a number is too large to be one that describes a resource"


class Record(Part, frozen=True, kw_only=True, gc=False):
    """One resource. `title` and `abstract` are language maps; concept fields hold ids of the taxonomy.

    A line says everything about its field (see Field), and every list of fields is made of these lines. What comes from
    outside goes through `checked`; the constructor and `from_json` trust what they are given.
    """

    # fmt: off
    id: Annotated[str, Field("identifier", N_("Identifier"), csl="id", example="guide-2024",
        note="Your own name for it; leave it empty and one is made from the title.")]
    title: Annotated[Texts, Meta(min_length=1), Field("text", N_("Title"), boost=1.0, csl="title",
        example="Targeting in practice",
        note="The only column that must be filled. title_fr, title_es ... hold translations.")]
    abstract: Annotated[Texts, Field("text", N_("Abstract"), boost=1.0, csl="abstract",
        note="In the words of the resource.")] = {}
    content_type: Annotated[Value | None, Field("concept", facet=60, chip=N_("of type %(values)s"),
        example="publication", note="See the taxonomy: publication, event, programme, project ...")] = None
    document_type: Annotated[Value | None, Field("concept", facet=120, folded=True, chip=N_("published as %(values)s"),
        example="report", note="See the taxonomy.")] = None
    author: Annotated[Values, Field("name", N_("Author"), facet=150, folded=True, chip=N_("written by %(values)s"),
        boost=1.0, csl="author", example="Mensah, Ama; Silva, João", note="Several with semicolons.")] = ()
    editor: Annotated[Values, Field("name", N_("Editor"), boost=1.0, csl="editor",
        note="Several with semicolons.")] = ()
    organisation: Annotated[Values, Field("name", N_("Organisation"), facet=80, chip=N_("by %(values)s"), boost=1.0,
        example="Ministry of Social Affairs", note="Several with semicolons.")] = ()
    funder: Annotated[Values, Field("name", N_("Funder"), facet=85, chip=N_("funded by %(values)s"), boost=1.0,
        note="Who pays; several with semicolons.")] = ()
    publisher: Annotated[Value | None, Field("name", N_("Publisher"), boost=1.0, csl="publisher")] = None
    container: Annotated[Value | None, Field("name", N_("Published in"), boost=1.0, csl="container-title",
        note="The journal, book or series.")] = None
    volume: Annotated[Value | None, Field("name", N_("Volume"), csl="volume", note="Of the journal or book.")] = None
    issue: Annotated[Value | None, Field("name", N_("Issue"), csl="issue", note="Of the journal.")] = None
    pages: Annotated[Value | None, Field("pages", N_("Pages"), csl="page", note="First and last: 17-42.")] = None
    number: Annotated[Value | None, Field("name", N_("Number"), csl="number",
        note="Of the report or paper in its series.")] = None
    year: Annotated[Year | None, Field("year", N_("Year"), facet=50, chip=N_("dated %(values)s"), boost=1.0,
        derived=True)] = None
    published: Annotated[str | None, Field("date", N_("Published"), csl="issued", example="2024-03",
        note="2024, 2024-03 or 2024-03-15.")] = None
    start: Annotated[str | None, Field("date", N_("Start"), note="Of events, programmes and projects.")] = None
    end: Annotated[str | None, Field("date", N_("End"))] = None
    status: Annotated[Value | None, Field("concept", facet=130, folded=True, chip=N_("with status %(values)s"),
        note="planned, active, closed or dropped.")] = None
    status_date: Annotated[str | None, Field("date", N_("Status as of"),
        note="The day for which the status is said.")] = None
    added: Annotated[str | None, Field("moment", N_("Entered this index"), derived=True)] = None
    updated: Annotated[str | None, Field("moment", N_("Updated"), derived=True)] = None
    language: Annotated[Values, Field("language", N_("Language"), facet=70, chip=N_("written in %(values)s"),
        csl="language", example="en", note="Of the document; several with semicolons.")] = ()
    country: Annotated[Values, Field("country", N_("Country"), facet=30, chip=N_("in %(values)s"), boost=1.0,
        example="Kenya; Uganda", note="Names in any of five languages, or ISO codes.")] = ()
    programme: Annotated[Values, Field("concept", facet=10, tree=True, chip=N_("about %(values)s"), subject=True,
        example="cash-transfers", note="Programme category; see the taxonomy.")] = ()
    named_programme: Annotated[Values, Field("name", N_("Programme by name"), facet=15, folded=True,
        chip=N_("on the programme %(values)s"), boost=1.0, example="Bolsa Família",
        note="What it is itself called.")] = ()
    population: Annotated[Values, Field("concept", facet=20, tree=True, chip=N_("for %(values)s"), subject=True,
        example="children", note="Population group; see the taxonomy.")] = ()
    topic: Annotated[Values, Field("concept", facet=90, tree=True, chip=N_("on %(values)s"), subject=True,
        example="targeting", note="See the taxonomy.")] = ()
    cross_cutting: Annotated[Values, Field("concept", facet=100, tree=True, chip=N_("touching on %(values)s"),
        subject=True, example="gender", note="See the taxonomy.")] = ()
    region: Annotated[Values, Field("concept", facet=40, tree=True, chip=N_("in %(values)s"),
        note="Only where there is no country: Sub-Saharan Africa, Global ...")] = ()
    country_group: Annotated[Values, Field("concept", facet=110, tree=True, chip=N_("within %(values)s"),
        derived=True)] = ()
    keyword: Annotated[Values, Field("name", N_("Keyword"), facet=160, folded=True, chip=N_("with keyword %(values)s"),
        boost=1.0, commas=True, csl="keyword", example="registries; eligibility", note="Your own words.")] = ()
    url: Annotated[Value | None, Field("address", N_("Link"), csl="URL", example="https://example.org/guide",
        note="http or https.")] = None
    doi: Annotated[Value | None, Field("doi", N_("DOI"), csl="DOI")] = None
    isbn: Annotated[Values, Field("isbn", N_("ISBN"), csl="ISBN")] = ()
    source: Annotated[Value, Field("source", N_("Source"), facet=140, folded=True, chip=N_("taken from %(values)s"),
        derived=True)]
    related: Annotated[Values, Field("record", N_("Related"), note="Ids of other records here, or addresses.")] = ()
    rights: Annotated[Value | None, Field("name", N_("Rights"), note="Licence or statement.")] = None
    figures: Annotated[tuple[Figure, ...], Field("part", N_("Figures"), derived=True)] = ()
    merged: Annotated[Values, Field("part", derived=True)] = ()  # ids of the records that went into this one
    raw: Annotated[tuple[RawRow, ...], Field("part", derived=True)] = ()
    provenance: Annotated[dict[str, tuple[Origin, ...]], Field("part", derived=True)] = {}
    # fmt: on

    @classmethod
    def checked(cls, values: Mapping[str, Any]) -> Self:
        """The record of these fields. Raises ValueError, which names the field, for one that no record may have."""
        try:
            record = msgspec.convert(values, cls)
        except msgspec.ValidationError as error:
            what, _, where = str(error).partition(" - at `$.")
            raise InvalidValue(INVALID, field=where.rstrip("`") or "it", reason=what.lower()) from error
        for name, check in _CHECKS.items():
            try:
                if value := getattr(record, name):
                    check(value)
            except ValueError as error:
                raise InvalidValue(INVALID, field=name, reason=why(error)) from error
        for name in _MANY:
            if len(getattr(record, name)) > MOST_VALUES:
                raise InvalidValue(INVALID, field=name, reason=Sentence(TOO_MANY, limit=MOST_VALUES))
        if not all(abs(figure.value) <= LARGEST_FIGURE for figure in record.figures):
            raise InvalidValue(INVALID, field="figures", reason=Sentence(TOO_LARGE))
        return record

    def changed(self, **fields: Any) -> Self:
        """The same record with other values in these fields."""
        return msgspec.structs.replace(self, **fields)

    def undated(self) -> Self:
        """The same record without when it entered the index and when it changed."""
        return self.changed(added=None, updated=None)

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a facet's field as texts, whether it holds one, several or none."""
        value = getattr(self, field)
        if value is None or value == "":
            return ()
        return value if isinstance(value, tuple) else (str(value),)

    def kinds(self, field: str) -> dict[str, OriginKind]:
        """Of each value of a field the surest kind in which it came about."""
        hows: dict[str, list[How]] = {}
        for origin in self.provenance.get(field, ()):
            hows.setdefault(origin.value, []).append(origin.how)
        return {value: surest(hows.get(value, [])) for value in self.values(field)}

    def to_json(self) -> str:
        """One line of JSON without the fields that are empty; `from_json` gives the same record back.

        Raises ValueError for text that is not valid Unicode.
        """
        return _ENCODER.encode(self).decode()

    @classmethod
    def from_json(cls, line: str | bytes) -> "Record":
        """A line that `to_json` wrote. Raises ValueError for one that is no record."""
        return _DECODER.decode(line)

    def fingerprint(self) -> str:
        """16 hex digits over the content: not over when it entered the index, nor in which row of a file it stood."""
        nowhere = {"file": "", "row": 0}
        bare = self.changed(
            added=None,
            updated=None,
            raw=tuple(msgspec.structs.replace(raw, **nowhere, sheet="") for raw in self.raw),
            provenance={
                name: tuple(msgspec.structs.replace(origin, **nowhere) for origin in origins)
                for name, origins in self.provenance.items()
            },
        )
        return hashlib.sha256(_IN_ORDER.encode(bare)).hexdigest()[:16]


FIELDS = fields_of(Record)
_CHECK_OF_KIND: dict[str, Callable[[Any], object]] = {
    "identifier": record_id,
    "date": partial_date,
    "address": web_address,
}
_CHECKS = {name: check for name, field in FIELDS.items() if (check := _CHECK_OF_KIND.get(field.kind))} | {
    name: not_reserved for name, field in FIELDS.items() if field.facet and field.kind != "year"
}
TAGGED = tuple(name for name, field in FIELDS.items() if field.subject or field.kind == "country")  # what it is about
_MANY = tuple(name for name, field in FIELDS.items() if field.many and field.kind != "part")
_ENCODER = msgspec.json.Encoder(enc_hook=str)
_IN_ORDER = msgspec.json.Encoder(enc_hook=str, order="sorted")
_DECODER = msgspec.json.Decoder(Record)


def tie(identifier: str) -> int:
    """A 63-bit hash of the id: the order of records that are otherwise equal, the same in both engines."""
    return int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=8).digest()) >> 1
