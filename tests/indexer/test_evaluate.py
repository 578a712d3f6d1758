"""`spindex evaluate`: figures that can be worked out by hand, trec_eval's own, and a sentence for each wrong file."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.evaluation import MEASURES
from tests.conftest import lacking

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
ROWS = "id,title,source\n1,Cash for all,a\n2,Cash for some,a\n3,Pensions,a\n3,Old pensions,b\n4,School meals,b\n"
QUERIES = "q1\tcash all\nq2\tpensions\nq3\tvouchers\n"
TREC_EVAL = "pytrec_eval-terrier==0.5.11"  # with numpy and scipy; fetched by the test that needs it


def asked(spindex: Command, write: Write, judgements: str | bytes, *more: str, queries: str | bytes = QUERIES):  # type: ignore[no-untyped-def]
    files = ["--queries", str(write("q.tsv", queries)), "--judgements", str(write("j.txt", judgements))]
    return spindex("evaluate", *files, *more)


def test_figures_by_hand(spindex: Command, write: Write) -> None:
    spindex("build", write("rows.csv", ROWS))
    judged = "q1 0 a:1 1\nq1 0 a:2 1\nq2 0 b:3 2\nq2 0 nowhere:9 1\n"
    report = json.loads(asked(spindex, write, judged, "--json").output)
    assert (report["queries"], report["judged"], report["missing"]) == (3, 2, ["nowhere:9"])
    assert {one["qid"]: (one["found"], one["relevant"]) for one in report["worst"]} == {"q1": (2, 2), "q2": (1, 2)}
    first, second = (one["figures"] for one in sorted(report["worst"], key=lambda one: one["qid"]))
    assert first["MAP"] == 1.0  # a:2 has no "all", and comes below the one that has
    assert first["P@30"] == pytest.approx(2 / 30) and first["recall@100"] == 1.0
    assert second["MAP"] in (0.5, 0.25)  # found first or second, and the other is not in the index
    any_word = json.loads(asked(spindex, write, judged, "--json", "--any-word").output)
    assert {one["qid"]: one["figures"]["MAP"] for one in any_word["worst"]}["q1"] == 1.0


def test_for_people(spindex: Command, write: Write) -> None:
    spindex("build", write("rows.csv", ROWS))
    lines = asked(spindex, write, "q1 0 1 1\nq2\t0\tb:3\t1\n").output.splitlines()
    assert lines[0].startswith("nDCG@10 ") and "MAP " in lines[0]
    assert lines[1] == "3 queries, 1 of them without a record that is judged relevant: they are left out."
    assert lines[2] == "The worst queries:" and "pensions" in lines[3]


def test_more_than_a_visitor_may_type_is_cut_and_told(spindex: Command, write: Write) -> None:
    spindex("build", write("rows.csv", ROWS))
    long = "q1\t" + "cash " * 200 + "\n"
    done = asked(spindex, write, "q1 0 a:1 1\n", queries=long)
    assert "1 queries are longer than a visitor may type, and were cut: q1" in done.output
    assert "cut" not in asked(spindex, write, "q1 0 a:1 1\n", "--any-word", queries=long).output
    longest = asked(spindex, write, "q1 0 a:1 1\n", "--any-word", queries="q1\t" + "cash " * 900 + "\n")
    assert longest.code == 2 and "The query q1 cannot be asked. The words are" in longest.output


@pytest.mark.parametrize(
    ("queries", "judgements", "sentence"),
    [
        ("q1 cash\n", "q1 0 a:1 1\n", "q.tsv:1 is no query: write its id, a tab and its words."),
        ("q1\t \n", "q1 0 a:1 1\n", "q.tsv:1 is no query: write its id, a tab and its words."),
        ("q1\ta\n\nq1\tb\n", "q1 0 a:1 1\n", "q.tsv:3 has the query id q1 again"),
        ("\n", "q1 0 a:1 1\n", "q.tsv is empty"),
        (QUERIES, " \n", "j.txt is empty"),
        (QUERIES, "q1 0 a:1 1\nq9 0 a:1 1\n", "j.txt:2 judges the query q9, which is not asked"),
        (QUERIES, "q1 0 a:1 high\n", "j.txt:1 has the relevance “high”: write a whole number"),
        (QUERIES, "q1 0 a:1 0.5\n", "j.txt:1 has the relevance “0.5”"),
        (QUERIES, "q1 a:1 1\n", "j.txt:1 is no judgement: write four columns"),
        (QUERIES, "q1 0 a:1 1\nq1\t0\ta:1\t0\n", "j.txt:2 judges a:1 for the query q1 again"),
        (QUERIES, "q1 0 3 1\n", "3 is judged, and it may be a:3 or b:3: write which one."),
        (QUERIES, "q1 0 a:1 0\n", "No query has a record that is judged relevant"),
        (QUERIES, b"\xff\xfe\x00", "j.txt is no text in any encoding we know"),
    ],
)
def test_wrong_files_are_one_sentence(  # type: ignore[no-untyped-def]
    spindex: Command, write: Write, queries: str, judgements: str, sentence: str
):
    spindex("build", write("rows.csv", ROWS))
    done = asked(spindex, write, judgements, queries=queries)
    assert done.code == 2 and sentence in done.output and "\n" not in done.output.strip()


def test_files_that_are_not_there(spindex: Command, write: Write, tmp_path: Path) -> None:
    spindex("build", write("rows.csv", ROWS))
    done = spindex("evaluate", "--queries", tmp_path / "none.tsv", "--judgements", tmp_path / "none.txt")
    assert done.code == 2 and "none.tsv cannot be read (No such file or directory)" in done.output


BY_TREC_EVAL = """
import json, sys
sys.path.insert(0, sys.argv[1])
import pytrec_eval
judged, runs = json.load(sys.stdin)
evaluator = pytrec_eval.RelevanceEvaluator(judged, {"ndcg_cut.10", "map_cut.1000", "P.30", "recall.100"})
names = ("ndcg_cut_10", "map_cut_1000", "P_30", "recall_100")
print(json.dumps({q: [figures[name] for name in names] for q, figures in evaluator.evaluate(runs).items()}))
"""


@pytest.mark.slow
def test_the_measures_are_those_of_trec_eval(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "install", "-q", "--only-binary=:all:", "--target", str(tmp_path), TREC_EVAL]
    if subprocess.run(pip, capture_output=True, check=False).returncode:
        lacking(TREC_EVAL, "it is fetched from the package index when this test is run")
    chance = random.Random(3)
    names = [f"d{n}" for n in range(1500)]
    judged = {
        f"q{n}": {name: chance.choice([-1, 0, 0, 1, 1, 2, 3]) for name in chance.sample(names, 1 + n * 5)}
        for n in range(60)
    }
    rankings = {qid: chance.sample(names, chance.choice([1, 5, 40, 400, 1500])) for qid in judged}
    runs = {qid: {name: float(-place) for place, name in enumerate(ranking)} for qid, ranking in rankings.items()}
    program = [sys.executable, "-c", BY_TREC_EVAL, str(tmp_path)]
    done = subprocess.run(program, input=json.dumps([judged, runs]), capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    for qid, ranking in rankings.items():
        ours = [measure(ranking, judged[qid]) for measure in MEASURES.values()]
        assert ours == pytest.approx(theirs[qid], abs=1e-6), qid
