"""BibTeX as people and programs write it: nothing is lost, and a broken entry costs itself alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers import content_of
from indexer.rows import Problem, Refusal, Row, SourceRow

from .conftest import Command

Write = Callable[[str, str | bytes], Path]


def rows(text: str) -> list[Row]:
    return list(content_of("list.bib", text.encode()))  # type: ignore[arg-type]


def columns(text: str) -> dict[str, Any]:
    (row,) = rows(text)
    assert isinstance(row, SourceRow), row
    return dict(row.columns)


@pytest.mark.parametrize(
    ("field", "column", "value"),
    [
        (r"title = {{HSNP}: {\'E}tude \& {\"O}sterreich}", "title", "HSNP: Étude & Österreich"),
        (r"title = {A 50% rise, $500 to $700 & more}", "title", "A 50% rise, $500 to $700 & more"),
        (r"title = {A, subtitle = {b}", "title", "A: b"),
        ('title = "A" # { and } # "B"', "title", "A and B"),
        ("author = {Ludwig van Beethoven and Smith, Jr., Bob}", "author", ["van Beethoven, Ludwig", "Smith Jr., Bob"]),
        ("author = {{World Bank} and {World Health Organization}}", "organisation",
         ["World Bank", "World Health Organization"]),
        ("author = {Ouma, M. and others}", "author", ["Ouma, M."]),
        ("year = 2015, month = mar", "published", "March 2015"),
        ("year = {2015}, month = {3}", "published", "2015-03"),
        ("year = {2014/15}", "year", "2014/15"),
        ("date = {2015-03-04}", "published", "2015-03-04"),
        (r"url = {https://example.org/a\_b%20c~d}", "url", "https://example.org/a_b%20c~d"),
        (r"howpublished = {\url{https://example.org/a}}", "url", "https://example.org/a"),
        ("url = {http://a.org}, url = {http://b.org}", "url", ["http://a.org", "http://b.org"]),
        ("pages = {17--42}", "pages", "17-42"),
        ("journal = jde", "container", "Journal of Development"),
        ("number = 3", "issue", "3"),
        ("file = {:C\\:/a.pdf:PDF}", "file", ":C\\:/a.pdf:PDF"),
    ],
)  # fmt: skip
def test_a_field_is_read_as_it_was_meant(field: str, column: str, value: Any) -> None:
    text = field.replace("{A, sub", "{A}, sub")
    assert columns(f"@string{{jde = {{Journal of {{D}}evelopment}}}}\n@article{{k, {text}}}\n")[column] == value


GOOD = "@book{good%d,\n  title = {Good %d}\n}\n"


@pytest.mark.parametrize(
    "broken",
    [
        "@book{b, title = {No end, year = 2014\n",
        '@book{b, title = "No end, year = 2014}\n',
        "@book{b, title {No sign}}\n",
        "@book{b, title = {One} year = 2014}\n",
        "@book{b\n",
        "book{b,\n title = {No sign}\n}\n",
    ],
)
def test_a_broken_entry_costs_itself_and_is_told_with_its_line(broken: str) -> None:
    first, refused, last = rows(GOOD % (1, 1) + broken + GOOD % (2, 2))
    assert isinstance(refused, Refusal) and refused.row == 4 and refused.columns
    assert [row.columns["title"] for row in (first, last) if isinstance(row, SourceRow)] == ["Good 1", "Good 2"]


@pytest.mark.parametrize("junk", ["% Encoding: UTF-8", "Write to a@example.org.", "@comment{jabref-meta: x;}",
                                  r'@preamble{"\newcommand{\x}{y}"}'])  # fmt: skip
def test_what_stands_between_entries_is_no_record(junk: str) -> None:
    found = rows(f"{junk}\n{GOOD % (1, 1)}{junk}\n{GOOD % (2, 2)}{junk}\n")
    assert [row.columns["id"] for row in found if isinstance(row, SourceRow)] == ["good1", "good2"] and len(found) == 2


@pytest.mark.parametrize("key", ["", ",", "key with blanks,", "clé:2015/a+b,", "2015,"])
def test_any_key_or_none_will_do(key: str) -> None:
    assert columns(f"@book{{{key} title = {{A}}, year = 2000}}")["title"] == "A"
    assert columns(f"@book({key} title = {{A (b)}})")["title"] == "A (b)"


def test_a_part_has_from_its_whole_what_it_does_not_say_itself() -> None:
    part = "@inproceedings{p, title={Part}, crossref={Whole}}\n"
    whole = "@proceedings{whole, title={The whole}, year=2010}\n"
    for text in (part + whole, whole + part):
        (child,) = (row for row in rows(text) if isinstance(row, SourceRow) and row.columns["id"] == "p")
        assert (child.columns["title"], child.columns["container"], child.columns["year"]) == (
            "Part",
            "The whole",
            "2010",
        )
    said, found = rows(part)
    assert isinstance(said, Problem) and "Whole" in str(said.message) and isinstance(found, SourceRow)


def test_a_name_that_no_string_explains_is_told_and_kept() -> None:
    said, row = rows("@article{k, title={A}, journal=jde}")
    assert isinstance(said, Problem) and said.value == "jde"
    assert isinstance(row, SourceRow) and row.columns["container"] == "jde"


def test_a_file_without_an_entry_says_so(spindex: Command, write: Write) -> None:
    done = spindex("check", write("list.bib", "nothing here\n"), "--json")
    assert done.code == 1 and "holds no BibTeX entry" in done.report["problems"][0]["message"]


@given(st.lists(st.sampled_from(["{", "}", '"', "@", "\\", "$", "%", "#", ",", "=", "a", "é", "\n", " ", "@book{x,"])))
def test_nothing_that_stands_in_an_entry_touches_the_next(parts: list[str]) -> None:
    found = rows("@book{odd, title = {" + "".join(parts) + "}}\n" + GOOD % (1, 1))
    assert isinstance(found[-1], SourceRow) and found[-1].columns == {
        "id": "good1", "title": "Good 1", "document_type": "Book"
    }  # fmt: skip
    assert len(found) > 1
