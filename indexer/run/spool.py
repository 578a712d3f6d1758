"""Records between reading and writing, on disk, by id: memory stays flat, and the order of rows does not matter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import TracebackType
from typing import TypeVar

from indexer.rows import Problem
from indexer.run.scratch import scratch
from search.records import LARGEST_RECORD, Record
from search.sentences import Sentence

SOME = 1000  # ids at a time
BATCH = 500  # records that are compared with the index at a time
T = TypeVar("T")
INDEX = "CREATE INDEX IF NOT EXISTS ids ON rows (id)"
IN_ORDER = "SELECT id, record, file FROM rows INDEXED BY ids ORDER BY id, record"  # sorts the rows of one id at a time
KEPT = "One row says that %(id)s is removed, and another one brings it: it was kept."


@dataclass
class Group:
    """Records of one id, and the number of the file that brought each. surplus: too much to be merged with others.

    foreign: of each whether its list has another source than the record. decided: somebody said that they are one work.
    """

    records: list[Record] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    foreign: list[bool] = field(default_factory=list)
    surplus: bool = False
    decided: bool = False


class Spool:
    """A file without a name: SQLite keeps it on disk; it is gone with the block or the process, even a killed one."""

    def __enter__(self) -> "Spool":
        self._database = scratch("rows (id TEXT, record TEXT, file INTEGER, stated INTEGER)")
        self.sources: set[str] = set()
        self.decided: set[str] = set()  # ids of what somebody said is one work, whatever it is called
        self._removed: dict[str, None] = {}
        self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def _begin(self) -> None:
        self._rows, self._sources, self._gone = 0, set[str](), dict[str, None]()

    def put(self, identifier: str, source: str, record: str, place: tuple[int, bool]) -> None:
        """The JSON of one record; the number of the file that brings it, and whether its row states the id."""
        self._database.execute("INSERT INTO rows VALUES (?, ?, ?, ?)", (identifier, record, *place))
        self._sources.add(source)
        self._rows += 1

    def remove(self, identifier: str) -> None:
        """Note that a row says that a record is gone."""
        self._gone[identifier] = None

    def keep(self) -> None:
        """All rows of a file are there: they count."""
        self.sources |= self._sources
        self._removed |= self._gone
        self._begin()

    def forget(self) -> None:
        """The file was not read to its end: its rows do not count."""
        last = "(SELECT max(rowid) FROM rows)"  # rows are numbered as they come
        self._database.execute(f"DELETE FROM rows WHERE rowid > {last} - ?", (self._rows,))
        self._begin()

    @property
    def removed(self) -> list[str]:
        """Ids that rows say are gone; not those that other rows bring, whichever came first."""
        return [identifier for identifier in self._removed if not self.has(identifier)]

    def contradictions(self) -> Iterator[Problem]:
        """A problem for each id that one row brings and another one says is gone."""
        for identifier in filter(self.has, self._removed):
            yield Problem("not removed", Sentence(KEPT, id=identifier), value=identifier)

    def groups(self) -> Iterator[Group]:
        """All records of one id at a time, in the order of ids; what is too much for one record is a group apart."""
        group, size = Group(), 0
        self._database.execute(INDEX)
        for identifier, line, file in self._database.execute(IN_ORDER):
            record = Record.from_json(line)
            foreign, record = record.source != identifier.partition(":")[0], _called(identifier, record)
            if group.records and record.id != group.records[0].id:
                yield group
                group, size = Group(), 0
            group.decided = identifier in self.decided
            size += len(line)
            if size > LARGEST_RECORD and group.records:
                yield Group([record], [file], surplus=True)
                continue
            group.records.append(record)
            group.files.append(file)
            group.foreign.append(foreign)
        if group.records:
            yield group

    def count(self) -> int:
        """How many rows there are."""
        return int(self._database.execute("SELECT count(*) FROM rows").fetchone()[0])

    def has(self, identifier: str) -> bool:
        """Whether there is a record of that id. To be asked when all of them are there."""
        self._database.execute(INDEX)
        found = self._database.execute("SELECT 1 FROM rows WHERE id = ?", (identifier,))
        return found.fetchone() is not None

    def of(self, identifier: str) -> Group:
        """The records of one id."""
        self._database.execute(INDEX)
        group = Group()
        lines = "SELECT record, file FROM rows WHERE id = ? ORDER BY record"
        for line, file in self._database.execute(lines, (identifier,)):
            group.records.append(_called(identifier, Record.from_json(line)))
            group.files.append(file)
        return group

    def ids(self) -> Iterator[list[str]]:
        """All ids, some at a time."""
        found = self._database.execute("SELECT DISTINCT id FROM rows")
        while some := [identifier for (identifier,) in found.fetchmany(SOME)]:
            yield some

    def each(self) -> Iterator[tuple[Record, bool]]:
        """Every row's record, and whether the row states the id."""
        for identifier, line, stated in self._database.execute("SELECT id, record, stated FROM rows"):
            yield _called(identifier, Record.from_json(line)), bool(stated)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Every row's id and the JSON of its record."""
        yield from self._database.execute("SELECT id, record FROM rows")

    def kept(self, source: str) -> int:
        """How many ids of a source there are. To be asked when all of them are there."""
        self._database.execute(INDEX)
        of = (f"{source}:", f"{source};")
        found = self._database.execute("SELECT count(DISTINCT id) FROM rows WHERE id >= ? AND id < ?", of).fetchone()
        return int(found[0])

    def unite(self, names: Mapping[str, str]) -> None:
        """Keep rows under other ids, because somebody said that they are one work."""
        self.decided.update(names.values())
        self.rename(names)

    def rename(self, names: Mapping[str, str]) -> None:
        """Keep rows of some ids under other ones."""
        self._database.execute(INDEX)
        renamed = ((new, old) for old, new in names.items())
        self._database.executemany("UPDATE rows SET id = ? WHERE id = ?", renamed)


def batches(things: Iterator[T]) -> Iterator[list[T]]:
    """Some at a time."""
    while batch := list(islice(things, BATCH)):
        yield batch


def _called(identifier: str, record: Record) -> Record:
    """The record under the id under which it is kept."""
    return record if record.id == identifier else record.changed(id=identifier, source=identifier.partition(":")[0])
