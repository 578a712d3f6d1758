"""Record: one resource (a publication, project, programme, event ...), frozen and validated."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

import msgspec
import regex
from msgspec import Meta, Struct

from search.records.facets import FACETS, NONE

ID = regex.compile(r"[a-z0-9][a-z0-9._-]*:[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?")
PARTIAL_DATE = regex.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_NOT_IN_ADDRESSES = regex.compile(r"[\s\p{C}<>\"]")
LONGEST_VALUE = 1000  # characters; both engines drop terms above some 32 kB in silence

How = Literal[
    "stated", "crosswalk", "alias", "default", "label match", "derived from country", "derived from date", "classifier"
]


def partial_date(value: str) -> str:
    """`2015`, `2015-03` or `2015-03-04`: ISO 8601 with the precision that is known. Raises ValueError."""
    match = PARTIAL_DATE.fullmatch(value)
    if not match:
        raise ValueError("a date is written 2015, 2015-03 or 2015-03-04")
    year, month, day = match.groups()
    date(int(year), int(month or 1), int(day or 1))
    return value


def web_address(value: str) -> str:
    """An absolute http or https address; anything else (javascript:, data:, file:) raises ValueError."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or _NOT_IN_ADDRESSES.search(value):
        raise ValueError("a link starts with http:// or https:// and holds no blanks")
    return value


def record_id(value: str) -> str:
    """`source:local-id`, at most 400 bytes (Elasticsearch takes 512). Raises ValueError."""
    if not ID.fullmatch(value) or len(value.encode()) > 400:
        raise ValueError("an id is written source:local-id, without control characters, in at most 400 bytes")
    return value


def not_reserved(value: str | tuple[str, ...]) -> None:
    """`none` is how a question says “has no value”, so no value may be called that. Raises ValueError."""
    if value == NONE or (isinstance(value, tuple) and NONE in value):
        raise ValueError("none is no value: leave the field empty")


Value = Annotated[str, Meta(min_length=1, max_length=LONGEST_VALUE)]
Values = tuple[Value, ...]
Text = Annotated[str, Meta(min_length=1)]
Texts = dict[str, Text]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Shared by the parts of a record: frozen, strict about unknown names, without its empty fields in JSON.

    What comes from JSON holds no circles, so that garbage collections need not look at it.
    """


class Origin(Part, frozen=True, kw_only=True, gc=False):
    """How one value of a field came about: from which raw text, in which file and row."""

    value: str
    how: How
    raw: str = ""
    column: str = ""
    file: str = ""
    row: int = 0


class RawRow(Part, frozen=True, kw_only=True, gc=False):
    """A row as it was read; what `spindex reindex` normalises again."""

    file: str
    row: int
    columns: dict[str, Any]
    sheet: str = ""
    source: str = ""


class Figure(Part, frozen=True, kw_only=True, gc=False):
    """A number that describes the resource: `measure` names it, `unit` is `USD`, `percent`, `people` ..."""

    measure: str
    value: float
    unit: str
    year: int | None = None


class Record(Part, frozen=True, kw_only=True, gc=False):
    """One resource. `title` and `abstract` are language maps; concept fields hold ids of the taxonomy.

    What comes from outside goes through `checked`; the constructor and `from_json` trust what they are given.
    """

    id: str
    title: Annotated[Texts, Meta(min_length=1)]
    abstract: Texts = {}
    content_type: Value | None = None
    document_type: Value | None = None
    author: Values = ()
    organisation: Values = ()
    publisher: Value | None = None
    year: Annotated[int, Meta(ge=1000, le=2999)] | None = None
    published: str | None = None
    start: str | None = None
    end: str | None = None
    status: Value | None = None
    added: str | None = None
    updated: str | None = None
    language: Values = ()
    country: Values = ()
    region: Values = ()
    country_group: Values = ()
    programme: Values = ()
    population: Values = ()
    topic: Values = ()
    cross_cutting: Values = ()
    keyword: Values = ()
    url: str | None = None
    doi: Value | None = None
    isbn: Values = ()
    source: Value
    related: Values = ()
    rights: Value | None = None
    figures: tuple[Figure, ...] = ()
    raw: tuple[RawRow, ...] = ()
    provenance: dict[str, tuple[Origin, ...]] = {}

    @classmethod
    def checked(cls, values: Mapping[str, Any]) -> Self:
        """The record of these fields. Raises ValueError, which names the field, for one that no record may have."""
        try:
            record = msgspec.convert(values, cls)
        except msgspec.ValidationError as error:
            what, _, where = str(error).partition(" - at `$.")
            raise ValueError(f"{where.rstrip('`') or 'it'}: {what.lower()}") from error
        for name, check in _CHECKS.items():
            try:
                if value := getattr(record, name):
                    check(value)
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from error
        return record

    def changed(self, **fields: Any) -> Self:
        """The same record with other values in these fields."""
        return msgspec.structs.replace(self, **fields)

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a facet's field as texts, whether it holds one, several or none."""
        value = getattr(self, field)
        if value is None or value == "":
            return ()
        return value if isinstance(value, tuple) else (str(value),)

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


_CHECKS: dict[str, Callable[[Any], object]] = {
    **dict.fromkeys((facet.name for facet in FACETS if facet.kind != "year"), not_reserved),
    "id": record_id,
    "published": partial_date,
    "start": partial_date,
    "end": partial_date,
    "url": web_address,
}
_ENCODER = msgspec.json.Encoder(enc_hook=str)
_IN_ORDER = msgspec.json.Encoder(enc_hook=str, order="sorted")
_DECODER = msgspec.json.Decoder(Record)


def tie(identifier: str) -> int:
    """A 63-bit hash of the id: the order of records that are otherwise equal, the same in both engines."""
    return int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=8).digest()) >> 1
