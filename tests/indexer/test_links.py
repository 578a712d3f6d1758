"""A column of links as people fill it: identifiers, addresses without a scheme, several in a cell, what is none."""

from typing import Any

import pytest

from indexer.normalise import Normaliser
from indexer.normalise.normaliser import Outcome
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities


@pytest.fixture(scope="module")
def normalise(authorities: Authorities) -> Normaliser:
    return Normaliser(authorities, Sources.load())


def outcome_of(normalise: Normaliser, **columns: Any) -> Outcome:
    outcome = normalise(SourceRow({"title": "Pensions in practice", **columns}, "f.csv", 2))
    assert outcome.record is not None, outcome.refusal
    return outcome


@pytest.mark.parametrize(
    ("text", "url", "doi"),
    [
        ("doi:10.1000/182", "https://doi.org/10.1000/182", "10.1000/182"),
        ("DOI: 10.1000/182", "https://doi.org/10.1000/182", "10.1000/182"),
        ("10.1000/182", "https://doi.org/10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1000/182", "https://doi.org/10.1000/182", "10.1000/182"),
        ("hdl:10986/1234", "https://hdl.handle.net/10986/1234", None),
        ("https://example.org/a b.pdf", "https://example.org/a%20b.pdf", None),
        ("https://example.org/x?a=1&amp;b=2", "https://example.org/x?a=1&b=2", None),
        ("https://example.org/x?a=1&copy=2", "https://example.org/x?a=1&copy=2", None),
        ("<https://example.org/x>", "https://example.org/x", None),
        ("https://publisher.example/doi/pdf/10.1000/999", "https://publisher.example/doi/pdf/10.1000/999", None),
        ('<a href="https://example.org/x">Report</a>', "https://example.org/x", None),
        ('=HYPERLINK("https://example.org/x","Report")', "https://example.org/x", None),
    ],
)
def test_what_stands_for_a_link(normalise: Normaliser, text: str, url: str, doi: str | None) -> None:
    record = outcome_of(normalise, url=text).record
    assert record is not None and (record.url, record.doi) == (url, doi)


def test_an_isbn_among_links(normalise: Normaliser) -> None:
    outcome = outcome_of(normalise, url="ISBN 978-0-306-40615-7")
    assert outcome.record is not None and outcome.record.isbn == ("9780306406157",)
    assert outcome.record.url is None and not outcome.problems
    (wrong,) = outcome_of(normalise, url="ISBN 978-0-306-40615-8").problems
    assert "check digit" in str(wrong.message)


@pytest.mark.parametrize("text", ["example.org/file.pdf", "example.org", "pubs.example.org:8080/x?y=1"])
def test_an_address_without_a_scheme_is_read_and_told(normalise: Normaliser, text: str) -> None:
    outcome = outcome_of(normalise, url=text)
    assert outcome.record is not None and outcome.record.url == f"https://{text}"
    (told,) = outcome.problems
    assert told.kind == "guessed link" and f"https://{text}" in str(told.message)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mailto:a@example.org", "e-mail"), ("a.b@example.org", "e-mail"), ("ftp://example.org/x", "http or https"),
        ("javascript:alert(1)", "script"), ("data:text/html,x", "script"), ("C:\\docs\\x.pdf", "computer"),
        ("file:///srv/x.pdf", "computer"), ("\\\\server\\x.pdf", "computer"), ("/srv/x/report.pdf", "computer"),
        ("report.pdf", "no web address"), ("see the library", "no web address"), ("-", ""),
    ],
)  # fmt: skip
def test_what_is_no_link_is_told_in_a_sentence(normalise: Normaliser, text: str, said: str) -> None:
    outcome = outcome_of(normalise, url=text)
    assert outcome.record is not None and outcome.record.url is None
    assert [said in str(problem.message) for problem in outcome.problems] == ([True] if said else [])


@pytest.mark.parametrize("between", ["; ", " ", "\n", " | ", ", "])
def test_of_several_links_the_first_is_kept_and_the_others_are_told(normalise: Normaliser, between: str) -> None:
    outcome = outcome_of(normalise, url=f"https://example.org/1{between}https://example.org/2")
    assert outcome.record is not None and outcome.record.url == "https://example.org/1"
    assert [problem.kind for problem in outcome.problems] == ["several links"]


def test_a_title_that_is_a_link_gives_both(normalise: Normaliser) -> None:
    outcome = outcome_of(normalise, title='=HYPERLINK("http://example.org","Pensions for all")')
    assert outcome.record is not None
    assert outcome.record.title == {"en": "Pensions for all"} and outcome.record.url == "http://example.org"
    assert "markup" in {problem.kind for problem in outcome.problems}
