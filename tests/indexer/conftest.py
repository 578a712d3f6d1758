"""Fixtures of the ingestion tests: `spindex` runs the command on an embedded index of its own; `write` makes files."""

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indexer.cli import cli
from indexer.endings import exit_code
from indexer.readers import Data, content_of, load
from indexer.rows import Row
from search.authorities import Authorities
from search.engines import open_index
from search.errors import SearchError
from search.index import Index
from search.settings import Settings

ENGINES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]
ENGINE = ("--engine", "--elasticsearch-url", "--index")
SAMPLE = Path(__file__).parents[2] / "sample_data"
FEW = [  # of the sample, for tests that need records of several kinds, and not thousands of them
    SAMPLE / name
    for name in ("about.yaml", "laws.csv", "platform_examples.jsonl", "publications.csv", "think_tank_papers.csv")
]


@dataclass
class Done:
    """What a command did: its exit code, output, and the object that --json prints."""

    code: int
    output: str

    @property
    def report(self) -> dict[str, Any]:
        return dict(json.loads(self.output.strip().splitlines()[-1]))


@dataclass
class Command:
    """`spindex` on a data folder."""

    data: Path
    engine: tuple[str, ...] = ()  # `elasticsearch`, the address of a server, and the name of an index there

    def __call__(self, *arguments: str | Path) -> Done:
        options = [word for pair in zip(ENGINE, self.engine, strict=False) for word in pair]
        result = CliRunner().invoke(cli, [*map(str, arguments), "--data", str(self.data), *options])
        if isinstance(result.exception, SearchError):
            return Done(exit_code(result.exception), str(result.exception))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout)

    @property
    def settings(self) -> Settings:
        names = ("engine", "elasticsearch_url", "index")
        return Settings(data=self.data).changed(**dict(zip(names, self.engine, strict=False)))

    def index(self) -> Index:
        return open_index(self.settings)


def on_engine(request: pytest.FixtureRequest, data: Path) -> Iterator[Command]:
    """For a fixture with ENGINES: the command on an index of its own."""
    if request.param == "embedded":
        yield Command(data)
        return
    from elasticsearch import Elasticsearch

    name = f"spindex-test-{secrets.token_hex(4)}"
    url = request.getfixturevalue("elasticsearch_url")
    yield Command(data, ("elasticsearch", url, name))
    with Elasticsearch(url) as client:
        for found in [*client.indices.get(index=f"{name}*")]:
            client.indices.delete(index=found)


@pytest.fixture
def spindex(tmp_path: Path) -> Command:
    return Command(tmp_path / "data")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


def rows_of(path: Path) -> list[Row]:
    """What the reader of a file gives."""
    return rows_in(path.name, load(path))


def rows_in(name: str, data: Data) -> list[Row]:
    """The same, of bytes."""
    content = content_of(name, data)
    assert isinstance(content, Iterator)
    return list(content)


@pytest.fixture(scope="session")
def authorities() -> Authorities:
    return Authorities.shipped()
