"""The page of a plan: what would change in which record, in words, and every problem with all its places."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
RECORD = {"title": "One < two", "country": "Kenya", "programme": "cash-transfers", "url": "nowhere", "year": "2014"}


def lines(**ids: dict[str, str]) -> str:
    """Rows as JSON Lines: by id, what is other than in RECORD."""
    rows: list[dict[str, Any]] = [{"id": identifier, **RECORD, **other} for identifier, other in ids.items()]
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_it_says_what_changes_in_words(spindex: Command, write: Write, tmp_path: Path) -> None:
    old = write("list.jsonl", lines(a={}, b={"title": "Two"}, c={"title": "Three"}))
    assert spindex("build", old, "--force").code == 0
    new = {"a": {"country": "Uganda"}, "b": {"title": "Two", "year": "2014/15"}, "d": {"title": "Four"}}
    page = tmp_path / "plan.html"
    plan = spindex("plan", write("list.jsonl", lines(**new)), "--html", page)
    assert plan.code == 0 and "added 1, changed 2 (country 1, " in plan.output
    assert "row alone 1)" in plan.output and "Country: Uganda  0 -> 1 (+1)" in plan.output
    assert "Programme category: Cash transfers  3 -> 4 (+1)" in plan.output
    shown = LexborHTMLParser(page.read_text("utf-8"))
    texts = [" ".join(one.text(separator=" ").split()) for one in shown.css("tr, summary, h3, p")]
    assert "Country Kenya Uganda" in texts and "Its row reads otherwise; every value stays." in texts
    assert "One < two list:a" in texts and "Four list:d" in texts
    assert any(text.startswith("“nowhere” is no web address") and text.endswith("(3 times)") for text in texts)
    assert "list.jsonl:1, list.jsonl:2, list.jsonl:3" in texts


def test_it_is_whole_and_safe(spindex: Command, write: Write, tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    assert spindex("build", write("old.csv", "id,title\n1,Old\n")).code == 0
    new = write("<new> & old.csv", "id,title\n30,Paper\n")
    assert spindex("plan", new, "--source", "local", "--html", page).code == 0
    html = page.read_text(encoding="utf-8")
    assert "&lt;new&gt; &amp; old.csv" in html and "<code>local:30</code>" in html and "http" not in html
    assert html.rstrip().endswith("</html>")
