"""The balance sheet of a run: every row of every file is accounted for; and how it is shown."""

import json
import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from indexer.rows import UNKNOWN_COLUMN, Problem
from indexer.run.changes import Changes
from indexer.run.columns import Columns
from indexer.run.moved import Moved
from indexer.run.quarantine import Kept
from search.errors import SearchError
from search.sentences import Sentence

SHOWN = 20  # problems on a terminal; the rest is counted


class BalanceError(SearchError):
    """Rows were lost or counted twice: a fault of this program, never of a file."""


@dataclass
class Balance:
    """What became of the rows of one file: read = indexed + unchanged + merged + refused. An index's own stand in none.

    Of several rows of one id, the first counts for the record, the others as merged. A file that is not whole was not
    read to its end: it counts as one row that was refused. For machines what was refused is called `quarantined`.
    """

    file: str = ""
    read: int = 0
    indexed: int = 0
    unchanged: int = 0
    merged: int = 0
    refused: int = 0
    whole: bool = True

    @property
    def accounted(self) -> int:
        """What `read` has to be."""
        return self.indexed + self.unchanged + self.merged + self.refused

    def as_dict(self) -> dict[str, int]:
        """The public names of the counts."""
        counts = {name: getattr(self, name) for name in ("read", "indexed", "unchanged", "merged")}
        return {**counts, "quarantined": self.refused}


@dataclass
class Report:
    """The balances of a run's files; the run's own is their sum.

    `removed` is counted beside it, and a row that says that a record is removed is not counted as read: no record comes
    of it. columns: what a check says of them. changes: against what was live before; run: the number under which it is
    kept. moved: what became of the records that there were, where a run compares them. proposed: what may be one.
    """

    files: list[Balance] = field(default_factory=list)
    removed: int = 0
    quarantine: list[Kept] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dry: bool = False
    changes: Changes | None = None
    run: int = 0
    columns: Columns | None = None
    moved: Moved | None = None
    proposed: Sentence | None = None

    def close(self) -> None:
        """Raises BalanceError when the counts do not add up."""
        for one in self.files:
            if one.read != one.accounted:
                raise BalanceError(
                    "The balance does not close: %(read)s rows of %(file)s were read, %(accounted)s are accounted for. "
                    "Please report this with the files; the index was not changed.",
                    read=one.read, accounted=one.accounted, file=one.file or "the index",
                )  # fmt: skip

    @property
    def total(self) -> Balance:
        """Of all files together."""
        names = ("read", "indexed", "unchanged", "merged", "refused")
        return Balance(**{name: sum(getattr(one, name) for one in self.files) for name in names})

    @property
    def becomes(self) -> dict[str, int]:
        """What becomes of records, against what was there before, and of rows of which none comes."""
        total, counts = self.total, self.changes.counts if self.changes else {}
        unchanged = counts.get("unchanged", 0) + total.unchanged
        return {**counts, "unchanged": unchanged, "merged": total.merged, "refused": total.refused}

    @property
    def broken(self) -> list[str]:
        """The files that were not read to their end."""
        return [one.file for one in self.files if not one.whole]

    @property
    def exit_code(self) -> int:
        """1 when rows were refused, else 0."""
        return 1 if self.total.refused else 0

    def as_json(self) -> str:
        """One line, the last one of a run: the public names of what is counted here."""
        waiting = [kept.path for kept in self.quarantine]
        content: dict[str, Any] = {**self.total.as_dict(), "removed": self.removed, "quarantine": waiting}
        if self.changes:
            content |= {"changes": {**self.changes.as_dict(), **self.becomes}, "run": self.run}
        if self.columns:
            content["columns"] = self.columns.as_list()
        content["files"] = [{"file": one.file, **one.as_dict()} for one in self.files if one.file]
        content["problems"] = [problem.as_dict() for problem in self.problems]
        if self.moved:
            content["moved"] = self.moved.as_dict()
        return json.dumps(content, ensure_ascii=False)

    def lines(self) -> list[str]:
        """The balance and the first problems, for people."""
        indexed = "would be indexed" if self.dry else "indexed"
        total = self.total
        rows = [
            (total.read, "read"),
            (total.indexed, f"= {indexed}"),
            (total.unchanged, "+ unchanged"),
            (total.merged, "+ merged into another row of the same id"),
            (total.refused, "+ refused"),
        ]
        width = max(len(f"{count:,}") for count, _ in rows)
        shown = [f"{count:>{width},} {what}" for count, what in rows]
        if self.removed:
            shown.append(f"{self.removed:>{width},} removed")
        if self.changes:
            shown = [*(shown if total.read else ()), "", f"Records: {self.changes.line(self.becomes)}."]
        if self.run:
            shown.append(f"This was run {self.run}: `spindex undo {self.run}` takes it back.")
        return [
            *(self.columns.lines() if self.columns else ()),
            *shown,
            *(["", *self.moved.lines()] if self.moved else []),
            *self._broken_lines(),
            *self._problem_lines(),
            *(["", str(self.proposed)] if self.proposed else []),
            *map(_waiting_line, self.quarantine),
        ]

    def _broken_lines(self) -> list[str]:
        if not self.broken:
            return []
        count = f"{len(self.broken):,} of {len(self.files):,} files"
        said = f"NOTHING was taken of {count}, which could not be read to the end:"
        more = [f"  ... and {len(self.broken) - SHOWN:,} more."] if len(self.broken) > SHOWN else []
        return ["", said, *(f"  {file}" for file in self.broken[:SHOWN]), *more]

    def _problem_lines(self) -> list[str]:
        if not self.problems:
            return []
        counts = Counter(problem.kind for problem in self.problems).most_common()
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in counts)
        noun = "problem" if len(self.problems) == 1 else "problems"
        lines = [*_unknown_columns(self.problems), *_alike(self.problems)]
        rest = [f"  ... and {len(lines) - SHOWN:,} more kinds; see them all with --json."] if len(lines) > SHOWN else []
        return ["", f"{len(self.problems):,} {noun} ({kinds}):", *lines[:SHOWN], *rest]


