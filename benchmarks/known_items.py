"""Known items: what people remember of a record (words of its title, its author and year, a number), made by rule."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from search.index import Snapshot
from search.queries import Query
from search.records import Record
from search.text import WORD, fold, fold_word, is_stop_word

SEED = 20
RECORDS = 200
SPANISH = 50  # more of those, few of which are among the first
LOOKED_AT = 100  # places; a record further down counts as not found


@dataclass(frozen=True)
class Item:
    """What was typed, by which rule, and the title that was meant: projects that share a title are equally right."""

    kind: str
    typed: str
    title: str


def items(records: list[Record]) -> list[Item]:
    """Of 200 records, the same ones every time: for each, what the rules can make of it."""
    chance = random.Random(SEED)
    chosen = chance.sample(sorted(records, key=lambda record: record.id), min(RECORDS, len(records)))
    spanish = [record for record in records if "es" in record.title and record not in chosen]
    chosen += chance.sample(spanish, min(SPANISH, len(spanish)))
    return [
        Item(kind, typed, fold(title_of(record))) for record in chosen for kind, typed in remembered(record, chance)
    ]


def remembered(record: Record, chance: random.Random) -> Iterator[tuple[str, str]]:
    """(rule, what is typed)."""
    title = title_of(record)
    words = [word for word in WORD.findall(title) if not is_stop_word(word)]
    kept = sorted(chance.sample(range(len(words)), min(len(words), chance.choice([2, 3]))))
    yield "some words of the title", " ".join(words[place] for place in kept).lower()
    yield "whole title, no accents", " ".join(fold_word(word) for word in WORD.findall(title))
    if record.author and record.year and kept:
        family = record.author[0].partition(",")[0]
        yield "author and year", f"{family} {record.year}"
        yield "author and a word", f"{family} {words[kept[-1]]}".lower()
    local = record.id.partition(":")[2]
    if any(character.isdigit() for character in local):
        yield "local number", local
    if record.doi:
        yield "DOI", record.doi
    if "es" in record.title:
        yield "name in Spanish", record.title["es"]


def title_of(record: Record) -> str:
    """The first title."""
    return next(iter(record.title.values()))


def place(snapshot: Snapshot, item: Item) -> int | None:
    """The place of the record among the hits, from 1."""
    hits = snapshot.search(Query(item.typed, size=LOOKED_AT)).hits
    return next((place for place, hit in enumerate(hits, 1) if fold(title_of(hit.record)) == item.title), None)
