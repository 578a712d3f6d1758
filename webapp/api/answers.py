"""What the API answers, as structs: JSON is written from them, and the OpenAPI document describes them.

Every field is always there, also where it is empty, so that programs need no case for a missing one. What has a field
for each line of a table (of records, of exports) is made from that table. No struct is part of a circle, so that
garbage collections need not look at the hundreds of an answer.
"""

from typing import Annotated, Any

from flask import Response
from msgspec import Meta, Struct, json
from msgspec.structs import fields

from search.answers import Segments
from search.records import BY_NAME, TAGGED, Figure, Origin, OriginKind, Part, RawRow, Record
from webapp.exports import EXPORTS

Asked = Annotated[dict[str, str | int | list[str]], Meta(description="The question, as canonical parameters.")]
Notes = Annotated[
    tuple[str, ...],
    Meta(description="What was understood otherwise than it stands in the address, a sentence for each."),
]
Kinds = Annotated[
    dict[str, dict[str, OriginKind]],
    Meta(description="Field -> value -> the surest kind in which it came about, of tags and countries."),
]
Texts = Annotated[dict[str, str], Meta(description="Language -> text.")]
AT_LENGTH = ("raw", "provenance")  # fields of a record that are told where one record is asked for


def _whole(part: type[Part], **kinds: Any) -> dict[str, Any]:
    """Field -> type of a part of a record; without the defaults that it leaves out where it is kept."""
    return {field.name: kinds.get(field.name, field.type) for field in fields(part)}


class WholeFigure(Struct, gc=False):
    """A number that describes the resource."""

    __annotations__ = _whole(Figure)


class WholeOrigin(Struct, gc=False):
    """How one value of a field came about: from which raw text, in which file and row."""

    __annotations__ = _whole(Origin)


class WholeRawRow(Struct, gc=False):
    """A row as it was read."""

    __annotations__ = _whole(RawRow)


class WholeRecord(Struct, gc=False):
    """One resource; `title` and `abstract` are language maps, concept fields hold ids of the taxonomy."""

    __annotations__ = _whole(
        Record,
        figures=tuple[WholeFigure, ...],
        raw=tuple[WholeRawRow, ...],
        provenance=dict[str, tuple[WholeOrigin, ...]],
    )


class RecordSummary(Struct, gc=False):
    """One resource without its raw rows and how its values came about."""

    __annotations__ = {field.name: field.type for field in fields(WholeRecord) if field.name not in AT_LENGTH}


class IndexState(Struct, gc=False):
    """Which state of the index answered; times are UTC, ISO 8601."""

    version: str
    built_at: str
    updated_at: str
    taxonomy_version: str


class RecordAnswer(Struct, gc=False):
    """One record, whole."""

    id: str
    url: str
    record: WholeRecord
    how: Kinds
    index: IndexState


class FacetBucket(Struct, gc=False):
    """A value of a facet; `count` is the total of the search that has it as that facet's only "any of" value."""

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool


class ConceptBucket(FacetBucket, gc=False):
    """A concept of the taxonomy, counted with everything narrower; `broader`: the ids of those right above it."""

    broader: tuple[str, ...]


class MissingBucket(Struct, gc=False):
    """The records that have no value in a facet; they are asked for with the value `none`."""

    count: int
    selected: bool
    excluded: bool


class FacetCounts(Struct, gc=False):
    """A facet: its values by count; `more`: it has further ones."""

    label: str
    missing: MissingBucket
    more: bool
    buckets: tuple[FacetBucket, ...]


class ConceptCounts(FacetCounts, gc=False):
    """A facet whose values are concepts of the taxonomy."""

    buckets: tuple[ConceptBucket, ...]


class FacetAnswer(Struct, gc=False):
    """The values of a facet of which some word begins as the text does, by count, under a question."""

    query: Asked
    text: str
    label: str
    index: IndexState
    notes: Notes
    buckets: tuple[FacetBucket, ...]


class ConceptAnswer(FacetAnswer, gc=False):
    """The same for concepts of the taxonomy."""

    buckets: tuple[ConceptBucket, ...]


class Facets(Struct, gc=False):
    """Every facet."""

    __annotations__ = {
        name: ConceptCounts if facet.kind == "concept" else FacetCounts for name, facet in BY_NAME.items()
    }


class MatchedBy(Struct, gc=False):
    """What a record has a part of the words by, where nothing in its title, abstract or first names is marked for it.

    `value` of a `facet` or another field, and what that is called; of a title or an abstract in another language the
    value is the language. `typed`: the part as it was typed.
    """

    facet: str
    value: str
    label: str
    typed: str


class SearchHit(Struct, gc=False):
    """A record that was found; `highlights`: fields with something found in them, in segments; values after "; ".

    `lacks`: the parts of the words that it has not, as they were typed; `matched`: those that it has by something that
    is not marked, such as a tag or a country.
    """

    id: str
    url: str
    record: RecordSummary
    how: Kinds
    highlights: dict[str, Segments]
    lacks: tuple[str, ...]
    matched: tuple[MatchedBy, ...]


class OfferedFilter(Struct, gc=False):
    """A filter for something that the words name, and the total of the search with it (`url`)."""

    facet: str
    value: str
    label: str
    count: int
    url: str


class WiderSearch(Struct, gc=False):
    """What an answer of few records or none would be `without` these parameters, or with those `instead`."""

    without: dict[str, list[str]]
    instead: dict[str, list[str]]
    total: int
    url: str


class AnswerLinks(Struct, gc=False, rename=lambda name: name.replace("_", ".")):
    """Where else the answer is: `next` is null on the last page; then one for each kind of file."""

    __annotations__ = {"self": str, "next": str | None, "html": str} | {
        export.suffix.replace(".", "_"): str for export in EXPORTS
    }


class SearchAnswer(Struct, gc=False):
    """The answer to a search. `relaxed`: fewer than ten records of the whole index have all of it, so that some of it
    may be missing; `whole` of the answer have all of it, and come first in the order of relevance.

    `did_you_mean`: the words with their slips mended, where that finds more; `corrected`: these were asked at once.
    """

    query: Asked
    read_as: Annotated[str, Meta(description="How the words were read, in the language of `lang`.")]
    total: int
    took_ms: float
    index: IndexState
    relaxed: bool
    whole: int
    hits: tuple[SearchHit, ...]
    facets: Facets
    notes: Notes
    did_you_mean: str | None
    corrected: bool
    offers: tuple[OfferedFilter, ...]
    relax: tuple[WiderSearch, ...]
    links: AnswerLinks


def kinds_of(record: Record) -> dict[str, dict[str, OriginKind]]:
    """In which kinds the tags and countries of a record came about."""
    return {field: record.kinds(field) for field in TAGGED}


def as_json(answer: Struct) -> Response:
    """A JSON response: UTF-8 as it is read, no padding."""
    return Response(json.encode(answer) + b"\n", mimetype="application/json")
