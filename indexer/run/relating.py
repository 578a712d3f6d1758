"""Records of a run that belong together by their titles: each is told which others, and so are those of the index."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from indexer.decisions import BY_TITLE, Decisions, related_to
from indexer.duplicates import Groups, Work, is_part, rough_key
from indexer.run.spool import Spool
from search.index import Snapshot
from search.queries import Query
from search.records import Origin, Record
from search.sentences import Sentence

SHOWN = 5  # pairs that a sentence names
DOUBTFUL = "%(count)s pairs may be parts of one, such as %(pairs)s: `spindex duplicates` lists them."


class _Line(msgspec.Struct):
    """What is read of a record here."""

    title: dict[str, str]
    year: int | None = None
    country: list[str] = []
    content_type: str | None = None
    document_type: str | None = None

    def work(self, identifier: str) -> Work:
        """Under the id under which it is kept."""
        titles, countries = tuple(self.title.values()), frozenset(self.country)
        kind, form = self.content_type or "", self.document_type or ""
        return Work(identifier, identifier.partition(":")[0], titles, self.year, countries, kind=kind, form=form)


_LINE = msgspec.json.Decoder(_Line)


@dataclass
class Relating:
    """before: the index whose other records stay, in an update; they are looked through only for ids that are new."""

    spool: Spool
    before: Snapshot | None
    decisions: Decisions
    groups: Groups = field(default_factory=Groups)

    def find(self) -> None:
        """Find what belongs together."""
        works: dict[str, dict[str, Work]] = defaultdict(dict)
        parts: set[str] = set()
        keys = {key for _, key in self._keys(parts)}
        for work in self._others():
            for text in work.titles:
                if (key := rough_key(text)) in keys:
                    works[key][work.id] = work
                    parts.update([key] if is_part(text) else ())
        for work, key in self._keys(set()) if parts else ():
            if key in parts:
                works[key].setdefault(work.id, work)
        for key in sorted(parts):
            self.groups.take(works[key].values())

    def _keys(self, parts: set[str]) -> Iterator[tuple[Work, str]]:
        """Each row's work with the keys of its titles; noted in `parts` where a title says that it is one."""
        for identifier, line in self.spool.lines():
            work = _LINE.decode(line).work(identifier)
            for text in work.titles:
                key = rough_key(text)
                if key and is_part(text):
                    parts.add(key)
                yield work, key

    def _others(self) -> Iterator[Work]:
        """The records of the index for which there is no row."""
        if self.before and any(set(some) - self.before.fetch(some).keys() for some in self.spool.ids()):
            for record in self.before.scan(Query()):
                if not self.spool.has(record.id):
                    yield Work.of(record)

    def related(self, record: Record, old: Record | None = None) -> Record:
        """With what belongs to it; what was found so before stays as long as its title does."""
        said = [origin for origin in (old.provenance.get("related", ()) if old else ()) if origin.how == BY_TITLE]
        kept = said if old and old.title == record.title else []
        found = [
            Origin(value=other.id, how=BY_TITLE, raw=other.titles[0], column="title")
            for other in self.groups.certain.get(record.id, ())
        ]
        return self.decisions.followed(related_to(record, [*kept, *found]))

    @property
    def others(self) -> list[str]:
        """The ids of records for which there is no row and to which something belongs."""
        return sorted(one for one in self.groups.certain if not self.spool.has(one))

    def proposed(self) -> Sentence | None:
        """What nobody but a person can decide; None where there is nothing."""
        pairs = [pair for pair in self.groups.doubtful if not self.decisions.decided(pair)]
        named = ", ".join(" + ".join(pair) for pair in pairs[:SHOWN])
        return Sentence(DOUBTFUL, count=len(pairs), pairs=named) if pairs else None
