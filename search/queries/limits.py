"""Limits: which question no engine may be asked, and why."""

from urllib.parse import urlencode

from search.authorities import Vocabulary
from search.errors import QueryError
from search.queries.query import (
    DEEPEST_HIT,
    LONGEST_ADDRESS,
    LONGEST_Q,
    LONGEST_TOPIC,
    MOST_SIZE,
    MOST_VALUES,
    Query,
)
from search.records import BY_NAME, SORTS
from search.sentences import N_, Fault, Sentence
from search.text import unknown_name

ANOTHER_NAME = N_("“%(value)s” is not how the index writes a value of %(facet)s: use %(right)s.")
TOO_LONG = N_("The words are %(length)s characters long; the limit is %(limit)s.")
TOO_MANY = N_("At most %(limit)s facet values fit in one question.")
TOO_WIDE = N_("In an address, the words and values take %(length)s bytes; the limit is %(limit)s.")
WRONG_SIZE = N_("size is %(size)s; it goes from 1 to %(limit)s.")
WRONG_PAGE = N_("page is %(page)s; the first page is 1.")
TOO_DEEP = N_("Pages end at record %(limit)s; to have the whole answer, export it (/search.csv, /search.ris).")


def check(query: Query, vocabulary: Vocabulary) -> None:
    """Raises QueryError, naming every problem, for a question that no engine may be asked."""
    problems = [
        problem for facet, _, value in query.choices() if (problem := vocabulary.problem_with(facet, value)) is not None
    ]
    problems += [
        Sentence(ANOTHER_NAME, value=value, facet=facet, right=vocabulary.canonical(facet, value))
        for facet, _, value in query.choices()
        if facet in BY_NAME and vocabulary.canonical(facet, value) not in (None, value)
    ]
    problems += limits(query)
    if problems:
        raise QueryError(*problems)


def limits(query: Query) -> list[Sentence]:
    """A sentence for every limit that the question passes."""
    longest = LONGEST_TOPIC if query.any_word else LONGEST_Q
    width = 0 if query.any_word else _width(query)  # no address asks for any word
    size, page = str(query.size), str(query.page)
    rules: list[tuple[bool, Sentence]] = [
        (len(query.q) > longest, Fault("q", query.q, Sentence(TOO_LONG, length=len(query.q), limit=longest))),
        (width > LONGEST_ADDRESS, Sentence(TOO_WIDE, length=width, limit=LONGEST_ADDRESS)),
        (sum(1 for _ in query.choices()) > MOST_VALUES, Sentence(TOO_MANY, limit=MOST_VALUES)),
        (not 1 <= query.size <= MOST_SIZE, Fault("size", size, Sentence(WRONG_SIZE, size=size, limit=MOST_SIZE))),
        (query.page < 1, Fault("page", page, Sentence(WRONG_PAGE, page=page))),
        (query.page * max(query.size, 1) > DEEPEST_HIT, Fault("page", page, Sentence(TOO_DEEP, limit=DEEPEST_HIT))),
    ]
    sorts = list(SORTS)
    unsorted = [] if query.sort in sorts else [Fault("sort", query.sort, unknown_name("sort", query.sort, sorts))]
    return unsorted + [sentence for broken, sentence in rules if broken]


def check_beginning(text: str) -> None:
    """Raises QueryError for what nobody types to find a value."""
    if len(text) > LONGEST_Q:
        raise QueryError(Sentence(TOO_LONG, length=len(text), limit=LONGEST_Q))


def _width(query: Query) -> int:
    """How many bytes of an address the words and values take."""
    return len(urlencode(query.words_and_values(), errors="replace"))
