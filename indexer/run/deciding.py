"""Decisions about near duplicates, put into the live version: records become one, or name each other."""

from collections.abc import Callable
from datetime import UTC, datetime

from indexer.duplicates import Decisions
from indexer.run.merge import dated, merged
from search.errors import SourceError
from search.index import Index, record_of
from search.records import Record

NOT_THERE = "There is no record %(id)s: look at `spindex duplicates` again."


def apply_decisions(index: Index, decisions: Decisions, asked: set[str], keep: Callable[[], None]) -> tuple[int, int]:
    """Merge and relate what was decided; every raw row and provenance stays. How many changed, and went into others.

    asked: ids that somebody named just now. Raises SourceError for one that is not there, before anything is changed.
    keep: keeps the decisions, before the index has followed them: who is killed in between does it again.
    """
    names = decisions.names()
    kept = {*asked, *names, *names.values(), *(one for pair in decisions.related for one in pair)}
    shown = index.snapshot()
    there = {one: record_of(line) for one, line in shown.fetch(sorted(kept)).items()}
    for one in sorted(asked):
        if one not in there:
            raise SourceError(NOT_THERE, id=one)
    keep()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with index.updating(shown.authorities) as writer:
        changed = _changed(decisions, there)
        for old, record in changed:
            writer.add(dated(record, old, now))
        gone = sorted(set(names) & set(there))
        for one in gone:
            writer.remove(one)
        writer.flush()
    return len(changed), len(gone)


def _changed(decisions: Decisions, there: dict[str, Record]) -> list[tuple[Record, Record]]:
    """Each record that decisions change, as it was and as it will be."""
    groups: dict[str, list[Record]] = {}
    for one, record in sorted(there.items()):
        groups.setdefault(decisions.kept(one), []).append(record)
    found = []
    for identifier, records in groups.items():
        old = there.get(identifier, records[0])
        source = identifier.partition(":")[0]
        together, _ = merged([record.changed(id=identifier, source=source) for record in records])
        new = decisions.relate(together)
        if new.fingerprint() != old.fingerprint():
            found.append((old, new))
    return found
