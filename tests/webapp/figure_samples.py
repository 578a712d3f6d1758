"""The sample's own table of figures, read without the program, and a site that shows it."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities, Indicators
from search.engines import open_index
from search.settings import Settings
from webapp import create_app

from .pages import HTMLParser, Node, visitor
from .samples import records

TABLE = Path(__file__).parents[2] / "sample_data" / "country_indicators.csv.gz"
Raw = dict[str, dict[str, dict[int, float]]]  # country -> indicator -> year -> value


@pytest.fixture(scope="module")
def raw() -> Raw:
    """Country -> indicator -> year -> value, read without the program."""
    found: dict[str, dict[str, dict[int, float]]] = {}
    for row in csv.DictReader(gzip.decompress(TABLE.read_bytes()).decode().splitlines()):
        values = found.setdefault(row["iso3"], {}).setdefault(row["indicator"], {})
        values[int(row["year"])] = float(row["value"])
    return found


@pytest.fixture(scope="module")
def sample(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The site over some records and the figures of the sample, under an address of its own."""
    settings = Settings(data=tmp_path_factory.mktemp("figures"), base_url="https://index.example.org")
    indicators = Indicators.read(TABLE.name, gzip.decompress(TABLE.read_bytes()))
    with open_index(settings) as index, index.replacing(replace(authorities, indicators=indicators)) as writer:
        writer.add(records()[0])
    yield visitor(create_app(settings))


def rows(tree: HTMLParser) -> dict[str, Node]:
    found = tree.css(".indicators tbody tr")
    by_id = {str(row.attributes["id"]).removeprefix("figure-"): row for row in found}
    assert len(by_id) == len(found)
    return by_id


def three(value: float) -> float:
    return float(f"{value:.3g}")


def told(cell: str) -> float:
    """The number that an English cell begins with."""
    words = cell.replace("US$ ", "").replace("Int$ ", "").replace(",", "").split()
    sizes = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
    return float(words[0]) * (sizes.get(words[1], 1) if len(words) > 1 else 1)
