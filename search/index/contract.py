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
- An index version carries its own taxonomy, countries and all other authorities.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from search.answers import Results, Status
from search.authorities import Authorities
from search.errors import IndexBusy, IndexDamaged
from search.index.snapshot import Snapshot
from search.index.verify import Flaw, of_live, verified
from search.queries import Query
from search.records import Record
from search.sentences import Sentence

MOVED = (
    "The index was changed by another command while this one was reading: nothing was changed here; run the same "
    "command again."
)


@dataclass(frozen=True)
class Rejection:
    """A record that the engine did not take, and why."""

    id: str
    reason: Sentence


class Writer(Protocol):
    """What `replacing()` and `updating()` give."""

    rejected: list[Rejection]

    def add(self, record: Record) -> None:
        """Write a record; one of the same id is replaced."""

    def remove(self, identifier: str) -> None:
        """Take a record out; one that is not there is no error."""

    def flush(self) -> None:
        """Hand over what is waiting, so that `rejected` is complete; nothing is shown yet."""


class Index(ABC):
    """One engine's index. Reading goes to the live version as it is at that moment."""

    @abstractmethod
    def snapshot(self) -> Snapshot:
        """The live content. Raises IndexNotReady (nothing was built) or EngineUnavailable (it cannot be reached)."""

    @abstractmethod
    def content(self) -> str:
        """A name of what is live, asked for anew: another one after each change, "" where nothing was built."""

    @abstractmethod
    def replacing(
        self,
        authorities: Authorities,
        approve: Callable[[Snapshot], None] = lambda _: None,
        since: str | None = None,
    ) -> AbstractContextManager[Writer]:
        """Write a whole new version with these authorities, shown when the block is left normally.

        `approve` is given the finished version before it is shown; what it raises leaves the live one as it was.
        since: the `content` that the new version was made from; raises IndexBusy where another one is live by now.
        """

    @abstractmethod
    def updating(self, authorities: Authorities, since: str | None = None) -> AbstractContextManager[Writer]:
        """Change the live version. Raises IndexNotReady when it was built with another taxonomy or schema.

        since: as for `replacing`.
        """

    @abstractmethod
    def rollback(self, since: str | None = None, noting: Callable[[], None] = lambda: None) -> Status:
        """Show the previous version again, giving up updates made since. Raises IndexNotReady if there is none.

        since: as for `replacing`. noting: done first, while nobody else writes; what it raises leaves all as it was.
        """

    @abstractmethod
    def versions(self) -> list[Status]:
        """The versions that are kept, the live one first."""

    def _unmoved(self, since: str | None) -> None:
        """For the one writer, before it writes. Raises IndexBusy where what it goes on from is no longer live."""
        if since is not None and self.content() != since:
            raise IndexBusy(MOVED)

    @property
    def damage(self) -> IndexDamaged | None:
        """Why the last snapshot is older than what was shown last: that is damaged."""
        return None

    def verify(self) -> list[Flaw]:
        """What is not as it was written: here in the live content, by an engine also in what it is kept in.

        Raises IndexNotReady or EngineUnavailable.
        """
        snapshot = self.snapshot()
        return list(verified(snapshot, snapshot.status.version, of_live(previous=len(self.versions()) > 1)))

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
