"""A question that names what does not exist is refused with the nearest right name; no words are ever refused."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from search.errors import QueryError, RecordNotFound
from search.index import Index
from search.queries import Query, Selection


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Query(selections={"contry": Selection(any=frozenset(["KEN"]))}), "country"),
        (Query().with_("programme", "cash-transfer"), "cash"),
        (Query().with_("country", "Atlantis"), "ISO 3166"),
        (Query().with_("country", "kenya"), "KEN"),
        (Query().with_("programme", "old-pensions"), "pensions"),
        (Query().with_("organisation", "WORLD  bank"), "World Bank"),
        (Query().with_("language", "klingonese"), "ISO 639"),
        (Query(sort="newst"), "newest"),
        (Query(size=101), "100"),
        (Query(page=1001), "10,000"),
        (Query(page=0), "1"),
        (Query(q="x" * 513), "512"),
    ],
)
def test_refused_in_a_sentence_that_helps(filled: Index, query: Query, names: str) -> None:
    for ask in (filled.search, lambda q: filled.count([q]), filled.scan):
        with pytest.raises(QueryError, match=names):
            ask(query)


def test_an_unknown_record(filled: Index) -> None:
    with pytest.raises(RecordNotFound, match="world-bank:P1"):
        filled.get("world-bank:P1")


@pytest.mark.parametrize(
    "text",
    ["!!!", '"', "((((", ")", "*", "-", "title:", "AND", "OR OR", "a:b:c", "/x/", "\\", "x~2", "[1 TO 2]", "{", "^4",
     "_exists_:id", "\x00", "\ufeff", "İstanbul", "a" * 512, "(" * 512, "a OR (b (" * 50, "-" * 500, "* * *", "😀"],
)  # fmt: skip
def test_whatever_is_typed_is_read(filled: Index, text: str) -> None:
    assert str(filled.search(Query(q=text)).read_as)


ODD = ["a", '"b"', "(", ")", "-", "*", ":", "OR", "AND", "NOT", "title:", "é", "ة"]


@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120) | st.lists(st.sampled_from(ODD)).map(" ".join))
def test_any_text_is_read(filled: Index, text: str) -> None:
    results = filled.search(Query(q=text, size=1))
    assert results.total >= 0 and str(results.read_as)
