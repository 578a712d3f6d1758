"""Limits: which question no engine may be asked, and why."""

from search.authorities import Vocabulary
from search.errors import QueryError
from search.queries.query import DEEPEST_HIT, LONGEST_Q, LONGEST_TOPIC, MOST_SIZE, MOST_VALUES, Query
from search.records import BY_NAME, SORTS
from search.text import unknown_name


def check(query: Query, vocabulary: Vocabulary) -> None:
    """Raises QueryError, naming every problem, for a question that no engine may be asked."""
    problems = [
        problem for facet, _, value in query.choices() if (problem := vocabulary.problem_with(facet, value)) is not None
    ]
    problems += [
        f"“{value}” is not how the index writes a value of {facet}: use {vocabulary.canonical(facet, value)}."
        for facet, _, value in query.choices()
        if facet in BY_NAME and vocabulary.canonical(facet, value) not in (None, value)
    ]
    problems += limits(query)
    if problems:
        raise QueryError(*problems)


def limits(query: Query) -> list[str]:
    """A sentence for every limit that the question passes."""
    longest = LONGEST_TOPIC if query.any_word else LONGEST_Q
    rules = [
        (len(query.q) > longest, f"The words are {len(query.q)} characters long; the limit is {longest}."),
        (sum(1 for _ in query.choices()) > MOST_VALUES, f"At most {MOST_VALUES} facet values fit in one question."),
        (not 1 <= query.size <= MOST_SIZE, f"size is {query.size}; it goes from 1 to {MOST_SIZE}."),
        (query.page < 1, f"page is {query.page}; the first page is 1."),
        (
            query.page * max(query.size, 1) > DEEPEST_HIT,
            f"Pages end at record {DEEPEST_HIT:,}; to have the whole answer, export it (/search.csv, /search.ris).",
        ),
    ]
    unsorted = [] if query.sort in SORTS else [unknown_name("sort", query.sort, list(SORTS))]
    return unsorted + [sentence for broken, sentence in rules if broken]
