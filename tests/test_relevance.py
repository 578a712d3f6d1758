"""Relevance on a test collection of the field: ours must reach what is published, and what the bare engines reach."""

from pathlib import Path

import pytest

from benchmarks.cacm import convert
from benchmarks.relevance import tables

LOWEST = 0.30  # mean average precision; published for BM25: 0.3123
SHARE = 0.97  # of bare BM25 in the same run

pytestmark = pytest.mark.slow


def check(place: Path, folder: Path, url: str, ours: str, bare: str) -> None:
    figures = {name: means["MAP"] for name, means in tables(convert(place, folder), url)}
    assert figures[ours] >= LOWEST
    assert figures[ours] >= SHARE * figures[bare]


def test_the_embedded_engine_ranks_as_well_as_bare_bm25(shared: Path, tmp_path: Path) -> None:
    check(shared / "data" / "cacm", tmp_path, "", "embedded", "bare tantivy")


@pytest.mark.elasticsearch
def test_elasticsearch_ranks_as_well_as_bare_bm25(shared: Path, tmp_path: Path, elasticsearch_url: str) -> None:
    check(shared / "data" / "cacm", tmp_path, elasticsearch_url, "elasticsearch", "bare Elasticsearch")
