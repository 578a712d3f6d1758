"""The questions that the speed tables ask: none to three words, half with selections; always the same ones."""

import random

from benchmarks.corpus import Corpus
from search.query import Query

WORDS = (0, 1, 1, 2, 2, 3)  # typed in a question
CHOICES = ("programme", "population", "country", "content_type", "topic", "organisation")


def questions(corpus: Corpus, count: int, run: int = -1) -> list[Query]:
    """So many questions over a corpus; others for each run."""
    chance = random.Random(corpus.seed + 1000 * (run + 2))
    return [_question(chance, corpus, selections=number % 2 == 1) for number in range(count)]


def _question(chance: random.Random, corpus: Corpus, selections: bool) -> Query:
    language = chance.choice(["en", "en", "en", "es", "fr"])
    typed = corpus.words[language].some(chance, chance.choice(WORDS))
    if chance.random() < 0.1:
        typed.append(chance.choice(corpus.labels[language]))
    query = Query(q=" ".join(typed))
    for _ in range(chance.randint(1, 3) if selections else 0):
        name = chance.choice(CHOICES)
        query = query.with_(name, corpus.values[name].some(chance, 1)[0])
    if selections and chance.random() < 0.3:
        query = query.with_years(2010, None)
    return query
