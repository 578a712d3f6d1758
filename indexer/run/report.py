"""The balance sheet of a run: every row that was read is accounted for; and how it is shown."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from indexer.rows import Problem
from search.errors import SearchError

SHOWN = 20  # problems on a terminal; the rest is counted


class BalanceError(SearchError):
    """Rows were lost or counted twice: a fault of this program, never of a file."""


@dataclass
class Report:
    """read = indexed + unchanged + merged + quarantined. `removed` is counted beside it."""

    read: int = 0
    indexed: int = 0
    unchanged: int = 0
    merged: int = 0
    quarantined: int = 0
    removed: int = 0
    quarantine: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dry: bool = False

    def close(self) -> None:
        """Raises BalanceError when the counts do not add up."""
        accounted = self.indexed + self.unchanged + self.merged + self.quarantined
        if self.read != accounted:
            raise BalanceError(
                f"The balance does not close: {self.read} rows were read, {accounted} are accounted for. "
                "Please report this with the files; the index was not changed."
            )

    @property
    def exit_code(self) -> int:
        """1 when rows were refused, else 0."""
        return 1 if self.quarantined else 0

    def as_json(self) -> str:
        """One line, in the form that DESIGN calls the last line of a run."""
        counts = {
            name: getattr(self, name) for name in ("read", "indexed", "unchanged", "merged", "quarantined", "removed")
        }
        content: dict[str, Any] = {**counts, "quarantine": self.quarantine}
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
            (self.quarantined, "+ refused" if self.dry else "+ refused and put aside"),
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
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in Counter(p.kind for p in self.problems).most_common())
        noun = "problem" if len(self.problems) == 1 else "problems"
        lines = ["", f"{len(self.problems):,} {noun} ({kinds}):"]
        for problem, count in _alike(self.problems)[:SHOWN]:
            where = f"{problem.file}:{problem.row}: " if problem.row else ""
            more = f" ({count:,} times)" if count > 1 else ""
            hint = f" Perhaps: {problem.suggestion}" if problem.suggestion else ""
            lines.append(f"  {where}{problem.message}{more}{hint}")
        rest = len(_alike(self.problems)) - SHOWN
        return [*lines, f"  ... and {rest:,} more kinds; see them all with --json."] if rest > 0 else lines


def _alike(problems: list[Problem]) -> list[tuple[Problem, int]]:
    """Problems with the same message together, refusals first, then the commonest."""
    first: dict[str, Problem] = {}
    counts: Counter[str] = Counter()
    for problem in problems:
        first.setdefault(problem.message, problem)
        counts[problem.message] += 1
    ordered = sorted(first, key=lambda m: (first[m].kind != "refused", -counts[m], m))
    return [(first[message], counts[message]) for message in ordered]
