"""What a run changes: records added, changed and removed, by field, and every facet's counts."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from indexer.run.moved import Moved
from search.authorities import Authorities
from search.index import record_of
from search.records import NO_VALUE, NONE, Record

ADDED, CHANGED, REMOVED, DATED, SAME = "added", "changed", "removed", "dated", "unchanged"
MADE_OF = ("raw", "provenance")  # named only where nothing else differs: they differ with every other field
MOMENTS = ("added", "updated")
SHOWN = 500  # records of which a plan shows what changes


@dataclass
class Changes:
    """Told of each record, with the line that stood there before and the one that comes.

    live: how many records there were. ids: which were added, changed and removed. A record of which only the moments
    differ counts as unchanged. unseen: how many of the changed differ only in what they are made of. shown: the first
    SHOWN records that are not the same, as they are and as they will be. facets: what moves there. whole: all records
    are counted there, unchanged ones, too, and some are named.
    """

    live: int = 0
    unchanged: int = 0
    unseen: int = 0
    ids: dict[str, list[str]] = field(default_factory=lambda: {ADDED: [], CHANGED: [], REMOVED: []})
    fields: Counter[str] = field(default_factory=Counter)
    shown: list[tuple[Record | None, Record | None]] = field(default_factory=list)
    facets: Moved | None = None
    whole: bool = False

    def between(self, before: Authorities, after: Authorities) -> None:
        """With whose vocabularies facets are counted."""
        self.facets = Moved(before, after, named=self.whole)
        self._always = self.whole or before.taxonomy.fingerprint != after.taxonomy.fingerprint

    def note(self, identifier: str, old: bytes | str | None, new: str | None) -> str:
        """What becomes of one record: ADDED, CHANGED, REMOVED, DATED (only its moments differ) or SAME."""
        line = old.decode() if isinstance(old, bytes) else old
        if line == new and (new is None or not self._always):
            self.unchanged += new is not None
            return SAME
        before, after = (record_of(one) if one is not None else None for one in (line, new))
        if self.facets:
            self.facets.take(before, after)
        if before and after and before.fingerprint() == after.fingerprint():
            self.unchanged += 1
            return SAME if line == new else DATED
        kind = REMOVED if after is None else CHANGED if before else ADDED
        self.ids[kind].append(identifier)
        if len(self.shown) < SHOWN:
            self.shown.append((before, after))
        if before and after:
            fields = changed_fields(before, after)
            self.fields.update(fields)
            self.unseen += set(fields) <= set(MADE_OF)
        return kind

    @property
    def touched(self) -> int:
        """How many of the records that there were are removed, or changed in what is seen of them."""
        return len(self.ids[CHANGED]) - self.unseen + len(self.ids[REMOVED])

    @property
    def counts(self) -> dict[str, int]:
        """The numbers by the names of what happens."""
        return {**{kind: len(ids) for kind, ids in self.ids.items()}, SAME: self.unchanged}

    def moved(self) -> list[tuple[str, str, int]]:
        """Facet, value and difference wherever a count changes, what loses most first."""
        steps = self.facets.steps() if self.facets else ()
        moved = [(facet, NONE if value == NO_VALUE else value, step) for facet, value, step in steps]
        return sorted(moved, key=lambda one: (one[2], one))

    def as_dict(self) -> dict[str, Any]:
        """The public names of what is counted here."""
        facets = [{"facet": facet, "value": value, "change": step} for facet, value, step in self.moved()]
        return {**self.counts, "fields": dict(self.fields.most_common()), "facets": facets}

    def line(self, counts: dict[str, int]) -> str:
        """These counts for people: `added 48, changed 26 (country 20, year 26), removed 0, unchanged 226`."""
        told = [(name, count) for name, count in self.fields.most_common() if name not in MADE_OF]
        rows = max(self.fields[name] for name in MADE_OF)
        fields = ", ".join(f"{name} {count:,}" for name, count in [*told, ("row alone", rows)] if count)
        more = {CHANGED: f" ({fields})" if fields else ""}
        return ", ".join(f"{kind} {count:,}{more.get(kind, '')}" for kind, count in counts.items())


def changed_fields(before: Record, after: Record) -> list[str]:
    """The fields that differ."""
    differ = [name for name in Record.__struct_fields__ if getattr(before, name) != getattr(after, name)]
    told = [name for name in differ if name not in (*MADE_OF, *MOMENTS)]
    return told or [name for name in differ if name in MADE_OF]
