"""Similar: records like one, by what both are tagged with and the words of their titles and abstracts.

An engine gives candidates, those that share the most with the record; how alike two are is said here, for both engines:
the cosine of their tags and words, each weighted by how rare it is in the index (tf-idf, Salton and Buckley 1988).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from typing import TypeVar

from search.answers import Similar
from search.index.deadline import limited
from search.index.plan import Condition, Counting, Order, Page, Plan
from search.index.snapshot import Snapshot
from search.queries import Any_, Node, Rung, Tagged, Word
from search.records import SUBJECTS, Record, named_works, names_of_work, work_identifiers
from search.text import fold, fold_word, is_stop_word, stem, words_of

MOST = 5
CANDIDATES = 60
LEAST = 0.12  # likeness; below, people see no likeness (by eye, on the sample)
SHARED = (*SUBJECTS, "country", "named_programme")
ASKED_WORDS, ASKED_TAGS = 8, 8  # of the record, the rarest
IN_ABSTRACT = 0.4  # of the weight of a word in a title
SHORTEST = 3  # letters of a word
MOST_READ = 300  # words of an abstract
MOST_SHOWN = 4  # reasons of each kind

T = TypeVar("T")
Key = tuple[str, str]  # (facet, value), or ("", stem)


@limited()
def similar(snapshot: Snapshot, record: Record, most: int = MOST) -> tuple[Similar, ...]:
    """At most so many, the likest first; in one request. The work itself and what belongs to it are left out."""
    weighing = _Weighing(snapshot)
    tree = _like(record, weighing)
    if tree is None:
        return ()
    under = Condition(tree)
    page = Page(0, CANDIDATES, Order(""))
    found = snapshot.ask(Plan(under, (Counting(under, ()),), page)).records
    own = _Features(record, weighing)
    rated = [_compared(own, _Features(one, weighing)) for one in found if not _together(record, one)]
    likely = sorted((one for one in rated if one.likeness >= LEAST), key=lambda one: (-one.likeness, one.record.id))
    return tuple(_each_once(likely))[:most]


class _Weighing:
    """How much a tag or a word says: the rarer in this index, the more."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._records = max(snapshot.status.records, 1)
        self._words: Mapping[str, int] = snapshot.understanding.lexicon.words
        self._values = snapshot.suggester().counts

    def word(self, word: str) -> float:
        return self._of(self._words.get(fold_word(word), 0))

    def tag(self, facet: str, value: str) -> float:
        return self._of(self._values.get(facet, {}).get(value, 0))

    def _of(self, having: int) -> float:
        return log(1 + self._records / max(having, 2))  # 2: what one record alone has says nothing of another


@dataclass(frozen=True)
class _Features:
    """The tags and words of a record with their weights."""

    record: Record
    weighing: _Weighing

    @cached_property
    def weights(self) -> dict[Key, float]:
        found: dict[Key, float] = {}
        for key, word in self.words.items():
            found[key] = self.weighing.word(word) * (1 if key in self._of_title else IN_ABSTRACT)
        return found | {(facet, value): self.weighing.tag(facet, value) for facet, value in _tags(self.record)}

    @cached_property
    def words(self) -> dict[Key, str]:
        """Each stem with the word that it is of, those of the title first."""
        return self._of_title | _stems(self.record.abstract) | self._of_title

    @cached_property
    def _of_title(self) -> dict[Key, str]:
        return _stems(self.record.title)

    @cached_property
    def length(self) -> float:
        return sqrt(sum(weight * weight for weight in self.weights.values()))


def _tags(record: Record) -> list[Key]:
    """What it is tagged with that others may be, too."""
    return [(facet, value) for facet in SHARED for value in record.values(facet)]


def _stems(texts: Mapping[str, str]) -> dict[Key, str]:
    words = (word for text in texts.values() for word in words_of(text)[:MOST_READ])
    return {("", stem(word, "en")): word for word in reversed(list(words)) if _telling(word)}


def _telling(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and not is_stop_word(word.lower())


def _like(record: Record, weighing: _Weighing) -> Node | None:
    """What has the most of the rarest words of its title and of its tags."""
    words = dict.fromkeys(fold_word(word) for word in _stems(record.title).values())
    parts: list[Node] = []
    for word in _rarest(words, weighing.word)[:ASKED_WORDS]:
        parts.append(Any_((Word(word, "title"), Word(word, "abstract"))))
    for facet, value in _rarest(_tags(record), lambda key: weighing.tag(*key))[:ASKED_TAGS]:
        parts.append(Tagged(facet, (value,)))
    return Rung((), tuple(parts), min(2, len(parts))) if parts else None


def _rarest(values: Iterable[T], weight: Callable[[T], float]) -> list[T]:
    return sorted(dict.fromkeys(values), key=lambda value: (-weight(value), str(value)))


def _compared(one: _Features, other: _Features) -> Similar:
    shared = one.weights.keys() & other.weights.keys()
    weight = {key: one.weights[key] * other.weights[key] for key in shared}
    likeness = sum(weight.values()) / (one.length * other.length) if shared else 0.0
    first = sorted(shared, key=lambda key: (-weight[key], key))
    both = tuple(key for key in first if key[0])[:MOST_SHOWN]
    words = tuple(one.words[key] for key in first if not key[0])[:MOST_SHOWN]
    return Similar(other.record, likeness, both, words)


def _together(record: Record, other: Record) -> bool:
    """Whether it is the record itself, another record of the work, or named by one of the two."""
    if set(work_identifiers(record)) & set(work_identifiers(other)) or _titled(record) == _titled(other):
        return True
    return bool(
        set(names_of_work(record)) & set(named_works(other)) or set(names_of_work(other)) & set(named_works(record))
    )


def _titled(record: Record) -> tuple[str, int | None]:
    return fold(next(iter(record.title.values()))), record.year


def _each_once(found: Iterable[Similar]) -> Iterable[Similar]:
    """Of several records with one title the likest: a yearly report, a programme's phases."""
    seen: set[str] = set()
    for one in found:
        title = _titled(one.record)[0]
        if title not in seen:
            seen.add(title)
            yield one
