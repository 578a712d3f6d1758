"""The profile of an answer: what is more frequent in it than in the whole index, and who writes on it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import log
from typing import Generic, TypeVar

from search.index import Snapshot, Tally, tally
from search.queries import LONGEST_Q, Query
from search.records import BY_NAME, Record
from search.text import fold_word, is_stop_word, stem, words_of
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.chips import as_text

DESCRIBED = ("programme", "population", "topic", "cross_cutting", "country", "content_type", "keyword")
WRITING = ("author", "organisation")
MOST_TAGS = 8  # of a facet
MOST_WORDS = 24
MOST_WRITERS, FEW_WRITERS = 15, 5  # of those with one record here the latter only
LEAST = 3  # records: of fewer, chance alone has any share
OFTENER = 1.5  # times
SURPRISE = 10.83  # of the log-likelihood ratio: once in a thousand by chance (Dunning 1993; Rayson and Garside 2000)
PROBED = 300  # records whose words are read, the first of the answer
SHORTEST = 4  # letters of a word that means something alone

T = TypeVar("T")


@dataclass(slots=True)
class Special:
    """A value that is more frequent here: in `count` records, `times` as often as in the whole index."""

    value: str
    label: str
    url: str
    count: int
    times: float


@dataclass(slots=True)
class Writer:
    """Somebody who writes on this: `count` of the `whole` records that the index has of them."""

    value: str
    url: str
    count: int
    whole: int
    whole_url: str


@dataclass(slots=True)
class Of(Generic[T]):
    """The values of one facet."""

    facet: str
    label: str
    values: list[T]


@dataclass(slots=True)
class Profile:
    """What profile.html prints. special: by facet; words: the word and the search with it; probed: records read."""

    asked: str
    query: Query
    results: str
    total: int
    records: int
    special: list[Of[Special]]
    words: list[tuple[str, str]]
    probed: int
    writers: list[Of[Writer]]


def profile(snapshot: Snapshot, query: Query, labels: Labels, links: Links) -> Profile:
    """Put it together. Raises QueryError."""
    query = query.plain()
    here, everywhere = tally(snapshot, query), tally(snapshot, Query())
    special = [(facet, _special(facet, query, (here, everywhere), labels, links)) for facet in DESCRIBED]
    probed = list(islice(snapshot.scan(query), PROBED)) if here.total < everywhere.total else []
    return Profile(
        asked=as_text(query, labels, links),
        query=query,
        results=links.search(query),
        total=here.total,
        records=everywhere.total,
        special=[Of(facet, labels.field(facet), found) for facet, found in special if found],
        words=[(word, _with_word(word, query, links)) for word in _words(snapshot, query, probed)],
        probed=len(probed),
        writers=[Of(one, labels.field(one), _writers(one, snapshot, query, here, links)) for one in WRITING],
    )


def surprise(count: int, total: int, whole: int, records: int) -> float:
    """How unlikely it is that chance alone has `count` of `total` records, of the `whole` among all `records`.

    The log-likelihood ratio of the two by two table of an answer and the rest of the index; 0 for what is no more
    frequent than there.
    """
    rest, others = max(whole - count, 0), records - total
    if others <= 0 or count * others <= rest * total:
        return 0.0
    rate = (count + rest) / (total + others)
    seen = ((count, total * rate), (rest, others * rate), (total - count, total * (1 - rate)),
            (others - rest, others * (1 - rate)))  # fmt: skip
    return 2 * sum(number * log(number / expected) for number, expected in seen if number > 0)


def _special(facet: str, query: Query, tallies: tuple[Tally, Tally], labels: Labels, links: Links) -> list[Special]:
    """The least likely first; what was asked for, or is wider than that, is no news."""
    here, everywhere = tallies
    chosen = query.selection(facet)
    told = chosen.any | chosen.all
    if BY_NAME[facet].kind == "concept":
        told |= set(labels.taxonomy.closure(facet, told))
    found = []
    for value, count in here.counts[facet].items():
        whole = everywhere.counts[facet].get(value, 0)
        if value in told or not whole or not _oftener(count, here.total, whole, everywhere.total):
            continue
        times = count / here.total / (whole / everywhere.total)
        found.append((-surprise(count, here.total, whole, everywhere.total), value, count, times))
    return [
        Special(value, labels.value(facet, value), links.search(query.with_(facet, value, "all")), count, times)
        for _, value, count, times in sorted(found)[:MOST_TAGS]
    ]


def _oftener(count: int, total: int, whole: int, records: int) -> bool:
    if count < LEAST or count * records < OFTENER * whole * total:
        return False
    return surprise(count, total, whole, records) >= SURPRISE


def _words(snapshot: Snapshot, query: Query, probed: list[Record]) -> list[str]:
    """Words of titles and abstracts, of forms of one word the most frequent, the least likely first."""
    known, records = snapshot.understanding.lexicon.words, snapshot.status.records
    asked = {stem(word, "en") for word in words_of(query.q)}
    counted: dict[str, Counter[str]] = {}
    for record in probed:
        for word in set(_of(record)):
            counted.setdefault(stem(word, "en"), Counter())[word] += 1
    found = []
    for key, forms in counted.items():
        word, count = min(forms.items(), key=lambda form: (-form[1], form[0]))
        whole = max(known.get(fold_word(word), 0), count)
        if key not in asked and _oftener(count, len(probed), whole, records):
            found.append((-surprise(count, len(probed), whole, records), word))
    return [word for _, word in sorted(found)[:MOST_WORDS]]


def _of(record: Record) -> Iterator[str]:
    for texts in (record.title, record.abstract):
        for text in texts.values():
            for word in words_of(text):
                if len(word) >= SHORTEST and word.isalpha() and not is_stop_word(word.lower()):
                    yield word.lower()


def _with_word(word: str, query: Query, links: Links) -> str:
    """The search with that word, too; the search itself where no more words go in."""
    asked = f"({query.q})" if " OR " in query.q else query.q
    longer = query.with_words(f"{asked} {word}".strip())
    return links.search(longer if len(longer.q) <= LONGEST_Q else query)


def _writers(facet: str, snapshot: Snapshot, query: Query, here: Tally, links: Links) -> list[Writer]:
    """Those with the most records here; of equals whoever writes on little else."""
    found = sorted(here.counts[facet].items(), key=lambda one: (-one[1], one[0]))[: 2 * MOST_WRITERS]
    bare = Query(lang=query.lang)
    wholes = snapshot.count([bare.with_(facet, value) for value, _ in found])
    ranked = sorted(zip(found, wholes, strict=True), key=lambda one: (-one[0][1], one[1], one[0][0]))
    often = sum(1 for (_, count), _ in ranked if count > 1)
    return [
        Writer(
            value,
            links.search(replace(query, sort="newest").with_(facet, value, "all")),
            count,
            max(whole, count),
            links.search(bare.with_(facet, value)),
        )
        for (value, count), whole in ranked[: min(MOST_WRITERS, max(FEW_WRITERS, often))]
    ]
