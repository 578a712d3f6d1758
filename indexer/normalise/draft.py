"""Draft: a record in the making; each value with where it came from, each problem with where it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from indexer.normalise.text import as_text, parts, without_entities
from indexer.rows import Problem, SourceRow
from indexer.sources import Source
from search.authorities import Organisations
from search.records import LONGEST_VALUE, MOST_VALUES, NONE, How, Origin
from search.sentences import Sentence
from search.text import fold

Cell = tuple[str, str]  # (column, text)
CLEARED = "-"  # in a cell of a row that corrects another one
TOO_MANY = "%(field)s has more than %(limit)s values; the others are left out."
SECOND = "A record has one %(field)s: it is %(taken)s, and “%(value)s” is left out."
TOO_LONG = "%(field)s is %(length)s characters long; the limit is %(limit)s."


@dataclass
class Draft:
    """Values are collected per field; `scalar` fields keep the first. full: fields that take no more.

    row and source: those that speak at present. stack: the rows that one record is made of, oldest first, where later
    ones correct earlier ones. cleared: fields of which the last row that speaks of them says that there is nothing;
    corrected: of which a later row says all that there is. unnamed: of which a row that spoke gave a text, and no
    language for it; and whether it is sure in which it is.
    """

    row: SourceRow
    source: Source
    organisations: Organisations = field(default_factory=Organisations)
    stack: tuple[tuple[SourceRow, Source], ...] = ()
    cleared: set[str] = field(default_factory=set)
    corrected: set[str] = field(default_factory=set)
    unnamed: dict[str, bool] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    figures: list[dict[str, Any]] = field(default_factory=list)
    origins: dict[str, list[Origin]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    full: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.stack = self.stack or ((self.row, self.source),)

    def turn(self, name: str) -> None:
        """Let the newest row speak that says anything of a field, else the oldest."""
        if len(self.stack) == 1:
            return
        for present in reversed(self.stack):
            self.row, self.source = present
            if self.speaks(name):
                if self.row is not self.stack[0][0]:
                    self.corrected.add(name)
                if all(map(_is_dash, self._said(name))):
                    self.cleared.add(name)
                return

    def newest_first(self) -> "Iterator[None]":
        """Let every row speak, the newest first."""
        for present in reversed(self.stack):
            self.row, self.source = present
            yield

    def age(self, name: str) -> int:
        """The place in the stack of the newest row that speaks of a field; -1 for none."""
        if len(self.stack) == 1:
            return 0
        self.turn(name)
        return next((n for n, (row, _) in enumerate(self.stack) if row is self.row), -1) if self.speaks(name) else -1

    def speaks(self, name: str) -> bool:
        """Whether the present row says anything of a field; a dash says that there is nothing."""
        return any(_is_dash(value) or as_text(value) for value in self._said(name))

    def _said(self, name: str) -> list[Any]:
        values = (self.row.columns.get(column) for column in self.source.columns_of(name))
        return [value for value in values if value not in (None, "")]

    def cell(self, name: str) -> Cell | None:
        """The first filled column of a field."""
        return next(self.cells(name), None)

    def cells(self, name: str) -> Iterator[Cell]:
        """Every filled cell of a field's columns, as text; a list in a cell gives one a value.

        `&iacute;` is a letter: its semicolon parts no values.
        """
        for column in self.source.fields.get(name, ()):
            if said := self.row.columns.get(column):
                for value in _values(said):
                    yield column, without_entities(value)

    def parts(self, name: str, separators: str = ";|\n") -> Iterator[Cell]:
        """Every value of a field's cells, split at the source's separator for it, or at these."""
        for column, text in self.cells(name):
            for part in parts(text, self.source.separators.get(name, separators)):
                yield column, part

    def put(self, name: str, value: str, how: How, cell: Cell = ("", ""), score: float | None = None) -> None:
        """Add a value once; a value too long to be one, or called none, is a problem instead."""
        column, raw = cell
        if len(value) > LONGEST_VALUE:
            numbers = {"length": f"{len(value):,}", "limit": f"{LONGEST_VALUE:,}"}
            self.problem("too long", Sentence(TOO_LONG, field=name, **numbers), name, raw)
            return
        if value == NONE or not value or name in self.cleared:
            return
        if len(self.values.get(name, ())) >= MOST_VALUES:
            if name not in self.full:
                self.full.add(name)
                self.problem("too many", Sentence(TOO_MANY, field=name, limit=MOST_VALUES), name, raw)
            return
        if value not in self.values.setdefault(name, []):
            self.values[name].append(value)
            self.note(name, value, how, (column, raw if raw != value else ""), score)

    def note(self, name: str, value: str, how: How, cell: Cell, score: float | None = None) -> None:
        """Where a value came from, or the language of a text."""
        column, raw = cell
        said = Origin(
            value=value, how=how, raw=raw[:LONGEST_VALUE], column=column, file=self.row.file, row=self.row.row
        )
        self.origins.setdefault(name, []).append(said if score is None else replace(said, score=score))

    def has(self, name: str) -> bool:
        """Whether a field has a value by now."""
        return bool(self.values.get(name))

    def first(self, name: str) -> str | None:
        """The first value of a field."""
        return next(iter(self.values.get(name, ())), None)

    def second(self, name: str, value: str, cell: Cell) -> None:
        """Tell that a field which holds one value is said another."""
        taken = self.first(name)
        if taken is not None and fold(taken) != fold(value):
            told = {"value": cell[1], "field": name.replace("_", " "), "taken": taken}
            self.problem("several", Sentence(SECOND, **told), name, cell[1])

    def problem(
        self, kind: str, message: Sentence, name: str = "", value: str = "", suggestion: Sentence | str = ""
    ) -> None:
        """Note something for the curator; the record goes on without that value."""
        where = (self.row.file, self.row.row)
        self.problems.append(Problem(kind, message, *where, name, value[:200], suggestion))


def _is_dash(value: Any) -> bool:
    return isinstance(value, str) and value.strip() == CLEARED


def _values(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list | tuple) else [value]:
        if text := as_text(one):
            yield text
