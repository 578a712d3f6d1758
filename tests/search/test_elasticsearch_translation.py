"""Plans become bodies that Elasticsearch understands, and its answers become ours; no server is needed."""

from typing import Any

import pytest

from search.engines.elasticsearch.answer import bodies, read_answer
from search.engines.elasticsearch.query import Translator
from search.index import Condition, Counting, FacetFilter, Page, Plan, Schema, plan
from search.paths import data_file
from search.queries import (
    All,
    Any_,
    Best,
    Identifier,
    Not,
    Phrase,
    Prefix,
    Query,
    Reached,
    ReadAs,
    ReadWords,
    Rung,
    Tagged,
    Word,
)
from search.queries.words import parse
from search.records import FACETS, FIELDS, KINDS, NO_VALUE, SEPARATOR, TOGETHER, Record

NO_WORDS = ReadWords((), (), ReadAs("everything"))
DEEPEST = 30  # indices.query.bool.max_nested_depth


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(Schema.load(data_file("mappings")))


def test_everything_is_match_all(translator: Translator) -> None:
    assert translator.query(Condition()) == {"match_all": {}}


def test_filters_are_beside_the_words_and_never_scored(translator: Translator) -> None:
    chosen = (
        FacetFilter("country", any=("KEN", NO_VALUE)),
        FacetFilter("topic", all=("a", "b"), not_=("c",)),
        FacetFilter("year", years=(1999, None)),
    )
    condition = Condition(Identifier("10.1/x"), chosen)
    assert translator.query(condition) == {
        "bool": {
            "must": [{"constant_score": {"filter": {"term": {"identifier": "10.1/x"}}, "boost": 100.0}}],
            "filter": [
                {"terms": {"facet.country": ["KEN", NO_VALUE]}},
                {"term": {"facet.topic": "a"}},
                {"term": {"facet.topic": "b"}},
                {"bool": {"filter": [{"range": {"years.last": {"gte": 1999}}}]}},
            ],
            "must_not": [{"terms": {"facet.topic": ["c"]}}],
        }
    }


def test_a_bonus_raises_hits_and_requires_nothing(translator: Translator) -> None:
    for tree in (Word("cash"), None):
        query = translator.query(Condition(tree), bonus=Phrase(("cash", "transfers"), "title"))["bool"]
        assert query["minimum_should_match"] == 0 and len(query["should"]) == 1


def looked_at(body: Any) -> set[str]:
    """Every text field that a query names, without boosts."""
    if isinstance(body, dict):
        named = {field.partition("^")[0] for field in body.get("fields", ())} if "query" in body else set()
        return named.union({key for key in body if key.startswith("text.")}, *map(looked_at, body.values()))
    return set().union(*map(looked_at, body)) if isinstance(body, list) else set()


@pytest.mark.parametrize(
    ("leaf", "streams"),
    [
        (Word("cash", "title"), {"und", "en", "fr", "es", "pt", "ar"}),
        (Phrase(("cash", "transfers"), "title"), {"und", "en", "fr", "es", "pt", "ar"}),
        (Phrase(("transferts", "monétaires"), "title", "fr"), {"und", "fr"}),
        (Phrase(("fedha", "taslimu"), "title", "sw"), {"und"}),
        (Prefix("transf", "title"), {"und"}),
    ],
)
def test_which_streams_are_looked_into(translator: Translator, leaf: Word | Phrase | Prefix, streams: set[str]) -> None:
    assert looked_at(translator.node(leaf)) == {f"text.title.{stream}" for stream in streams}


def test_without_a_field_every_text_is_looked_into(translator: Translator) -> None:
    found = looked_at(translator.node(Word("cash")))
    assert {"text.title.ar", "text.abstract.fr", "text.country.und", "text.year.und"} <= found
    assert len(found) == sum(len(translator.fields.streams(name)) for name, field in FIELDS.items() if field.boost)


def test_typed_words_are_spelt_as_records_are(translator: Translator) -> None:
    assert translator.node(Word("حِمايةİ", "title"))["multi_match"]["query"] == "حمايهI"
    assert translator.node(Word("حِمايةİ", "keyword"))["match_phrase"]["text.keyword.und"]["query"] == "حمايهI"


def test_words_that_are_all_refused_leave_the_rest(translator: Translator) -> None:
    query = translator.node(Not(Tagged("topic", ("a",))))["bool"]
    assert query["must"] == [{"match_all": {"boost": 0}}] and len(query["must_not"]) == 1


