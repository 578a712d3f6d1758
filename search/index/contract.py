"""Index and Writer: the contract of an engine, its promises in words, and all that is the same for every engine.

An engine translates plans (plan.py) and documents (document.py); it adds nothing of its own. The promises:

- Leaving `replacing()` normally shows the new content at once and completely; leaving it otherwise, or by
  `kill -9`, leaves the live index as it was, and no half-built remains after the next writing command.
- What was written inside `updating()` is visible after the block. After a kill each record is whole or absent,
  and repeating the command converges to the same index. There is one writer at a time; a second is told who.
- A question with an unknown facet, sort or value is a QueryError; no text that a person types raises.
- Values chosen in a facet are alternatives, facets add up; a bucket's count is the total of the search that has it
  as that facet's only "any of" value; chosen values are returned even at zero, and so are records without a value.
- Equal records are ordered by `tie`; paging and `scan` agree.
- An index version carries its own taxonomy, countries and indicators.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from search.answers import Hit, Marker, Results, Status, facet_of
from search.authorities import Authorities, Vocabulary
from search.errors import RecordNotFound
from search.index.plan import Answer, Condition, Plan, condition, plan
from search.queries import Node, Query, Reader, ReadWords, check
from search.records import FACETS, Record
from search.sentences import N_

NO_RECORD = N_("There is no record “%(id)s” in this index: search for its title instead.")


@dataclass(frozen=True)
class Rejection:
    """A record that the engine did not take, and why."""

    id: str
    reason: str


class Writer(Protocol):
    """What `replacing()` and `updating()` give."""

    rejected: list[Rejection]

    def add(self, record: Record) -> None:
        """Write a record; one of the same id is replaced."""

    def remove(self, identifier: str) -> None:
        """Take a record out; one that is not there is no error."""

    def flush(self) -> None:
        """Hand over what is waiting, so that `rejected` is complete; nothing is shown yet."""


class Snapshot(ABC):
    """One state of the live index: every answer of a snapshot is about the same content.

    An engine gives the four abstract readings; what is asked and how it is put together is the same for all.
    """

    status: Status
    authorities: Authorities
    reader: Reader

    @abstractmethod
    def ask(self, plan: Plan) -> Answer:
        """Answer a plan."""

    @abstractmethod
    def totals(self, conditions: list[Condition]) -> list[int]:
        """How many records fulfil each condition."""

    @abstractmethod
    def stream(self, plan: Plan) -> Iterator[bytes]:
        """The JSON of every record of the plan's condition, in the order of its pages; offset and size do not count."""

    @abstractmethod
    def fetch(self, identifiers: list[str]) -> dict[str, bytes]:
        """id -> JSON of those records that exist."""

    def search(self, query: Query) -> Results:
        """Answer a question. Raises QueryError for one that cannot be asked."""
        started = time.perf_counter()
        check(query, self.vocabulary)
        words = self.reader.read(query.q, query.any_word)
        tree = words.tree
        answer = self.ask(plan(query, tree, words.bonus))
        relaxed = answer.total == 0 and self._needs_fallback(words)
        if relaxed:
            tree = words.fallback
            answer = self.ask(plan(query, tree))
        marker = Marker(tree, query.lang)
        hits = tuple(Hit(record, marker.highlights(record)) for record in answer.records)
        facets = {facet.name: facet_of(facet.name, answer.counts, query) for facet in FACETS}
        said = words.fallback_read_as if relaxed else words.read_as
        took = (time.perf_counter() - started) * 1000
        return Results(query, answer.total, hits, facets, said, relaxed, round(took, 1), self.status)

    def count(self, queries: list[Query]) -> list[int]:
        """The totals of several questions, in their order. Raises QueryError."""
        for query in queries:
            check(query, self.vocabulary)
        return self.totals([condition(query, self._tree(query)) for query in queries])

    def scan(self, query: Query) -> Iterator[Record]:
        """Every record of the answer, in the order of its pages, without their limit. Raises QueryError."""
        check(query, self.vocabulary)
        words = self.reader.read(query.q, query.any_word)
        relaxed = self._needs_fallback(words)
        asked = plan(query, words.fallback if relaxed else words.tree, None if relaxed else words.bonus)
        return (Record.from_json(line) for line in self.stream(asked))

    def get(self, identifier: str) -> Record:
        """Raises RecordNotFound."""
        lines = self.fetch([identifier])
        if identifier not in lines:
            raise RecordNotFound(NO_RECORD, id=identifier)
        return Record.from_json(lines[identifier])

    @property
    def vocabulary(self) -> Vocabulary:
        """The closed vocabularies of this version."""
        return Vocabulary(self.authorities.taxonomy, self.authorities.countries)

    def _tree(self, query: Query) -> Node | None:
        words = self.reader.read(query.q, query.any_word)
        return words.fallback if self._needs_fallback(words) else words.tree

    def _needs_fallback(self, words: ReadWords) -> bool:
        """Whether no record at all has the words; filters never change how words are read, so counts stay true."""
        return words.fallback is not None and self.totals([Condition(words.tree)]) == [0]


class Index(ABC):
    """One engine's index. Reading goes to the live version as it is at that moment."""

    @abstractmethod
    def snapshot(self) -> Snapshot:
        """The live content. Raises IndexNotReady (nothing was built) or EngineUnavailable (it cannot be reached)."""

    @abstractmethod
    def replacing(
        self, authorities: Authorities, approve: Callable[[Snapshot], None] = lambda _: None
    ) -> AbstractContextManager[Writer]:
        """Write a whole new version with these authorities, shown when the block is left normally.

        `approve` is given the finished version before it is shown; what it raises leaves the live one as it was.
        """

    @abstractmethod
    def updating(self, authorities: Authorities) -> AbstractContextManager[Writer]:
        """Change the live version. Raises IndexNotReady when it was built with another taxonomy or schema."""

    @abstractmethod
    def rollback(self) -> Status:
        """Show the previous version again, giving up updates made since. Raises IndexNotReady if there is none."""

    @abstractmethod
    def versions(self) -> list[Status]:
        """The versions that are kept, the live one first."""

    def status(self) -> Status:
        """Which content is live."""
        return self.snapshot().status

    def search(self, query: Query) -> Results:
        """See Snapshot.search."""
        return self.snapshot().search(query)

    def count(self, queries: list[Query]) -> list[int]:
        """See Snapshot.count."""
        return self.snapshot().count(queries)

    def get(self, identifier: str) -> Record:
        """See Snapshot.get."""
        return self.snapshot().get(identifier)

    def scan(self, query: Query) -> Iterator[Record]:
        """See Snapshot.scan."""
        return self.snapshot().scan(query)

    def close(self) -> None:  # noqa: B027  an engine without connections has nothing to give back
        """Give back files and connections."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
