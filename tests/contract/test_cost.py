"""What one question may cost: limits on what multiplies, and an end to what takes too long; on each engine alike."""

import secrets
from collections.abc import Callable, Iterator

import pytest

from search.errors import QueryError, TooCostly
from search.index import Index, deadline
from search.queries import DEEPEST_HIT, Query

DOORS: dict[str, Callable[[Index, Query], object]] = {
    "search": lambda index, query: index.search(query),
    "count": lambda index, query: index.count([query]),
    "values of a closed facet": lambda index, query: index.snapshot().facet_values("topic", "a", query),
    "values of an open facet": lambda index, query: index.snapshot().facet_values("author", "a", query),
    "cross": lambda index, query: index.snapshot().cross(query, "programme", "country"),
}


@pytest.mark.parametrize("ask", DOORS.values(), ids=DOORS)
def test_a_question_that_takes_too_long_is_refused_in_a_sentence(
    filled: Index, ask: Callable[[Index, Query], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    new = Query(q=f"cash* OR {secrets.token_hex(8)}*")  # of what was asked before, the engine may know the answer
    ask(filled, Query(q="cash*"))
    monkeypatch.setattr(deadline, "SECONDS", 0)
    with pytest.raises(TooCostly, match="fewer or longer words"):
        ask(filled, new)
    assert list(filled.scan(Query(q="cash*")))  # a file may take its time
    monkeypatch.undo()
    ask(filled, new)  # what was broken off is forgotten


def test_a_page_has_the_time_of_one_question(filled: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    with deadline.limited():
        filled.search(Query())
        monkeypatch.setattr(deadline, "SECONDS", 0)
        with pytest.raises(TooCostly):
            filled.count([Query(q=secrets.token_hex(8))])
    monkeypatch.undo()
    with deadline.limited():
        deadline.worked(deadline.SECONDS + 1)
        with pytest.raises(TooCostly):
            filled.search(Query(q=secrets.token_hex(8)))
    filled.search(Query())


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("a*", "a"),
        ("ca*", "ca"),
        ("cas*", "cas…"),
        ("ба*", "ба…"),
        ("中*", "中…"),
        ("-ca* cash", "cash and not ca"),
        ("title:ca*", "ca in title"),
        (" ".join(f"cas{n}*" for n in range(10)), " and ".join([*(f"cas{n}…" for n in range(8)), "cas8", "cas9"])),
        (" OR ".join(f"(-cas{n}*)" for n in range(9)), " or ".join([*(f"not cas{n}…" for n in range(8)), "not cas8"])),
    ],
)
def test_beginnings_that_are_short_or_many_are_read_as_words(filled: Index, typed: str, read_as: str) -> None:
    said = filled.search(Query(q=typed, words="all")).read_as
    assert str(said) == read_as and not said.as_typed(typed)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    """One thing for each step that an engine takes."""
    taken: list[None] = []
    monkeypatch.setattr(deadline, "go_on", lambda: taken.append(None))
    yield taken


def test_a_hundred_values_take_no_more_steps_than_one(filled: Index, steps: list[None]) -> None:
    query, lengths = Query(size=1), []
    for number in range(100):
        query = query.with_("author", f"Nobody {number}", "not")
        if number in (1, 99):
            steps.clear()
            filled.search(query)
            lengths.append(len(steps))
    assert lengths[0] == lengths[1]


def test_the_same_words_are_read_once_for_all_questions(filled: Index, steps: list[None]) -> None:
    questions = [Query(q="cash zebra").with_years(year, None) for year in range(1990, 2020)]
    filled.count(questions)
    assert len(steps) <= len(questions) + 4  # its rungs, and which of its words no record has


def test_the_address_of_whatever_may_be_asked_is_short_enough_for_servers(filled: Index) -> None:
    wide = Query(q="\U0001f600" * 512)
    filled.search(wide)  # 6,144 bytes in an address, which is less than 7,900
    values = wide
    for number in range(20):
        values = values.with_("author", f"{'é' * 10} {number}")
    assert filled.search(values).total == 0
    with pytest.raises(QueryError, match="7,900"):
        filled.search(values.with_("author", "é" * 500))
    filled.search(values.with_page(DEEPEST_HIT // 10))  # the page makes no difference


def test_what_is_typed_to_find_a_value_is_as_short_as_words(filled: Index) -> None:
    filled.snapshot().facet_values("author", "x" * 512, Query())
    with pytest.raises(QueryError, match="512"):
        filled.snapshot().facet_values("author", "x" * 513, Query())
