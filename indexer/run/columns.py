"""What becomes of the columns of each list: the field that each feeds, how many cells are filled, a sample."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from indexer.rows import NOTES, SourceRow, Step
from indexer.sources import Sources, list_named

SAMPLE = 30  # characters
MOST = 200  # columns of a file in a table
NOTHING = "-"


@dataclass
class Column:
    """filled: cells that hold something; sample: the first of them."""

    fields: dict[str, None] = field(default_factory=dict)
    filled: int = 0
    sample: str = ""
    read: bool = False


@dataclass
class Columns:
    """The columns of a run's files, in their order."""

    sources: Sources
    files: dict[tuple[str, str], dict[str, Column]] = field(default_factory=dict)
    lists: dict[tuple[str, str], str] = field(default_factory=dict)
    _known: dict[Any, dict[str, list[str]]] = field(default_factory=dict)

    def watching(self, rows: Iterable[Step]) -> Iterator[Step]:
        """The same rows, each looked at."""
        for row in rows:
            if isinstance(row, SourceRow):
                self._note(row)
            yield row

    def _note(self, row: SourceRow) -> None:
        table = self.files.setdefault((row.file, row.sheet), {})
        feeds = self._feeds(row)
        for name, value in row.columns.items():
            if name in NOTES:
                continue
            column = table.setdefault(name, Column())
            column.fields.update(dict.fromkeys(feeds.get(name, ())))
            column.read = column.read or name in feeds
            if value not in (None, "", [], {}) and str(value).strip():
                column.filled += 1
                column.sample = column.sample or " ".join(str(value).split())[:SAMPLE]

    def _feeds(self, row: SourceRow) -> dict[str, list[str]]:
        """Column -> the fields that it feeds; none of those that are passed over on purpose."""
        signs = self.sources.signs(row)
        if signs not in self._known:
            source, unread = self.sources.find(signs)
            found = {column: list(source.feeds.get(column, ())) for column in row.columns if column not in unread}
            found.setdefault(source.identity.column, []).append("id")
            self._known[signs] = found
            recognised = not row.source and source in self.sources.known
            self.lists[row.file, row.sheet] = source.id if recognised else list_named(row)
        return self._known[signs]

    def as_list(self) -> list[dict[str, Any]]:
        """As `--json` prints them."""
        return [
            {
                "file": file, "sheet": sheet, "column": name, "field": ", ".join(column.fields),
                "filled": column.filled, "sample": column.sample,
                "suggestion": "" if column.read else ", ".join(self.sources.meant(name)),
            }
            for (file, sheet), table in self.files.items()
            for name, column in table.items()
        ]  # fmt: skip

    def lines(self) -> Iterator[str]:
        """A table for each list, for people."""
        for (file, sheet), table in self.files.items():
            yield f"{file}{f', sheet {sheet}' if sheet else ''}: list “{self.lists.get((file, sheet), '')}”"
            shown = list(table.items())[:MOST]
            width = min(40, max(len(name) for name, _ in shown)) if shown else 0
            for name, column in shown:
                to = ", ".join(column.fields) or (NOTHING if column.read else self._asked(name))
                named = " ".join(name.split())[:40]
                yield f"  {named:<{width}}  {column.filled:>7,}  {to:<14}  {column.sample}".rstrip()
            yield ""

    def _asked(self, name: str) -> str:
        meant = next(iter(self.sources.meant(name)), "")
        return f'not used: perhaps --map "{name}={meant}"' if meant else "not used"
