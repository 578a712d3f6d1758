"""The questions that the speed tables ask: none to three words, half with selections; always the same ones.

Words and selections of a question are of one record, as those of people who know what they look for: it has an answer.
"""

import random
from functools import lru_cache

from benchmarks.corpus import Corpus
from search.queries import Query

KNOWN = 5_000  # rows of which questions are made; every corpus begins with them
WORDS = (0, 1, 1, 2, 2, 3)  # typed in a question
CHOICES = ("programme", "population", "country", "content_type", "topic", "organisation")


def questions(count: int, run: int = -1) -> list[Query]:
    """So many questions over a corpus; others for each run."""
    corpus = _corpus()
    chance = random.Random(1000 * (run + 2))
    return [_question(chance, corpus, _rows(), selections=number % 2 == 1) for number in range(count)]


@lru_cache(maxsize=1)
def _corpus() -> Corpus:
    return Corpus()


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, str]]:
    return list(_corpus().rows(KNOWN))


def _question(chance: random.Random, corpus: Corpus, rows: list[dict[str, str]], selections: bool) -> Query:
    row = chance.choice(rows)
    words = row["title"].split()
    typed = chance.sample(words, min(len(words), chance.choice(WORDS)))
    if typed and chance.random() < 0.1:
        typed = [chance.choice(corpus.labels[row["language"]])]
    query = Query(q=" ".join(typed))
    filled = [name for name in CHOICES if row[name]]
    for name in chance.sample(filled, min(len(filled), chance.randint(1, 3))) if selections else ():
        query = query.with_(name, chance.choice(row[name].split("; ")))
    if selections and chance.random() < 0.3:
        query = query.with_years(int(row["published"][:4]) - 5, None)
    return query