def _waiting_line(kept: Kept) -> str:
    noun, be, them = ("row", "is", "it") if kept.rows == 1 else ("rows", "are", "them")
    of = f" of {kept.file}" if kept.file else ""
    path = kept.path if kept.path.isprintable() and " " not in kept.path else shlex.quote(kept.path)
    return f"{kept.rows:,} refused {noun}{of} {be} in {kept.path}: mend {them} there, then `spindex retry {path}`."


def _unknown_columns(problems: list[Problem]) -> Iterator[str]:
    """One line for each file, as its columns are looked at together."""
    columns: dict[str, list[str]] = {}
    for problem in problems:
        if problem.kind == UNKNOWN_COLUMN:
            hint = f" (perhaps: {problem.suggestion})" if problem.suggestion else ""
            columns.setdefault(problem.file, []).append(f"“{problem.value}”{hint}")
    for file, named in columns.items():
        more = f" and {len(named) - SHOWN:,} more" if len(named) > SHOWN else ""
        yield f"  {file}: these columns feed no field: {', '.join(named[:SHOWN])}{more}"


def _alike(problems: list[Problem]) -> Iterator[str]:
    """Other problems that say the same together, refusals first, then the commonest."""
    first: dict[str, Problem] = {}
    counts: Counter[str] = Counter()
    for problem in problems:
        if problem.kind != UNKNOWN_COLUMN:
            message = str(problem.message)
            first.setdefault(message, problem)
            counts[message] += 1
    for message in sorted(first, key=lambda m: (first[m].kind != "refused", -counts[m], m)):
        problem = first[message]
        sheet = f" [{problem.sheet}]" if problem.sheet else ""
        where = f"{problem.file}{sheet}:{problem.row}: " if problem.row else ""
        more = f" ({counts[message]:,} times)" if counts[message] > 1 else ""
        hint = f" Perhaps: {problem.suggestion}" if problem.suggestion else ""
        yield f"  {where}{message}{more}{hint}"
