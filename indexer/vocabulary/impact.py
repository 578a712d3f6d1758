"""What an edit of the taxonomy does, before it is made: to the records, and to the addresses that name concepts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.run import Moved, paired, records_again
from indexer.sources import Sources
from search.authorities import Authorities
from search.index import Index


@dataclass(frozen=True)
class Address:
    """What pages, feeds, embeds and links that ask for a concept meet: another concept instead, or none."""

    facet: str
    value: str
    instead: str = ""

    def line(self) -> str:
        """For people."""
        asked = f"{self.facet}={self.value}"
        return f"  {asked}: leads to {self.facet}={self.instead}" if self.instead else f"  {asked}: is refused"


@dataclass(frozen=True)
class Impact:
    """All of it. new: the concepts that there were not."""

    moved: Moved
    addresses: tuple[Address, ...]
    new: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {**self.moved.as_dict(), "addresses": [vars(one) for one in self.addresses], "new": list(self.new)}

    def lines(self) -> Iterator[str]:
        """For people."""
        yield self.moved.summary()
        yield from self.moved.lines()
        if self.new:
            yield f"{len(self.new):,} concepts are new: {', '.join(self.new)}"
        if self.addresses:
            yield "Addresses, feeds and embeds that ask for these have to follow:"
            yield from (address.line() for address in self.addresses)
        else:
            yield "Every address, feed and embed that asks for a concept goes on."


def impact(index: Index, edited: Authorities, sources: Sources) -> Impact:
    """Of an edited taxonomy on the live version: its rows normalised as that is, and as the edit has it.

    Raises ConfigurationError where a source translates into a concept that the edit has not.
    """
    live = index.snapshot().authorities
    sources.check(edited.taxonomy)
    old, new = (records_again(index, one, sources) for one in (live, edited))
    moved = Moved(live, edited)
    for pair in paired(old, new, lambda record: record.id):
        moved.take(*pair)
    return Impact(moved, tuple(_addresses(live, edited)), tuple(_new(live, edited)))


def _addresses(live: Authorities, edited: Authorities) -> Iterator[Address]:
    for name, scheme in live.taxonomy.schemes.items():
        for identifier in scheme.concepts:
            today = live.taxonomy.current(name, identifier)
            then = edited.taxonomy.current(name, identifier) or edited.taxonomy.resolve(name, identifier).concept
            if today and then != today:
                yield Address(name, identifier, then or "")


def _new(live: Authorities, edited: Authorities) -> Iterator[str]:
    for name, scheme in edited.taxonomy.schemes.items():
        yield from (f"{name}/{one}" for one in scheme.concepts if not live.taxonomy.concept(name, one))
