"""What a file of `collections/` holds: texts, a search, key readings, sections, tables."""

from typing import Annotated

from msgspec import Meta, Struct, field

from search.sentences import Sentence
from search.strict_yaml import Names, Text, Unusable

Texts = Annotated[dict[str, Text], Meta(min_length=1)]  # of INTERFACE_LANGUAGES

NOTHING_ASKED = "asks for nothing: write `search:`, or `pins:` with ids of records"
NOTHING_SEARCHED = "needs a `search:` to choose from"
TURNED = "ends before it begins: turn the two years round"
TWICE = "is pinned twice: remove one of them"


class Period(Struct, frozen=True, forbid_unknown_fields=True):
    """Years that the records are dated, both included."""

    first: int | None = field(default=None, name="from")
    last: int | None = field(default=None, name="to")

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise Unusable(Sentence(TURNED))


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the records: those that its own search finds among them."""

    title: Texts
    search: Text


class Matrix(Struct, frozen=True, forbid_unknown_fields=True):
    """Two facets against each other: how many records have each pair of values. only: these columns, in this order."""

    rows: Text
    columns: Text
    only: Names = ()


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """A column of the table of the records: a fact that stands in the row that a record was made of.

    raw: what the column is called there. values: what is written there -> what is shown instead.
    """

    raw: Text
    title: Texts
    values: dict[Text, Texts] = field(default_factory=dict)


class CollectionFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of a file. search: as behind `/search?`, or words; pins: ids of records, in the order of reading."""

    title: Texts
    introduction: Texts
    search: Text = ""
    period: Period | None = None
    pins: Names = ()
    sections: tuple[Section, ...] = ()
    matrix: Matrix | None = None
    table: tuple[Column, ...] = ()

    def __post_init__(self) -> None:
        if not self.search and not self.pins and not self.period:
            raise Unusable(Sentence(NOTHING_ASKED))
        if not self.search and not self.period:
            for key in ("sections", "matrix", "table"):
                if getattr(self, key):
                    raise Unusable(Sentence(NOTHING_SEARCHED), key)
        for place, pin in enumerate(self.pins):
            if pin in self.pins[:place]:
                raise Unusable(Sentence(TWICE), "pins", place)
