"""What readers give: rows as they stand in a file, and what could not be read; and problems, which name both."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class SourceRow:
    """One row: its cells by column, and where it stands (line, sheet row or ordinal, from 1)."""

    columns: Mapping[str, Any]
    file: str
    row: int
    sheet: str = ""
    source: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A row that cannot be read, or lacks what a record needs; it goes to the quarantine."""

    reason: str
    file: str
    row: int
    suggestion: str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)

    def problem(self) -> "Problem":
        """The same, for the list of problems."""
        return Problem("refused", self.reason, self.file, self.row, suggestion=self.suggestion)


@dataclass(frozen=True)
class Problem:
    """Something that a curator should look at: what, where (file, row, field, value), and what to do."""

    kind: str
    message: str
    file: str = ""
    row: int = 0
    field: str = ""
    value: str = ""
    suggestion: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return asdict(self)
