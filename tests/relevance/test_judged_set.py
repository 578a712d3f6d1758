"""The judged set is whole, and its figures are what they are called."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.own_relevance import before, figures, judged_set, of_question

KINDS = Path(__file__).parent / "kinds.tsv"


def test_every_question_is_described_and_has_something_relevant() -> None:
    queries, judgements = judged_set()
    rows = [line.split("\t") for line in KINDS.read_text(encoding="utf-8").splitlines()[1:]]
    assert [row[0] for row in rows] == list(queries) == list(judgements)
    assert len(queries) >= 60
    assert all(set(judged.values()) <= {0, 1, 2} for judged in judgements.values())
    assert all(max(judged.values()) > 0 for judged in judgements.values())
    assert {language for _, language, *_ in rows} == {"en", "fr", "es", "pt", "ar"}
    kinds = Counter(row[2] for row in rows)
    assert kinds["place"] >= 10 and kinds["natural"] == 10 and 5 <= kinds["typo"] <= 10


def test_what_was_found_before_is_of_these_questions() -> None:
    queries, judgements = judged_set()
    rankings = before()
    assert set(rankings) <= set(queries)
    assert all(len(ranking) <= 20 and len(set(ranking)) == len(ranking) for ranking in rankings.values())
    means = figures(rankings, judgements)
    assert means["unjudged@5"] == 0
    assert means["P@5"] == pytest.approx(0.301, abs=0.001)


def test_an_empty_place_is_a_miss_and_what_is_not_judged_is_named() -> None:
    judged = {"a": 2, "b": 1, "c": 0, "d": 1, "e": 2}
    found = of_question(["a", "c", "x", "b"], judged)
    assert (found["P@5"], found["zero-rate"], found["recall@20"], found["unjudged@5"]) == (0.4, 0, 0.5, 0.2)
    nothing = of_question([], judged)
    assert nothing == {"P@5": 0, "nDCG@10": 0, "zero-rate": 1, "recall@20": 0, "unjudged@5": 0}
