"""Proposal and Proposer: what may be said of a record that nobody stated, and who says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from search.records import How

PROPOSED: tuple[How, ...] = (
    "label match",
    "derived from programme",
    "classifier",
)  # how values come about that a proposer gave


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value of a field. words: those of the text that it comes from. score: from 0 to 1, where there is one.

    countries: ISO3; the words mean it only in records about these, and no others. home: nor do they in a record that is
    about countries, but not about this one. weak: it is meant only where the record says nothing else of its field.
    worded: it comes from words that stand apart, and from no label.
    """

    field: str
    value: str
    how: How
    words: str = ""
    score: float | None = None
    countries: tuple[str, ...] = ()
    home: str = ""
    weak: bool = False
    worded: bool = False


class Proposer(Protocol):
    """Reads texts, and proposes values of its fields; built once for the authorities of a version."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Of a record: what it proposes values for."""

    def propose(self, text: str, language: str) -> Iterator[Proposal]:
        """Of a text in a language (ISO 639; `und` where it is not known): each value once."""
