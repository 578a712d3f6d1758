"""What readers give: rows as they stand in a file, rows that are refused, records that are gone; and problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from search.records import FIELDS, TAGGED
from search.sentences import Sentence

UNKNOWN_COLUMN = "unknown column"  # the kind of a problem: `value` is a column that feeds no field
EXPLAINING = (  # what our exports write beside the fields of a record
    "title_language", "page", "updated", "figures", *(f"{name}_label" for name, field in FIELDS.items() if field.facet),
    *(f"{name}_how" for name in TAGGED),
)  # fmt: skip
NOTES = ("_reason", "_suggestion", "_file", "_row")  # what the quarantine writes beside the columns of a row
MORE_NOTES = ("_sheet", "_source", "_list")  # the same, where there is something to say
LINE = "_line"  # the column of a table for a line that could not be divided into cells


@dataclass(frozen=True)
class SourceRow:
    """One row: its cells by column, and where it stands (line, sheet row or ordinal, from 1).

    source: where it comes from, as `--source` or a harvester says it; empty where only its columns can tell.
    list: the list that it stands in, where nobody names a source; empty: its file. id: of the record that it is known
    to be about, whatever its cells say. beneath: the rows that it corrects, oldest first: where it has a filled cell
    for a field it counts, else the last of them that has one.
    """

    columns: Mapping[str, Any]
    file: str
    row: int
    sheet: str = ""
    source: str = ""
    list: str = ""
    id: str = ""
    beneath: "tuple[SourceRow, ...]" = ()


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be read, or lacks what a record needs; it goes to the quarantine.

    sheet, source, list: as of a SourceRow, so that the mended row is about the same record.
    """

    reason: Sentence
    file: str
    row: int
    suggestion: Sentence | str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)
    sheet: str = ""
    source: str = ""
    list: str = ""

    @classmethod
    def of(cls, row: SourceRow, reason: Sentence, suggestion: Sentence) -> "Refusal":
        """Of a row that could be read."""
        return cls(reason, row.file, row.row, suggestion, row.columns, row.sheet, row.source, row.list)

    def problem(self) -> "Problem":
        """The same, for the list of problems."""
        return Problem("refused", self.reason, self.file, self.row, suggestion=self.suggestion, sheet=self.sheet)

    def notes(self) -> dict[str, Any]:
        """What the quarantine writes beside the row: NOTES, and those of MORE_NOTES that say something."""
        notes = dict(zip(NOTES, (str(self.reason), str(self.suggestion), self.file, self.row), strict=True))
        more = zip(MORE_NOTES, (self.sheet, self.source, self.list), strict=True)
        return notes | {name: text for name, text in more if text}


@dataclass(frozen=True)
class Removal:
    """A row that says that a record is gone from its source: the id is the record's, or its local part."""

    id: str
    file: str
    row: int
    source: str = ""


@dataclass(frozen=True)
class End:
    """Where the rows of a file end. refusal: it was not read to its end, so that none of its rows counts."""

    file: str
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Problem:
    """Something that a curator should look at: what, where (file, row, field, value), and what to do."""

    kind: str
    message: Sentence
    file: str = ""
    row: int = 0
    field: str = ""
    value: str = ""
    suggestion: Sentence | str = ""
    sheet: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {**vars(self), "message": str(self.message), "suggestion": str(self.suggestion)}


Row = SourceRow | Refusal | Removal | Problem  # what a reader gives; a problem is told, and counts for no row
Step = Row | End  # of a run
