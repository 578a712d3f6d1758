"""Golden queries: a build that does not answer them as expected leaves the live index as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.readers import GoldenQueries, opened

from .conftest import SAMPLE, Command

Write = Callable[[str, str | bytes], Path]
ROWS = "id,title,country\n1,Cash for all,Kenya\n2,Pensions,PE\n3,Pensions for all,PE\n"


def test_a_version_that_answers_as_expected_is_shown(spindex: Command, write: Write) -> None:
    rows = write("rows.csv", ROWS)
    golden = write(
        "golden-queries.yaml",
        "- {search: q=cash, first: 'rows:1', most: 1}\n"
        "- {search: country=PER&q=pensions, among: ['rows:2', 'rows:3'], least: 2}\n",
    )
    assert spindex("build", rows, golden, "--json").code == 0
    with spindex.index() as index:
        assert index.status().records == 3


@pytest.mark.parametrize(
    ("expectation", "says"),
    [
        ("search: q=cash, first: 'rows:2'", "gives rows:1 first, and rows:2 is expected"),
        ("search: q=nothing-like-it, first: 'rows:2'", "gives nothing first"),
        ("search: q=cash, least: 2", "finds 1 records, and at least 2"),
        ("search: q=pensions, most: 1", "finds 2 records, and at most 1"),
        ("search: q=pensions, among: ['rows:1', 'rows:2']", "does not have rows:1 on its first page"),
        ("search: contry=PER, least: 1", "cannot be asked"),
    ],
)
def test_one_that_does_not_is_not_shown(spindex: Command, write: Write, expectation: str, says: str) -> None:
    rows = write("rows.csv", ROWS)
    assert spindex("build", rows).code == 0
    more = write("rows_v2.csv", ROWS.replace("Cash", "Much cash"))
    refused = spindex("build", more, write("golden-queries.yaml", f"\n- {{{expectation}}}\n"))
    assert refused.code == 2 and says in refused.output
    assert "golden-queries.yaml, line 2: " in refused.output and "The index was not changed" in refused.output
    with spindex.index() as index:
        assert list(index.get("rows:1").title.values()) == ["Cash for all"] and len(index.versions()) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("search: q=a", "line 1: the file must be a list"),
        ("- q=a", "must be a mapping"),
        ("- search: q=a", "line 1: the file has nothing that is expected of its search"),
        ("- {search: q=a, leest: 3}", "leest"),
        ("- {search: q=a, least: many}", "line 1: least must be a whole number, not many"),
        ("- {search: q=a, among: [1]}", "line 1: among must be text: put 1 in quotation marks"),
        ("- {search: q=a, least: 1, least: 2}", "stands twice"),
        ("- [", "golden-queries.yaml, line"),
        ("", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(
    spindex: Command, write: Write, text: str, says: str
) -> None:
    refused = spindex("build", write("rows.csv", ROWS), write("golden-queries.yaml", text))
    assert refused.code == 2 and says in refused.output and "golden-queries.yaml" in refused.output


def test_reindexing_asks_them_too(spindex: Command, write: Write) -> None:
    assert spindex("build", write("rows.csv", ROWS)).code == 0
    golden = write("golden-queries.yaml", "- {search: q=cash, least: 2}\n")
    assert spindex("reindex", "--golden", golden).code == 2
    assert spindex("reindex").code == 0


def test_the_samples_own_are_read(spindex: Command) -> None:
    _, golden = opened(SAMPLE / "golden-queries.yaml")
    assert isinstance(golden, GoldenQueries) and len(golden.queries) >= 10
