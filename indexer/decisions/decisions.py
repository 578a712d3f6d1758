"""What curators decided: which records are one, and which concepts are theirs; in decisions.yaml, which runs follow."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import msgspec

from indexer.decisions.related import related_to, unrelated
from indexer.decisions.tags import NAME, Marks, Tags
from search.errors import SourceError
from search.records import Origin, Record
from search.strict_yaml import Document, text_of

SAME, RELATED, DIFFERENT = DECISIONS = ("same", "related", "different")
HEADER = (
    "# What `spindex duplicates --apply` and `spindex classify review --apply` were told. same: an id -> the one that "
    "stays.\n"
)
AGAINST = (
    "%(one)s and %(other)s were said to be the same, perhaps by way of others, and different: correct one of these, "
    "or take back the run that made them one (`spindex runs`)."
)

Ids = tuple[str, str]


@dataclass(frozen=True)
class Decision:
    """What was decided about two records."""

    ids: Ids
    decision: str


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    same: dict[str, str] = {}
    related: list[list[str]] = []
    different: list[list[str]] = []
    accepted: Marks = {}
    rejected: Marks = {}


@dataclass
class Decisions:
    """same: an id -> the one under which it is kept. related, different: pairs, in the order of their ids.

    tags: of records, which concepts are theirs.
    """

    same: dict[str, str] = field(default_factory=dict)
    related: set[Ids] = field(default_factory=set)
    different: set[Ids] = field(default_factory=set)
    tags: Tags = field(default_factory=Tags)
    _by_record: "_ByRecord | None" = None

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Those of a data folder. Raises ConfigurationError with file and line."""
        path = folder / NAME
        if not path.exists():
            return cls()
        kept = Document(text_of(path), path.name).read_as(_Kept)
        related, different = ({_pair(*two) for two in some if len(two) == 2} for some in (kept.related, kept.different))
        return cls(dict(kept.same), related, different, Tags(kept.accepted, kept.rejected))

    @property
    def text(self) -> str:
        """What the file holds."""
        import yaml

        kept: dict[str, Any] = {"same": dict(sorted(self.same.items()))}
        kept |= {"related": sorted(map(list, self.related)), "different": sorted(map(list, self.different))}
        kept |= {name: marks for name, marks in self.tags.as_dict().items() if marks}
        return HEADER + str(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False))

    def kept(self, identifier: str) -> str:
        """The id under which a record is kept."""
        seen = {identifier}
        while (after := self.same.get(identifier, identifier)) not in seen:
            seen.add(after)
            identifier = after
        return identifier

    def names(self) -> dict[str, str]:
        """Every id that is kept under another one, and that one."""
        return {one: self.kept(one) for one in self.same if self.kept(one) != one}

    def take(self, decisions: Iterable[Decision]) -> list[str]:
        """Add what was decided; a later word takes the place of an earlier one. The ids that are no longer one with
        what they were kept under.

        Raises SourceError for two records that are the same by way of others, and different.
        """
        said = list(decisions)
        parted = [part for one in said if one.decision == DIFFERENT and (part := self._part(one.ids))]
        for one in said:
            self._take(one)
        self._by_record = None
        for pair in sorted(self.different):
            if self.kept(pair[0]) == self.kept(pair[1]):
                raise SourceError(AGAINST, one=pair[0], other=pair[1])
        return parted

    def _part(self, ids: Ids) -> str:
        """The one of two ids that was kept under the other, which it is no longer; empty for none."""
        for one, other in (ids, ids[::-1]):
            if self.same.get(one) == other:
                del self.same[one]
                return one
        return ""

    def _take(self, one: Decision) -> None:
        first, other = map(self.kept, one.ids)
        for pairs in (self.related, self.different):
            pairs.discard(_pair(*one.ids))
        if one.decision == SAME and first != other:
            self.same[other] = first
        elif one.decision == RELATED and first != other:
            self.related.add(_pair(first, other))
        elif one.decision == DIFFERENT:
            self.different.add(_pair(*one.ids))

    def decided(self, ids: Ids) -> bool:
        """Whether nobody need be asked about two records any more."""
        one, other = map(self.kept, ids)
        return one == other or other in self._of.related.get(one, ()) or other in self._of.apart.get(one, ())

    def apart(self, one: str, other: str) -> bool:
        """Whether somebody said that two records are different."""
        return other in self._of.apart.get(one, ())

    @property
    def _of(self) -> "_ByRecord":
        if self._by_record is None:
            self._by_record = _ByRecord.of(self)
        return self._by_record

    def followed(self, record: Record) -> Record:
        """As it was decided: with the ids of those that are related to it, and of those that went into it."""
        mine = self._of.merged.get(record.id, set())
        theirs = {one for one in record.merged if not self.apart(record.id, one)}
        merged = tuple(sorted(mine | {one for one in theirs if self.kept(one) in (one, record.id)}))
        said = [
            Origin(value=other, how="stated", column="decision", file=NAME)
            for other in sorted(self._of.related.get(record.id, ()))
        ]
        named = record if merged == record.merged else record.changed(merged=merged)
        named = unrelated(named, self._of.apart.get(record.id, ()))
        return self.tags.followed(related_to(named, said))


Others = dict[str, set[str]]  # the id of a record -> ids of others


@dataclass(frozen=True)
class _ByRecord:
    """Decisions by record: what went into it, what it is related to, and what it is not."""

    merged: Others
    related: Others
    apart: Others

    @classmethod
    def of(cls, decisions: Decisions) -> Self:
        merged: Others = defaultdict(set)
        for one, kept in decisions.names().items():
            merged[kept].add(one)
        return cls(merged, *(_both_ways(decisions, pairs) for pairs in (decisions.related, decisions.different)))


def _both_ways(decisions: Decisions, pairs: Iterable[Ids]) -> Others:
    found: Others = defaultdict(set)
    for pair in pairs:
        one, other = map(decisions.kept, pair)
        if one != other:
            found[one].add(other)
            found[other].add(one)
    return found


def _pair(one: str, other: str) -> Ids:
    return (one, other) if one <= other else (other, one)
