"""The balance sheet of a run: every row that was read is accounted for; and how it is shown."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from indexer.rows import UNKNOWN_COLUMN, Problem
from search.errors import SearchError

SHOWN = 20  # problems on a terminal; the rest is counted


class BalanceError(SearchError):
    """Rows were lost or counted twice: a fault of this program, never of a file."""


@dataclass
class Report:
    """read = indexed + unchanged + merged + refused.

    `removed` is counted beside it, and a row that says that a record is removed is not counted as read: no record comes
    of it. For machines what was refused is called `quarantined`.
    """

    read: int = 0
    indexed: int = 0
    unchanged: int = 0
    merged: int = 0
    refused: int = 0
    removed: int = 0
    quarantine: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dry: bool = False

    def close(self) -> None:
        """Raises BalanceError when the counts do not add up."""
        accounted = self.indexed + self.unchanged + self.merged + self.refused
        if self.read != accounted:
            raise BalanceError(
                "The balance does not close: %(read)s rows were read, %(accounted)s are accounted for. "
                "Please report this with the files; the index was not changed.",
                read=self.read, accounted=accounted,
            )  # fmt: skip

    @property
    def exit_code(self) -> int:
        """1 when rows were refused, else 0."""
        return 1 if self.refused else 0

    def as_json(self) -> str:
        """One line, the last one of a run: the public names of what is counted here."""
        content: dict[str, Any] = {
            "read": self.read,
            "indexed": self.indexed,
            "unchanged": self.unchanged,
            "merged": self.merged,
            "quarantined": self.refused,
            "removed": self.removed,
            "quarantine": self.quarantine,
        }
        content["problems"] = [problem.as_dict() for problem in self.problems]
        return json.dumps(content, ensure_ascii=False)

    def lines(self) -> list[str]:
        """The balance and the first problems, for people."""
        indexed = "would be indexed" if self.dry else "indexed"
        rows = [
            (self.read, "read"),
            (self.indexed, f"= {indexed}"),
            (self.unchanged, "+ unchanged"),
            (self.merged, "+ merged into another row of the same id"),
            (self.refused, "+ refused"),
        ]
        width = max(len(f"{count:,}") for count, _ in rows)
        shown = [f"{count:>{width},} {what}" for count, what in rows]
        if self.removed:
            shown.append(f"{self.removed:>{width},} removed")
        return [
            *shown,
            *self._problem_lines(),
            *(f"Refused rows are in {name}; mend them there." for name in self.quarantine),
        ]

    def _problem_lines(self) -> list[str]:
        if not self.problems:
            return []
        counts = Counter(problem.kind for problem in self.problems).most_common()
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in counts)
        noun = "problem" if len(self.problems) == 1 else "problems"
        lines = [*_unknown_columns(self.problems), *_alike(self.problems)]
        rest = [f"  ... and {len(lines) - SHOWN:,} more kinds; see them all with --json."] if len(lines) > SHOWN else []
        return ["", f"{len(self.problems):,} {noun} ({kinds}):", *lines[:SHOWN], *rest]


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
        where = f"{problem.file}:{problem.row}: " if problem.row else ""
        more = f" ({counts[message]:,} times)" if counts[message] > 1 else ""
        hint = f" Perhaps: {problem.suggestion}" if problem.suggestion else ""
        yield f"  {where}{message}{more}{hint}"
