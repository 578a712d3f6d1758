"""Walks: a whole answer in steps, each from nothing but a text, is the answer that `scan` gives."""

import contextlib
import random
from dataclasses import replace

import pytest

from search.answers import Place
from search.errors import QueryError
from search.index import Index, cursor_of, place_of
from search.queries import Query
from search.records import SORTS

from .samples import question


@pytest.mark.parametrize(("seed", "size"), [(31, 1), (32, 3), (33, 7), (34, 50), (35, 100)])
def test_a_walk_has_the_whole_answer_in_the_order_of_scan(filled: Index, seed: int, size: int) -> None:
    """Each step from a text alone, as whoever walks sends it; in whatever order, and whatever the size of its steps."""
    snapshot, chance = filled.snapshot(), random.Random(seed)
    asked = [question(chance) for _ in range(4)]
    everything = [Query(sort=sort) for sort in (SORTS if size > 1 else ("added",))]
    for query in [replace(one, page=1, size=size) for one in [*asked, *everything, Query(q="pension")]]:
        cursor, walked, total = "*", [], None
        while cursor:
            step = snapshot.search(query, place_of(cursor, query, snapshot.status))
            assert step.total == (step.total if total is None else total) and len(step.hits) <= size
            walked += [hit.record.id for hit in step.hits]
            total = step.total
            cursor = cursor_of(step.after, query, snapshot.status) if step.after else ""
        assert walked == [record.id for record in snapshot.scan(query)], query
        assert len(set(walked)) == len(walked) == total


def test_a_cursor_is_of_one_question_and_one_state_of_the_index(filled: Index) -> None:
    snapshot, query = filled.snapshot(), Query(size=5)
    place = snapshot.search(query, Place()).after
    assert place is not None and place.seen == 5
    cursor = cursor_of(place, query, snapshot.status)
    assert place_of(cursor, replace(query, size=9, page=3), snapshot.status) == place
    for other in (replace(query, q="x"), query.with_("country", "KEN"), replace(query, sort="newest")):
        with pytest.raises(QueryError, match="another question"):
            place_of(cursor, other, snapshot.status)
    with pytest.raises(QueryError, match="has changed"):
        place_of(cursor, query, replace(snapshot.status, state="another"))
    for garbled in (
        "",
        "x",
        "**",
        cursor[:-1],
        cursor[1:],
        cursor.swapcase(),
        cursor + "AAAA",
        "ä",
        "=" * 9,
        "A" * 9999,
    ):
        with pytest.raises(QueryError, match="cannot be read"):
            place_of(garbled, query, snapshot.status)
    for forged in (Place(5, ("x", 1)), Place(5, (1,)), Place(5, ()), Place(10**18, (2.0**62, 1))):
        with contextlib.suppress(QueryError):
            snapshot.search(query, place_of(cursor_of(forged, query, snapshot.status), query, snapshot.status))
