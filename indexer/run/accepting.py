"""Suggestions of visitors that a curator accepts: they leave the inbox when they are in the index, and not before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType

from indexer.rows import SourceRow
from indexer.run.pipeline import Run
from indexer.run.quarantine import Kept, Quarantine
from search.inbox import Inbox, Suggestion

SOURCE, FILE = "suggestions", "inbox"


@dataclass
class Accepting(Run):
    """A run over suggestions of an inbox."""

    part: bool = True
    accepted: dict[int, str] = field(default_factory=dict)
    inbox: Inbox | None = None

    def suggested(self, inbox: Inbox, suggestions: Iterable[Suggestion]) -> Iterator[SourceRow]:
        """Their rows; the number of one is its id, which nothing else has."""
        self.inbox = inbox
        for one in suggestions:
            self.accepted[int(one.id, 16)] = one.id
            yield SourceRow(one.row, FILE, int(one.id, 16), source=SOURCE)

    def _quarantine(self) -> Quarantine:
        return Staying(self)


class Staying(Quarantine):
    """What is refused stays in the inbox, and needs no other place."""

    def __init__(self, run: Accepting) -> None:
        super().__init__(run.quarantine)
        self._run = run

    def keep(self) -> list[Kept]:
        return []

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._run.inbox:
            refused = {line.notes["_row"] for _, line in self._each()}
            for number, identifier in self._run.accepted.items():
                if number not in refused:
                    self._run.inbox.remove(identifier)
        super().__exit__(kind, error, trace)
