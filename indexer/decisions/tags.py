"""What curators decided about proposed concepts: which are a record's, as if it stated them, and which never are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indexer.proposals import PROPOSED
from search.records import SUBJECTS, Origin, Record

NAME = "decisions.yaml"
Marks = dict[str, dict[str, list[str]]]  # the id of a record -> scheme -> concepts


@dataclass(frozen=True)
class Tag:
    """What was decided about one concept of a record."""

    id: str
    scheme: str
    concept: str
    accepted: bool


@dataclass
class Tags:
    """All of them; a later word about a concept takes the place of an earlier one."""

    accepted: Marks = field(default_factory=dict)
    rejected: Marks = field(default_factory=dict)

    def take(self, tags: Iterable[Tag]) -> None:
        """Add what was decided."""
        for tag in tags:
            for marks, chosen in ((self.accepted, tag.accepted), (self.rejected, not tag.accepted)):
                if chosen:
                    concepts = marks.setdefault(tag.id, {}).setdefault(tag.scheme, [])
                    concepts += [tag.concept] if tag.concept not in concepts else []
                elif tag.concept in (concepts := marks.get(tag.id, {}).get(tag.scheme, [])):
                    concepts.remove(tag.concept)

    def as_dict(self) -> dict[str, Marks]:
        """As it is kept, in the order of the ids."""
        return {"accepted": _sorted(self.accepted), "rejected": _sorted(self.rejected)}

    def decided(self, identifier: str, scheme: str) -> set[str]:
        """The concepts about which somebody decided."""
        return {one for marks in (self.accepted, self.rejected) for one in marks.get(identifier, {}).get(scheme, ())}

    def followed(self, record: Record) -> Record:
        """As it was decided, of the record and of those that went into it: accepted ones are stated by a curator."""
        for scheme in SUBJECTS:
            record = self._followed(record, scheme)
        return record

    def _followed(self, record: Record, scheme: str) -> Record:
        accepted, rejected = ({*self._of(record, marks, scheme)} for marks in (self.accepted, self.rejected))
        before = record.provenance.get(scheme, ())
        kept = tuple(one for one in before if not _by_decision(one) and not _proposes(one, accepted | rejected))
        there = {one.value for one in kept}
        new = tuple(Origin(value=one, how="curator", column="decision", file=NAME) for one in sorted(accepted - there))
        if before == (*kept, *new):
            return record
        gone = {one.value for one in before} - there
        values = (*(one for one in record.values(scheme) if one not in gone), *(one.value for one in new))
        others = {name: origins for name, origins in record.provenance.items() if name != scheme}
        told = others | ({scheme: (*kept, *new)} if kept or new else {})
        return record.changed(**{scheme: values}, provenance=dict(sorted(told.items())))

    @staticmethod
    def _of(record: Record, marks: Marks, scheme: str) -> Iterator[str]:
        for identifier in (record.id, *record.merged):
            yield from marks.get(identifier, {}).get(scheme, ())


def _by_decision(origin: Origin) -> bool:
    return origin.how == "curator" and origin.file == NAME


def _proposes(origin: Origin, concepts: set[str]) -> bool:
    return origin.how in PROPOSED and origin.value in concepts


def _sorted(marks: Marks) -> Marks:
    found = {one: {scheme: sorted(concepts) for scheme, concepts in sorted(of.items()) if concepts}
             for one, of in sorted(marks.items())}  # fmt: skip
    return {one: of for one, of in found.items() if of}
