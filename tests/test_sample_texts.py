"""The descriptions of the sample: nearly all loans, programmes and responses have one, and none is anybody else's."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.rows import SourceRow
from tests.indexer.conftest import rows_of

SAMPLE = Path(__file__).parents[1] / "sample_data"
DESCRIBED = ("world_bank_projects.csv", "programmes.csv", "latin_america_cash_transfers.xlsx")
RUN = 8  # words in a row that only a copy has
SHARE = 0.9


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def rows(name: str) -> Iterator[dict[str, str]]:
    for row in rows_of(SAMPLE / name):
        if isinstance(row, SourceRow):
            yield {key: str(value or "") for key, value in row.columns.items()}


@pytest.mark.parametrize("name", DESCRIBED)
def test_nine_of_ten_have_a_description(name: str) -> None:
    texts = [row.get("abstract", "") for row in rows(name)]
    assert len(texts) > 200 and sum(map(bool, texts)) >= SHARE * len(texts)


def test_no_description_of_a_response_repeats_eight_words_of_its_row() -> None:
    for row in rows("latin_america_cash_transfers.xlsx"):
        own = runs(row.get("abstract", ""))
        for column in ("type_of_beneficiaries", "how_selection"):
            assert not own & runs(row.get(column, "")), (column, row["abstract"])


def test_no_description_of_a_loan_repeats_eight_words_of_an_objective(shared: Path) -> None:
    with gzip.open(shared / "data" / "world_bank_pdo.jsonl.gz", "rt", encoding="utf-8") as lines:
        objectives = [json.loads(line)["pdo"] for line in lines]
    assert len(objectives) > 500
    theirs = {run for text in objectives for run in runs(text)}
    with (SAMPLE / "world_bank_projects.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert not runs(row["abstract"]) & theirs, row["id"]
