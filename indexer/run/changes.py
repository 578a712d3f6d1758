"""What a run changes: records added, changed and removed, by field, and every facet's counts."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from search.authorities import Authorities
from search.index import Documents, record_of
from search.records import FACETS, NO_VALUE, NONE, Record

ADDED, CHANGED, REMOVED, DATED, SAME = "added", "changed", "removed", "dated", "unchanged"
MADE_OF = ("raw", "provenance")  # named only where nothing else differs: they differ with every other field
MOMENTS = ("added", "updated")


@dataclass
class Changes:
    """Told of each record, with the line that stood there before and the one that comes.

    live: how many records there were. ids: which were added, changed and removed. A record of which only the moments
    differ counts as unchanged. unseen: how many of the changed differ only in what they are made of.
    """

    live: int = 0
    unchanged: int = 0
    unseen: int = 0
    ids: dict[str, list[str]] = field(default_factory=lambda: {ADDED: [], CHANGED: [], REMOVED: []})
    fields: Counter[str] = field(default_factory=Counter)
    facets: Counter[tuple[str, str]] = field(default_factory=Counter)
    _before: Documents | None = None
    _after: Documents | None = None

    def between(self, before: Authorities, after: Authorities) -> None:
        """With whose vocabularies facets are counted."""
        self._before = Documents(before.taxonomy, before.countries)
        same = before.taxonomy.fingerprint == after.taxonomy.fingerprint
        self._after = self._before if same else Documents(after.taxonomy, after.countries)

    def note(self, identifier: str, old: bytes | str | None, new: str | None) -> str:
        """What becomes of one record: ADDED, CHANGED, REMOVED, DATED (only its moments differ) or SAME."""
        line = old.decode() if isinstance(old, bytes) else old
        if line == new and (new is None or self._before is self._after):
            self.unchanged += new is not None
            return SAME
        before, after = (record_of(one) if one is not None else None for one in (line, new))
        self._count(before, after)
        if before and after and before.fingerprint() == after.fingerprint():
            self.unchanged += 1
            return SAME if line == new else DATED
        kind = REMOVED if after is None else CHANGED if before else ADDED
        self.ids[kind].append(identifier)
        if before and after:
            fields = changed_fields(before, after)
            self.fields.update(fields)
            self.unseen += set(fields) <= set(MADE_OF)
        return kind

    def _count(self, before: Record | None, after: Record | None) -> None:
        for record, documents, step in ((before, self._before, -1), (after, self._after, 1)):
            if record and documents:
                for facet in FACETS:
                    for value in documents.facet_values(record, facet):
                        self.facets[facet.name, value] += step

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
        moved = [
            (facet, NONE if value == NO_VALUE else value, step) for (facet, value), step in self.facets.items() if step
        ]
        return sorted(moved, key=lambda one: (one[2], one))

    def as_dict(self) -> dict[str, Any]:
        """The public names of what is counted here."""
        facets = [{"facet": facet, "value": value, "change": step} for facet, value, step in self.moved()]
        return {**self.counts, "fields": dict(self.fields.most_common()), "facets": facets}

    def line(self, counts: dict[str, int]) -> str:
        """These counts for people: `added 48, changed 26 (country 20, year 26), removed 0, unchanged 226`."""
        fields = ", ".join(f"{name} {count:,}" for name, count in self.fields.most_common())
        more = {CHANGED: f" ({fields})" if fields else ""}
        return ", ".join(f"{kind} {count:,}{more.get(kind, '')}" for kind, count in counts.items())


def changed_fields(before: Record, after: Record) -> list[str]:
    """The fields that differ."""
    differ = [name for name in Record.__struct_fields__ if getattr(before, name) != getattr(after, name)]
    told = [name for name in differ if name not in (*MADE_OF, *MOMENTS)]
    return told or [name for name in differ if name in MADE_OF]
