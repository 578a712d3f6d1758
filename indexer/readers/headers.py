"""Which row of a table names its columns: known names tell it, whatever notes stand above."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from indexer.rows import SourceRow
from indexer.sources import Source, Sources
from search.text import fold

FIRST = 40  # filled rows, one of which names the columns
LONGEST = 120  # characters of the name of a column
Cells = Sequence[Any]
Line = tuple[int, list[Any]]  # the number of a row, from 1, and its cells


def texts(cells: Cells) -> list[str]:
    """The cells as names of columns."""
    return [str(cell).strip() for cell in cells]


def filled(cells: Cells) -> int:
    """How many of them hold anything."""
    return len([cell for cell in cells if (cell.strip() if isinstance(cell, str) else cell is not None)])


@dataclass(frozen=True)
class Names:
    """What is known of names of columns, for the tables of one file."""

    file: str
    sources: Sources

    def source(self, header: Sequence[str]) -> tuple[Source, frozenset[str]]:
        """How a table with these columns is read, and those that feed a field."""
        columns = {name: "" for name in header if name}
        source, unknown = self.sources.find(self.sources.signs(SourceRow(columns, self.file, 0)))
        return source, frozenset(columns).difference(unknown)

    def known(self, cells: Cells) -> int:
        """How many different known names there are; 0 for a row that cannot be a header."""
        if not filled(cells) or any(len(str(cell)) > LONGEST for cell in cells) or not self._all_texts(cells):
            return 0
        return len(self.source(texts(cells))[1])

    def _all_texts(self, cells: Cells) -> bool:
        held = [str(cell) for cell in cells if str(cell).strip()]
        years = sum(cell.strip().isdecimal() for cell in held)  # "2019" may well be the name of a column of figures
        return years * 2 < len(held)

    def may_begin(self, cells: Cells) -> bool:
        """Whether the first filled cell is called as a column might be: a quick look before `names_columns`."""
        first = next((cell for cell in cells if cell != ""), "")
        return isinstance(first, str) and len(first) <= LONGEST and first.strip().casefold() in self._words

    def names_columns(self, cells: Cells) -> bool:
        """Whether these cells are a header: names, most of them known."""
        known = self.known(cells)
        return known >= 2 and known * 3 >= filled(cells) * 2

    @cached_property
    def _words(self) -> frozenset[str]:
        ours = (word for name, words in self.sources.synonyms.items() for word in (name, *words))
        theirs = (column for source in self.sources.known for column in source.columns)
        return frozenset(word.casefold() for word in (*ours, *theirs))

    def is_title(self, cells: Cells) -> bool:
        """Whether a single cell names the titles: a list of nothing else is a table, too."""
        held = [text for text in texts(cells) if text]
        return len(held) == 1 and fold(held[0]) in self._titles

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(map(fold, ("title", *self.sources.synonyms["title"])))

    def place(self, lines: Sequence[Line]) -> int | None:
        """Which of these first lines names the columns: the first with two known names, else the likeliest."""
        counts = [0] * len(lines)
        for place, (_, cells) in enumerate(lines):
            counts[place] = self.known(cells)
            if counts[place] >= 2 and counts[place] * 3 >= filled(cells):
                return place
        widest = max((filled(cells) for _, cells in lines), default=0)
        for least in (1, 0):
            for place, (_, cells) in enumerate(lines):
                wide = filled(cells)
                if counts[place] >= least and wide >= 2 and wide * 5 >= widest * 3 and self._named(cells):
                    return place
            if least and (titles := [p for p, (_, cells) in enumerate(lines) if self.is_title(cells)]):
                return titles[0]
        return None

    def _named(self, cells: Cells) -> bool:
        """Whether there are texts, and none too long to be a name."""
        held = [cell for cell in cells if isinstance(cell, str) and any(map(str.isalpha, cell))]
        return bool(held) and self._all_texts(cells) and all(len(cell) <= LONGEST for cell in held)


def joined(above: Sequence[str], below: Sequence[str], known: frozenset[str]) -> list[str]:
    """Two header rows as one: the more specific name where it is known and the only one so called, else both."""
    names: list[str] = []
    for column in range(max(len(above), len(below))):
        group = above[column] if column < len(above) else ""
        name = below[column] if column < len(below) else ""
        if not name or not group or name == group:
            names.append(name or group)
        elif name in known and name not in names:
            names.append(name)
        else:
            names.append(f"{group} / {name}")
    return names
