"""What an edit of the taxonomy does, before it is made: to records, to addresses that name concepts, to frames."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.run import Moved, paired, records_again
from indexer.sources import Sources
from search.authorities import Authorities
from search.embeds import Value
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
class Shown:
    """A concept that frames on other sites ask for. sites: how many were seen; there may be more."""

    facet: str
    value: str
    sites: int

    def line(self) -> str:
        """For people."""
        return f"  {self.facet}={self.value}: {'1 site' if self.sites == 1 else f'{self.sites:,} sites'}"


@dataclass(frozen=True)
class Impact:
    """All of it. new: the concepts that there were not. embeds: those in frames that are changed, or their counts."""

    moved: Moved
    addresses: tuple[Address, ...]
    new: tuple[str, ...]
    embeds: tuple[Shown, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        lists = {"addresses": self.addresses, "embeds": self.embeds}
        told = {name: [vars(one) for one in several] for name, several in lists.items()}
        return {**self.moved.as_dict(), **told, "new": list(self.new)}

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
        if self.embeds:
            yield "Frames of what changes were seen on other sites (there may be more: `spindex embeds --by value`):"
            yield from (one.line() for one in self.embeds)


def impact(index: Index, edited: Authorities, sources: Sources, hosts: Mapping[Value, Sequence[str]]) -> Impact:
    """Of an edited taxonomy on the live version: its rows normalised as that is, and as the edit has it.

    hosts: on which sites frames with a value were seen. Raises ConfigurationError where a source translates into a
    concept that the edit has not.
    """
    live = index.snapshot().authorities
    sources.check(edited.taxonomy)
    old, new = (records_again(index, one, sources) for one in (live, edited))
    moved = Moved(live, edited)
    for pair in paired(old, new, lambda record: record.id):
        moved.take(*pair)
    addresses = tuple(_addresses(live, edited))
    touched = {(one.facet, one.value) for one in moved.moves} | {(one.facet, one.value) for one in addresses}
    touched |= {value for value in hosts if _edited(value, live, edited)}
    embeds = tuple(Shown(*value, len(hosts[value])) for value in hosts if value in touched)
    return Impact(moved, addresses, tuple(_new(live, edited)), embeds)


def _edited(value: Value, live: Authorities, edited: Authorities) -> bool:
    """Whether a concept has other labels, another place or other words of any kind."""
    return live.taxonomy.concept(*value) != edited.taxonomy.concept(*value)


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
