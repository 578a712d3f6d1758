"""The parts of a record, and the types of its values."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from search.records.hows import How

LONGEST_VALUE = 1000  # characters; both engines drop terms above some 32 kB in silence
MOST_VALUES = 1000  # of one field of a record: a list of hits shows them all
LARGEST_RECORD = 1_000_000  # characters of its JSON, raw rows and all: a list of hits reads a hundred of them
LARGEST_FIGURE = 1e18  # more than any country's output in any currency

Value = Annotated[str, Meta(min_length=1, max_length=LONGEST_VALUE)]
Values = tuple[Value, ...]
Year = Annotated[int, Meta(ge=1000, le=2999)]
Text = Annotated[str, Meta(min_length=1)]
Texts = dict[str, Text]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Shared by the parts of a record: frozen, strict about unknown names, without its empty fields in JSON.

    What comes from JSON holds no circles, so that garbage collections need not look at it.
    """


class Origin(Part, frozen=True, kw_only=True, gc=False):
    """How one value of a field came about: from which raw text, in which file and row; or a language of a text.

    score: of a proposal, from 0 to 1, where whoever proposed it gave one.
    """

    value: str
    how: How
    raw: str = ""
    column: str = ""
    file: str = ""
    row: int = 0
    score: float | None = None


class RawRow(Part, frozen=True, kw_only=True, gc=False):
    """A row as it was read; what `spindex reindex` normalises again.

    correction: 0 for a row that stands for itself; 1, 2, ... for those that came later and corrected it.
    """

    file: str
    row: int
    columns: dict[str, Any]
    sheet: str = ""
    source: str = ""
    correction: int = 0


class Figure(Part, frozen=True, kw_only=True, gc=False):
    """A number that describes the resource: `measure` names it, `unit` is `USD`, `percent`, `people` ..."""

    measure: str
    value: float
    unit: str
    year: int | None = None
