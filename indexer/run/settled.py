"""The rows of one id -> what becomes of the record: those of another work are refused, others make or correct it."""

from dataclasses import dataclass, field

from indexer.rows import Problem, Refusal
from indexer.run.correcting import Correcting
from indexer.run.merge import fullest, merged, refused
from indexer.run.spool import Group
from indexer.run.works import same_work
from search.records import Record
from search.sentences import Sentence

OTHER = "The id %(id)s is that of “%(there)s”%(where)s; this row calls it “%(title)s”, which is another work."
GIVE = "Give it an id of its own; if it is the same work, use --replace."
REPLACED = "The id %(id)s was that of “%(there)s”; now it is that of “%(title)s”."


@dataclass
class Settled:
    """record: as it will be; None where every row was refused. merged: the places of rows that went into it."""

    record: Record | None = None
    refused: list[tuple[int, Refusal]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    replaced: bool = False


def settled(group: Group, old: Record | None, correcting: Correcting | None) -> Settled:
    """What becomes of the rows of an id, and of the record that it has in the index.

    correcting: None where the rows replace what there is; they may be about another work then, which is said.
    """
    told, records = Settled(), group.records
    kept = list(range(len(records)))
    asked = old if correcting else None
    best = asked or fullest(records)
    for place, record in enumerate(records):
        if record is not best and not group.decided and not same_work(best, record):
            kept.remove(place)
            told.refused.append((place, _another(record, best, asked)))
    if not kept:
        return told
    mine = [records[place] for place in kept]
    if old and correcting:
        found = correcting(old, mine, [group.foreign[place] for place in kept])
        if isinstance(found, Refusal):
            told.refused += [(place, refused(records[place], found.reason, found.suggestion)) for place in kept]
            return told
        told.record = found
        told.problems += merged(mine)[1]
        return told
    told.record, told.problems = merged(mine)
    if old and not group.decided and not same_work(old, told.record):
        told.replaced = True
        said = Sentence(REPLACED, id=old.id, there=_title(old), title=_title(told.record))
        told.problems.append(Problem("replaced", said, *_where(told.record), "id", old.id))
    return told


def _another(record: Record, best: Record, old: Record | None) -> Refusal:
    file, row = _where(best)
    where = Sentence(" (%(file)s:%(row)s)", file=file, row=str(row)) if file else ""
    reason = Sentence(OTHER, id=record.id, there=_title(best), where=where, title=_title(record))
    return refused(record, reason, Sentence(GIVE))


def _title(record: Record) -> str:
    return next(iter(record.title.values()))[:80]


def _where(record: Record) -> tuple[str, int]:
    return (record.raw[-1].file, record.raw[-1].row) if record.raw else ("", 0)
