"""Record: one resource (a publication, project, programme, event ...), frozen and validated."""

import hashlib
import json
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import regex
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from search.facets import NONE

ID = regex.compile(r"[a-z0-9][a-z0-9._-]*:[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?")
PARTIAL_DATE = regex.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
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
    if parts.scheme not in ("http", "https") or not parts.netloc or regex.search(r"[\s\p{C}<>\"]", value):
        raise ValueError("a link starts with http:// or https:// and holds no blanks")
    return value


def record_id(value: str) -> str:
    """`source:local-id`, at most 400 bytes (Elasticsearch takes 512). Raises ValueError."""
    if not ID.fullmatch(value) or len(value.encode()) > 400:
        raise ValueError("an id is written source:local-id, without control characters, in at most 400 bytes")
    return value


def not_reserved(value: str) -> str:
    """`none` is how a question says "has no value", so no value may be called that. Raises ValueError."""
    if value == NONE:
        raise ValueError("none is no value: leave the field empty")
    return value


PartialDate = Annotated[str, AfterValidator(partial_date)]
Url = Annotated[str, AfterValidator(web_address)]
Value = Annotated[str, Field(min_length=1, max_length=LONGEST_VALUE), AfterValidator(not_reserved)]
Values = tuple[Value, ...]
Texts = dict[str, Annotated[str, Field(min_length=1)]]


class Part(BaseModel):
    """Shared by the parts of a record: frozen, and strict about unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(Part):
    """How one value of a field came about: from which raw text, in which file and row."""

    value: str
    how: How
    raw: str = ""
    column: str = ""
    file: str = ""
    row: int = 0


class RawRow(Part):
    """A row as it was read; what `spindex reindex` normalises again."""

    file: str
    row: int
    sheet: str = ""
    source: str = ""
    columns: dict[str, Any]


class Figure(Part):
    """A number that describes the resource: `measure` names it, `unit` is `USD`, `percent`, `people` ..."""

    measure: str
    value: float
    unit: str
    year: int | None = None


class Record(Part):
    """One resource. `title` and `abstract` are language maps; concept fields hold ids of the taxonomy."""

    id: Annotated[str, AfterValidator(record_id)]
    title: Annotated[Texts, Field(min_length=1)]
    abstract: Texts = {}
    content_type: Value | None = None
    document_type: Value | None = None
    author: Values = ()
    organisation: Values = ()
    publisher: Value | None = None
    year: Annotated[int, Field(ge=1000, le=2999)] | None = None
    published: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
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
    url: Url | None = None
    doi: Value | None = None
    isbn: Values = ()
    source: Value
    related: Values = ()
    rights: Value | None = None
    figures: tuple[Figure, ...] = ()
    raw: tuple[RawRow, ...] = ()
    provenance: dict[str, tuple[Origin, ...]] = {}

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a facet's field as texts, whether it holds one, several or none."""
        value = getattr(self, field)
        if value is None or value == "":
            return ()
        return value if isinstance(value, tuple) else (str(value),)

    def to_json(self) -> str:
        """One line of JSON without the fields that are empty; `from_json` gives the same record back."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def from_json(cls, line: str | bytes) -> "Record":
        """Raises pydantic's ValidationError (a ValueError) for a line that is no record."""
        return cls.model_validate_json(line)

    def fingerprint(self) -> str:
        """16 hex digits over the content: not over when it entered the index, nor in which row of a file it stood."""
        content = self.model_dump(mode="json", exclude={"added", "updated"}, exclude_defaults=True)
        for part in [
            *content.get("raw", ()),
            *(o for origins in content.get("provenance", {}).values() for o in origins),
        ]:
            for place in ("file", "row", "sheet"):
                part.pop(place, None)
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def tie(identifier: str) -> int:
    """A 63-bit hash of the id: the order of records that are otherwise equal, the same in both engines."""
    return int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=8).digest()) >> 1
