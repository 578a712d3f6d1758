"""A short attack of a fixed seed, and that what it looks for would be found."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.attack import files
from tests.attack.answering import Answer, complaints
from tests.attack.asking import Ask, Asking, Known
from tests.attack.campaign import Campaign
from tests.attack.canaries import KEY
from tests.attack.counts import Law
from tests.attack.hostile import MARK, Chance
from tests.attack.openapi import fuzzed
from tests.attack.site import Target, target
from tests.conftest import lacking

SEED = 20260101
FINE = {
    "server": "gunicorn", "content-type": "text/html; charset=utf-8", "cache-control": "no-store",
    "referrer-policy": "same-origin", "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
}  # fmt: skip
KNOWN = Known(
    ["a:1"],
    {"country": ["KEN"], "programme": ["cash"], "population": ["x"], "topic": ["x"], "cross_cutting": ["x"]},
    ["cash"],
)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with target(0, "embedded", tmp_path_factory.mktemp("attacked")) as made:
        yield made


def test_strangers_are_answered(attacked: Target) -> None:
    outcome = Campaign(attacked, SEED, 400, 60).run()
    assert outcome.wrong == [] and outcome.asked > 350
    assert {200, 302, 404, 405, 422} <= set(outcome.statuses)  # what is asked is more than refused


def test_counts_are_totals(attacked: Target) -> None:
    law = Law(attacked, SEED)
    assert [said for number in range(12) for said in law.broken(number)] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_strangers_are_answered_for_longer(attacked: Target, seed: int) -> None:
    assert Campaign(attacked, seed, 3000, 600).run().wrong == []
    law = Law(attacked, seed)
    assert [said for number in range(100) for said in law.broken(number)] == []


@pytest.mark.slow
@pytest.mark.elasticsearch
def test_strangers_are_answered_by_the_other_engine(
    elasticsearch_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINDEX_ELASTICSEARCH_URL", elasticsearch_url)
    with target(0, "elasticsearch", tmp_path) as made:
        assert Campaign(made, SEED, 1500, 600).run().wrong == []


@pytest.mark.slow
def test_the_api_is_what_its_description_says(attacked: Target) -> None:
    try:
        import schemathesis  # noqa: F401
    except ImportError:
        lacking("schemathesis", "pip install -r requirements-dev.lock")
    assert fuzzed(attacked.site.url, SEED, 30, examples=30) == []


def test_a_seed_asks_the_same_again() -> None:
    once, again, other = ([Asking(KNOWN).ask(Chance(seed, n)).sent for n in range(50)] for seed in (1, 1, 2))
    assert once == again != other and len(set(once)) > 40


def test_a_request_is_a_line_of_a_shell() -> None:
    ask = Ask("GET", "/search?q=it's", [("X", "y'z")])
    assert ask.line("http://127.0.0.1:80").startswith("curl ") and """'"'"'""" in ask.line("")
    assert replace(ask, raw=b"\0A").line("http://127.0.0.1:80") == "printf '\\000\\101' | nc -q 1 127.0.0.1 80"


PAGE = Ask("GET", "/search?q=x")
SCRIPT = f"<script>{MARK}</script>".encode()
WRONG = {
    "500": (PAGE, {"status": 500}),
    "503 that states nothing": (PAGE, {"status": 503}),
    "slow": (PAGE, {"whole": 2.1, "first": 0.1}),
    "a script": (PAGE, {"body": SCRIPT}),
    "a handler": (PAGE, {"body": f"<p onclick={MARK}>".encode()}),
    "a link that runs": (PAGE, {"body": b"<a href='javascript:alert(1)'>x</a>"}),
    "a link to elsewhere": (PAGE, {"body": b"<a href='//evil.example'>x</a>"}),
    "a redirect to elsewhere": (PAGE, {"status": 302, "headers": {**FINE, "location": "//evil.example"}}),
    "a key": (PAGE, {"body": KEY.encode()}),
    "no policy": (PAGE, {"headers": {k: v for k, v in FINE.items() if not k.startswith("content-s")}}),
    "an error that is kept": (PAGE, {"status": 404, "headers": {**FINE, "cache-control": "public"}}),
    "a cookie": (PAGE, {"headers": {**FINE, "set-cookie": "x"}}),
    "a host that was believed": (PAGE, {"headers": {**FINE, "link": "<https://evil.example>"}}),
    "another kind": (Ask("GET", "/api/v1/search"), {}),
    "no JSON": (
        Ask("GET", "/api/v1/search"),
        {"headers": {**FINE, "content-type": "application/json"}, "body": b"{NaN"},
    ),
    "a formula": (Ask("GET", "/search.csv"), {"headers": {**FINE, "content-type": "text/csv"}, "body": b"id\n=1+1\n"}),
    "no feed": (
        Ask("GET", "/search.atom"),
        {"headers": {**FINE, "content-type": "application/atom+xml"}, "body": b"<a>"},
    ),
}


@pytest.mark.parametrize(("ask", "changed"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_noticed(ask: Ask, changed: dict[str, object]) -> None:
    fine = Answer(200, FINE, b"<p>x</p>", 0.1, 0.2)
    assert complaints(PAGE, fine) == []
    assert complaints(ask, replace(fine, **changed))  # type: ignore[arg-type]


@pytest.mark.slow
def test_what_is_wrong_with_files_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert files.broken(1, 0, tmp_path) == [] and list(tmp_path.iterdir()) == []
    monkeypatch.setattr(files, "DONE", (77,))
    assert len(files.broken(1, 0, tmp_path)) == files.TOGETHER and len(list(tmp_path.iterdir())) == 1
