"""Export: what a file format says of itself; one module for each format, all of them in the registry."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from itertools import islice
from typing import TypeVar

from search.answers import Status
from search.queries import Query
from search.records import Record
from webapp.languages import Labels
from webapp.links import Links

LOG = logging.getLogger(__name__)
T = TypeVar("T")
BATCH = 200  # records in one piece of a response


@dataclass(frozen=True)
class Context:
    """What a writer may need beside the records: names in the reader's language, addresses, what was asked and when.

    listed: the ids of a list, where nothing was asked. named: (path, title) of what is asked for under its own address.
    """

    labels: Labels
    links: Links
    query: Query
    status: Status
    listed: tuple[str, ...] = ()
    named: tuple[str, str] = ("", "")

    def address(self, suffix: str = "") -> str:
        """Of the page of the answer, or of its file with that suffix."""
        if self.named[0]:
            return self.links.page(f"{self.named[0]}{suffix}")
        if self.listed:
            return self.links.listed(self.listed, suffix)
        return self.links.search(self.query, f"/search{suffix}")


Write = Callable[[Iterable[Record], Context], Iterator[bytes]]


@dataclass(frozen=True)
class Export:
    """One format. label: what its link says, in English. whole: all records of a search, not the first page alone.

    kinds: the content types that it is for; empty for all.
    """

    suffix: str
    media_type: str
    label: str
    write: Write
    whole: bool = True
    kinds: frozenset[str] = frozenset()

    def fits(self, kinds: Iterable[str | None]) -> bool:
        """Whether it has something to say of records of these content types."""
        return not self.kinds or not self.kinds.isdisjoint(kinds)


Lines = Iterable[Iterable[str | int]]


@dataclass(frozen=True)
class TableExport:
    """A format of tables that are no list of records. write: their lines and the language of the page -> the file."""

    suffix: str
    media_type: str
    label: str
    write: Callable[[Lines, str], Iterator[bytes]]


def careful(make: Callable[[Record, Context], T]) -> Callable[[Record, Context], T]:
    """A record that cannot be written costs its own fields, never the file: id, source and title are."""

    @wraps(make)
    def made(record: Record, context: Context) -> T:
        try:
            return make(record, context)
        except Exception:
            LOG.exception("The record %s cannot be written whole into a file", record.id)
            return make(Record(id=record.id, source=record.source, title=record.title), context)

    return made


def in_pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """Texts of records, some hundred in a piece, so that an answer flows and memory stays flat."""
    texts = iter(texts)
    while piece := "".join(islice(texts, BATCH)):
        yield piece.encode()
