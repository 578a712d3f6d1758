"""A record that was made of several -> what its rows make of each, where somebody says that they are not one."""

from collections.abc import Iterable

from indexer.decisions import Decisions
from indexer.rows import Refusal, SourceRow
from indexer.run.correcting import Correcting
from indexer.sources import list_of
from search.errors import SourceError
from search.records import RawRow, Record

NO_ROWS = "%(kept)s keeps no row of %(id)s alone: take back the run that made them one (`spindex runs`)."


def parted(whole: Record, parts: Iterable[str], decisions: Decisions, correcting: Correcting) -> dict[str, Record]:
    """The record, and those that are no longer one with it, by id; each of the rows that bring it.

    Raises SourceError where one would have none.
    """
    known = {whole.id, *whole.merged}
    rows: dict[str, list[RawRow]] = {whole.id: [], **{one: [] for one in parts}}
    for raw in whole.raw:
        own = decisions.kept(_own_id(raw, known, correcting) or whole.id)
        rows[own if own in rows else whole.id].append(raw)
    return {one: _made(whole, one, several, correcting) for one, several in rows.items()}


def _own_id(raw: RawRow, known: set[str], correcting: Correcting) -> str:
    """Under which id a row would be kept if nobody had said anything, if that is one of these."""
    for named in dict.fromkeys((list_of(raw.file), list_of(raw.file, raw.sheet))):
        row = SourceRow(raw.columns, raw.file, raw.row, raw.sheet, raw.source, named)
        made = correcting.normalise(row).record
        if made and made.id in known:
            return made.id
    return ""


def _made(whole: Record, identifier: str, rows: list[RawRow], correcting: Correcting) -> Record:
    alone = whole.changed(id=identifier, source=identifier.partition(":")[0], merged=())
    if not any(not raw.correction for raw in rows):
        raise SourceError(NO_ROWS, kept=whole.id, id=identifier)
    made = correcting.made(alone, tuple(rows))
    if isinstance(made, Refusal):
        raise SourceError("%(reason)s", reason=made.reason)
    return made
