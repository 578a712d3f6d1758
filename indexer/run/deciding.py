"""Decisions put into the live version: records become one, name each other, part again; concepts are theirs or not."""

from collections.abc import Iterable
from pathlib import Path

from indexer.decisions import NAME, Decision, Decisions, Tag
from indexer.run.correcting import Correcting
from indexer.run.kept import KeptIndex
from indexer.run.merge import dated, merged
from indexer.run.parting import parted
from search.errors import SourceError
from search.files import write_atomically
from search.index import Snapshot, now, record_of
from search.records import Record

NOT_THERE = "There is no record %(id)s: look at `spindex duplicates` again."
NO_RECORD = "There is no record %(id)s any more: write the table again with `spindex classify review`."


def keep_decisions(index: KeptIndex, folder: Path, text: str) -> None:
    """Have decisions.yaml written with the index: when nobody else may write any more, and before the engine is.

    So what was decided is known before it shows, and a command that is killed can just be given again. The run keeps
    what stood there, for `undo`.
    """

    def save() -> None:
        if index.run:
            index.run.keep_decisions(Decisions.load(folder).text)
        write_atomically(folder / NAME, text)

    index.also = save


def apply_decisions(
    index: KeptIndex, folder: Path, said: Iterable[Decision], correcting: Correcting
) -> tuple[int, int]:
    """Follow what was decided; every raw row and provenance stays. How many records changed, and went into others.

    Raises SourceError for an id that is not there, before anything is changed.
    """
    decisions, said = Decisions.load(folder), list(said)
    asked = {one for two in said for one in two.ids if one not in decisions.same}
    parts = decisions.take(said)
    shown = index.snapshot()
    there = _there(shown, decisions, asked)
    changed = _changed(decisions, there, _parts(shown, parts, decisions, correcting))
    moment = now()
    keep_decisions(index, folder, decisions.text)
    with index.updating(shown.authorities) as writer:
        for old, record in changed:
            writer.add(dated(record, old, moment))
        gone = sorted(set(decisions.names()) & set(there))
        for one in gone:
            writer.remove(one)
        writer.flush()
    return len(changed), len(gone)


def apply_tags(index: KeptIndex, folder: Path, said: Iterable[Tag]) -> int:
    """Follow what was decided about concepts, here and in every later run. How many records changed.

    Raises SourceError for an id that is not there, before anything is changed.
    """
    decisions, said = Decisions.load(folder), list(said)
    decisions.tags.take(said)
    shown = index.snapshot()
    asked = sorted({tag.id for tag in said})
    there = {one: record_of(line) for one, line in shown.fetch(asked).items()}
    for one in asked:
        if one not in there:
            raise SourceError(NO_RECORD, id=one)
    changed = [
        (old, new) for old in there.values() if (new := decisions.followed(old)).fingerprint() != old.fingerprint()
    ]
    moment = now()
    keep_decisions(index, folder, decisions.text)
    with index.updating(shown.authorities) as writer:
        for old, record in changed:
            writer.add(dated(record, old, moment))
        writer.flush()
    return len(changed)


def _there(shown: Snapshot, decisions: Decisions, asked: set[str]) -> dict[str, Record]:
    """The records that decisions are about, as they are."""
    names = decisions.names()
    about = {*asked, *names, *names.values(), *(one for pair in decisions.related for one in pair)}
    there = {one: record_of(line) for one, line in shown.fetch(sorted(about)).items()}
    for one in sorted(asked):
        if one not in there:
            raise SourceError(NOT_THERE, id=one)
    return there


def _parts(shown: Snapshot, parts: Iterable[str], decisions: Decisions, correcting: Correcting) -> dict[str, Record]:
    """What the records come to that are no longer one with others, and those others."""
    whole = {one: shown.kept_as(one) for one in parts}
    found: dict[str, Record] = {}
    for one in {kept for kept in whole.values() if kept}:
        found |= parted(shown.get(one), [part for part in whole if whole[part] == one], decisions, correcting)
    return found


def _changed(decisions: Decisions, there: dict[str, Record], parts: dict[str, Record]) -> list[tuple[Record, Record]]:
    """Each record that decisions change, as it was and as it will be."""
    groups: dict[str, list[Record]] = {}
    for one, record in sorted((there | parts).items()):
        groups.setdefault(decisions.kept(one), []).append(record)
    found = []
    for identifier, records in groups.items():
        old = there.get(identifier, records[0])
        source = identifier.partition(":")[0]
        together, _ = merged([record.changed(id=identifier, source=source) for record in records])
        new = decisions.followed(together)
        if identifier not in there or new.fingerprint() != old.fingerprint():
            found.append((old, new))
    return found