def test_alternatives_need_one_and_a_rung_needs_its_number(translator: Translator) -> None:
    words = (Word("a"), Word("b"), Word("c"))
    assert translator.node(Any_(words))["bool"]["minimum_should_match"] == 1
    assert len(translator.node(All(words))["bool"]["must"]) == 3
    rung = translator.node(Rung((Word("k"),), words, 2, (Word("e"),)))["bool"]
    assert len(rung["must"]) == 2 and len(rung["should"]) == 1 and rung["minimum_should_match"] == 0
    assert rung["must"][1]["bool"]["minimum_should_match"] == 2
    tiers = [clause["bool"]["must"][1]["match_all"]["boost"] for clause in rung["must"][1]["bool"]["should"]]
    assert tiers == [512.0 * 5] * 3


def test_the_best_of_what_was_typed_and_added_counts(translator: Translator) -> None:
    named = translator.node(Best(Word("a"), (Tagged("topic", ("a", "b")),)))["dis_max"]
    assert 0 < named["tie_breaker"] < 1 and len(named["queries"]) == 2


def depth(body: Any) -> int:
    if isinstance(body, dict):
        return max(map(depth, body.values()), default=0) + ("bool" in body or "constant_score" in body)
    return max(map(depth, body), default=0) if isinstance(body, list) else 0


@pytest.mark.parametrize(
    "text", ["(" * 200 + "a b OR c", "(a OR -(b " * 30, "((((((((a OR b) c OR d) e) OR f) g) OR h) i"]
)
def test_no_question_is_nested_deeper_than_elasticsearch_takes(translator: Translator, text: str) -> None:
    assert depth(translator.query(Condition(parse(text)), parse(text))) < DEEPEST / 2


def test_a_question_is_one_search_for_hits_and_one_a_counting(translator: Translator) -> None:
    query = Query(size=5).with_("country", "KEN").with_("keyword", "none", "not").with_page(3)
    first, together, country, *kinds = bodies(plan(query, NO_WORDS, Reached(None, None)), translator)
    assert (first["from"], first["size"], first["sort"]) == (10, 5, [{"sort.tie": "asc"}])
    assert {"terms": {"facet.country": ["KEN"]}} in together["query"]["bool"]["filter"]
    assert set(together["aggs"]) == {TOGETHER, *(facet.name for facet in FACETS if not facet.closed)}
    assert set(country["aggs"]) == {"country"} and "filter" not in country["query"]["bool"]
    assert [search["size"] for search in kinds] == [0] * len(KINDS)  # the total with each kind as the only one


def test_wanted_values_of_an_open_vocabulary_are_asked_for_by_name(translator: Translator) -> None:
    query = Query().with_("keyword", "rare", "not").with_("author", "Ada")
    _, together, author = bodies(plan(query, NO_WORDS, Reached(None, None)), translator)
    assert together["aggs"]["keyword.wanted"]["terms"]["include"] == ["rare"]  # none is counted together
    assert author["aggs"]["author.wanted"]["terms"]["include"] == ["Ada", NO_VALUE]


def found(total: int, **counts: dict[str, int]) -> dict[str, Any]:
    aggregations = {
        name: {"buckets": [{"key": key, "doc_count": count} for key, count in values.items()]}
        for name, values in counts.items()
    }
    return {"hits": {"total": {"value": total}, "hits": []}, "aggregations": aggregations}


def test_answers_are_put_together() -> None:
    record = Record(id="local:é", title={"fr": "Épargne"}, source="local")
    hits = {"hits": {"hits": [{"_source": {"record": record.to_json()}}]}}
    counted = {f"author{SEPARATOR}{NO_VALUE}": 3, f"status{SEPARATOR}active": 4, f"year{SEPARATOR}2015": 5}
    first = found(7, **{"author": {"Ada": 2}, TOGETHER: counted, "author.wanted": {"Ada": 2, "Zoe": 1}})
    counting = (Counting(Condition(), ("author", "status")), Counting(Condition(), ("year",)))
    second = found(9, year={"2015": 7, NO_VALUE: 2})
    answer = read_answer([hits, first, second], Plan(Condition(), counting, Page(0, 10)))
    assert answer.total == 7
    assert answer.records == (record,)
    assert answer.counts == (
        {"author": {"Ada": 2, "Zoe": 1, NO_VALUE: 3}, "status": {"active": 4}},
        {"year": {"2015": 7, NO_VALUE: 2}},
    )
    assert read_answer([first, second], Plan(Condition(), counting)).records == ()
