"""What a record says that tells it from others: who made it, when, where, under which identifiers."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from indexer.duplicates.likeness import LONG, Words
from indexer.duplicates.titles import Title
from search.records import Record
from search.text import fold

LETTERS = 20  # of a title of three words that are no common ones


@dataclass(frozen=True)
class Work:
    """A record without what does not matter here."""

    id: str
    source: str
    titles: tuple[str, ...]
    year: int | None = None
    countries: frozenset[str] = frozenset()
    authors: tuple[str, ...] = ()
    organisations: frozenset[str] = frozenset()
    doi: str = ""
    kind: str = ""
    form: str = ""

    @classmethod
    def of(cls, record: Record) -> Self:
        """What matters of a record."""
        return cls(
            id=record.id,
            source=record.source,
            titles=tuple(dict.fromkeys(record.title.values())),
            year=record.year,
            countries=frozenset(record.country),
            authors=record.author,
            organisations=frozenset(map(fold, record.organisation)),
            doi=(record.doi or "").lower(),
            kind=record.content_type or "",
            form=record.document_type or "",
        )

    def shared(self, other: "Work") -> tuple[str, ...]:
        """The fields in which both say the same."""
        told = {
            "year": self.year is not None and self.year == other.year,
            "country": bool(self.countries & other.countries),
            "author": share_author(self.authors, other.authors),
            "organisation": bool(self.organisations & other.organisations),
            "doi": bool(self.doi) and self.doi == other.doi,
        }
        return tuple(name for name, same in told.items() if same)


def share_author(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether a name of one list is one of the other, however first names are written."""
    others = [_name(name) for name in theirs]
    return any(a & words and b & own for own, a in map(_name, mine) for words, b in others)


@lru_cache(maxsize=65536)
def _name(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a name, and those of the surname."""
    surname, comma, _ = text.partition(",")
    words = [word for word in fold(text).split() if len(word) > 1]
    last = fold(surname).split() if comma else words[-1:]
    return frozenset(words), frozenset(last)


def why_not(one: Work, other: Work) -> str:
    """The field that tells two works apart whatever they are called; empty for none."""
    if one.source == other.source:
        return "source"
    if one.doi and other.doi and one.doi != other.doi:
        return "doi"
    if one.countries and other.countries and not one.countries & other.countries:
        return "country"
    if one.year is not None and other.year is not None and one.year != other.year:
        return "year"
    if one.authors and other.authors and not share_author(one.authors, other.authors):
        return "author"
    return "content_type" if one.kind and other.kind and one.kind != other.kind else ""


def decided_by(works: tuple[Work, Work], titles: tuple[Title, Title], words: Words) -> bool:
    """Whether what they share is enough for titles such as these: short ones are those of many works."""
    mine, theirs = titles
    shared = works[0].shared(works[1])
    close = {"author", "organisation", "doi"} & set(shared)
    shorter = min(len(mine.words), len(theirs.words))
    wordy = shorter >= LONG or (shorter == LONG - 1 and min(len("".join(one.words)) for one in titles) >= LETTERS)
    if mine.begins_as(theirs) or theirs.begins_as(mine):
        return bool(close and "year" in shared) or (wordy and words.only(mine, theirs))
    if wordy or close:
        return shorter > 1 or mine.words == theirs.words
    return bool(shared) and (shorter == LONG - 1 or mine.words == theirs.words)
