"""Which rows are about one work, and which record of the index that is: told by what stayed, whatever changed.

A row's own id comes first. Rows of ids that the index does not have are held against each other and all its records:
by DOI, ISBN, handle, address, number, then by title, year and first author. What is still unknown is perhaps a row that
was corrected: then it has the title, or the place and much of the title, of a record of its list that no row names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.duplicates import may_be_one
from indexer.progress import Progress
from indexer.run.scratch import scratch
from indexer.run.spool import Spool
from indexer.run.works import apart, differ, keys_of, same_work
from search.index import Snapshot, record_of
from search.queries import Query
from search.records import Record

KINDS = ("doi", "identifier", "number", "author", "title")  # of keys that only one work has, the surest first
STAYED = ("list", "place")  # of keys that a row and the record of a list have in common
ORDER = {"known": 0, "old": 1, "stated": 2, "made": 3}  # which of several ids a work is kept under
SURE = ("doi", "identifier")  # kinds by which even two ids of one list are one work
MADE = re.compile(":[0-9a-f]{12}$")  # of an id that was made of what a row says
MOST = 50  # ids that share a key; a key of more tells nothing


@dataclass
class Matching:
    """Settles under which id each row of a spool is kept. before: the version that is shown, if any."""

    spool: Spool
    before: Snapshot | None
    progress: Progress = field(default_factory=Progress)
    _names: dict[str, str] = field(default_factory=dict)

    def settle(self) -> None:
        """Rename the rows of the spool that are about a record of another id."""
        known, unknown = self._known()
        if not unknown:
            return
        with Keys(self.spool, self.before) as keys:
            for record, stated in self.progress.each("matching", self.spool.each(), self.spool.count):
                keys.put(record, "known" if record.id in known else "stated" if stated else "made")
            for record in self._old():
                if record.id not in known:
                    keys.put(record, "old")
            for kind in KINDS:
                self._join(keys, kind)
            for kind in STAYED:
                self._follow(keys, kind)
        self.spool.rename({one: self._find(one) for one in self._names})

    def _old(self) -> Iterator[Record]:
        """Those of the index."""
        if before := self.before:
            yield from self.progress.each("matching", before.scan(Query()), lambda: before.status.records)

    def _known(self) -> tuple[set[str], set[str]]:
        """The ids of rows that the index has, and has not."""
        known: set[str] = set()
        unknown: set[str] = set()
        for some in self.spool.ids():
            found = self.before.fetch(some).keys() if self.before else ()
            known.update(found)
            unknown.update(set(some).difference(found))
        return known, unknown

    def _join(self, keys: "Keys", kind: str) -> None:
        """Rows that share a key go to the first of them: one that the index has, else one that states its id."""
        for sharing in keys.shared(kind):
            first, *others = sorted(sharing, key=lambda one: (ORDER[one[1]], one[0]))
            for identifier, way in others:
                if way in ("stated", "made") and identifier not in self._names:
                    anchor = self._find(first[0])
                    if anchor != identifier and self._one(keys, kind, (anchor, first[1]), (identifier, way)):
                        self._names[identifier] = anchor

    def _one(self, keys: "Keys", kind: str, first: tuple[str, str], other: tuple[str, str]) -> bool:
        mine, theirs = keys.record(first[0]), keys.record(other[0])
        if kind == "doi":
            return same_work(mine, theirs)
        if apart(mine, theirs):
            return False
        if kind == "title" and differ(mine, theirs):
            return False
        own_ids = other[1] == "stated" and first[1] != "made" and mine.source == theirs.source
        return kind in SURE or not own_ids

    def _follow(self, keys: "Keys", kind: str) -> None:
        """A row without an id of its own that alone shares a key with one record that no row names is that record."""
        taken = set(map(self._find, self._names))
        for sharing in keys.shared(kind):
            made = [one for one, way in sharing if way == "made" and one not in self._names]
            old = [one for one, way in sharing if way == "old" and one not in taken]
            if len(made) == len(old) == 1 and (kind == "list" or keys.like(made[0], old[0])):
                self._names[made[0]] = old[0]
                taken.add(old[0])

    def _find(self, identifier: str) -> str:
        """The id under which something is kept by now."""
        while identifier in self._names:
            identifier = self._names[identifier]
        return identifier


class Keys:
    """What records have that only the same work has, in a file without a name; gone with the block.

    spool and before: where the records themselves are.
    """

    def __init__(self, spool: Spool, before: Snapshot | None) -> None:
        self._spool = spool
        self._before = before

    def __enter__(self) -> "Keys":
        self._database = scratch("keys (key TEXT, id TEXT, way TEXT)")
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def put(self, record: Record, way: str) -> None:
        """A record and how its id is known: ORDER."""
        made = way == "made" or MADE.search(record.id)
        lines = ((key, record.id, way) for key in keys_of(record, not made))
        self._database.executemany("INSERT INTO keys VALUES (?, ?, ?)", lines)

    def shared(self, kind: str) -> Iterator[list[tuple[str, str]]]:
        """(id, way) of all that share a key of a kind, in the order of keys."""
        self._database.execute("CREATE INDEX IF NOT EXISTS by_key ON keys (key)")
        found = self._database.execute(
            "SELECT key FROM keys WHERE key >= ? AND key < ? GROUP BY key HAVING count(DISTINCT id) BETWEEN 2 AND ?",
            (f"{kind}:", f"{kind};", MOST),
        ).fetchall()
        for (key,) in found:
            yield self._database.execute("SELECT DISTINCT id, way FROM keys WHERE key = ?", (key,)).fetchall()

    def record(self, identifier: str) -> Record:
        """That of a row, else that of the index."""
        rows = self._spool.of(identifier).records
        if rows or not self._before:
            return rows[0]
        return record_of(self._before.fetch([identifier])[identifier])

    def like(self, one: str, other: str) -> bool:
        """Whether two records have titles that may be one."""
        mine, theirs = self.record(one), self.record(other)
        return any(may_be_one(a, b) for a in mine.title.values() for b in theirs.title.values())
