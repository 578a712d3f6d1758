"""The first values of a facet are the same whether all are sorted or only as many as are shown."""

from hypothesis import given
from hypothesis import strategies as st

from search.answers import first_by_count
from search.answers.counts import by_count


@given(st.dictionaries(st.text("abcé", max_size=4), st.integers(1, 5)), st.integers(1, 60))
def test_the_first_are_those_of_the_whole_order(found: dict[str, int], limit: int) -> None:
    assert first_by_count(found, limit) == by_count(found)[:limit]
