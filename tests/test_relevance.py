"""Relevance on a test collection of the field: ours must reach what is published, and what the bare engines reach."""

from pathlib import Path

import pytest

from benchmarks.cacm import convert
from benchmarks.relevance import tables

LOWEST = 0.30  # mean average precision; published for BM25: 0.3123
SHARE = 0.97  # of bare BM25 in the same run

pytestmark = pytest.mark.slow


def check(place: Path, folder: Path, url: str, ours: str, bare: str) -> None:
    figures = dict(tables(convert(place, folder), url))
    any_word, visitors = figures[f"{ours}, any word"], figures[f"{ours}, as visitors ask"]
    assert any_word["MAP"] >= LOWEST
    assert any_word["MAP"] >= SHARE * figures[bare]["MAP"]
    assert visitors["nDCG@10"] >= SHARE * any_word["nDCG@10"]


def test_the_embedded_engine_ranks_as_well_as_bare_bm25(shared: Path, tmp_path: Path) -> None:
    check(shared / "data" / "cacm", tmp_path, "", "embedded", "bare tantivy")


@pytest.mark.elasticsearch
def test_elasticsearch_ranks_as_well_as_bare_bm25(shared: Path, tmp_path: Path, elasticsearch_url: str) -> None:
    check(shared / "data" / "cacm", tmp_path, elasticsearch_url, "elasticsearch", "bare Elasticsearch")
