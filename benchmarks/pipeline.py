"""How many rows a second: `python -m benchmarks.pipeline [--rows 20000] [--engine embedded]`.

A table by stage, each alone in this process, then the whole run with as many processes as there are, start-up apart.
On Elasticsearch the writing is compared with raw `_bulk` requests of bodies that were made before.
"""

import argparse
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from elasticsearch import Elasticsearch

from benchmarks.corpus import Corpus
from benchmarks.engines import ENGINES, drop, server
from indexer.normalise import Normaliser
from indexer.rows import SourceRow
from indexer.run import ALONE, Run, normalised
from indexer.sources import Sources
from search.authorities import Authorities
from search.engines import open_index
from search.engines.elasticsearch.writer import BATCH, THREADS
from search.index import Documents, Schema
from search.paths import data_file
from search.records import Record
from search.settings import Settings

RUNS = 3
NAME = "spindex-benchmark-pipeline"


def rates(count: int, *works: Callable[[], object]) -> list[float]:
    """Things a second of each, the best of some runs: what disturbs a run only makes it slower.

    They take turns, as a server becomes faster while it warms up.
    """
    times: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, noted in zip(works, times, strict=True):
            started = time.perf_counter()
            work()
            noted.append(time.perf_counter() - started)
    return [count / min(noted) for noted in times]


def rate(count: int, work: Callable[[], object]) -> float:
    """Things a second of one."""
    return rates(count, work)[0]


def exhausted(things: Iterable[object]) -> None:
    """Take all, keep none."""
    deque(things, maxlen=0)


def stages(rows: list[SourceRow], authorities: Authorities) -> Iterator[tuple[str, float]]:
    """(stage, rows a second) of each step that a row goes through, in one process."""
    normalise = Normaliser(authorities, Sources.load())
    records = [outcome.record for row in rows if (outcome := normalise(row)).record]
    lines = [record.to_json() for record in records]
    documents = Documents(authorities.taxonomy, authorities.countries)
    yield "normalise", rate(len(rows), lambda: exhausted(map(normalise, rows)))
    yield "write JSON", rate(len(rows), lambda: exhausted(record.to_json() for record in records))
    yield "read JSON", rate(len(rows), lambda: exhausted(map(Record.from_json, lines)))
    yield "make documents", rate(len(rows), lambda: exhausted(map(documents.of, records)))
    yield "normalise, several processes", _steady(rows, authorities)


def _steady(rows: list[SourceRow], authorities: Authorities) -> float:
    """Rows a second once the other processes are there."""
    done = normalised(iter(rows), authorities, Sources.load())
    deque((next(done) for _ in range(min(len(rows) // 2, ALONE + 1000))), maxlen=0)
    started, rest = time.perf_counter(), sum(1 for _ in done)
    return rest / (time.perf_counter() - started)


def write(settings: Settings, records: list[Record], authorities: Authorities) -> None:
    """What a build does with its records, until they are shown."""
    with open_index(settings) as index, index.replacing(authorities) as writer:
        for record in records:
            writer.add(record)


def whole(settings: Settings, rows: list[SourceRow], authorities: Authorities) -> float:
    """Rows a second from the first row to the index that is shown."""

    def work() -> None:
        with open_index(settings) as index:
            Run(authorities, settings.data / "quarantine").build(index, iter(rows))

    return rate(len(rows), work)


def raw_bulk(client: Elasticsearch, records: list[Record], authorities: Authorities) -> Callable[[], None]:
    """What sends requests that were made before, by as many threads as ours are."""
    documents = Documents(authorities.taxonomy, authorities.countries)
    schema, name = Schema.load(data_file("mappings")), f"{NAME}-raw"
    made: list[list[bytes]] = []
    for first in range(0, len(records), BATCH):
        body: list[bytes] = []
        for record in records[first : first + BATCH]:
            source: dict[str, Any] = {**documents.of(record), "record": record.to_json()}
            body += [msgspec.json.encode({"index": {"_id": record.id}}), msgspec.json.encode(source)]
        made.append(body)
    settings = {**schema.settings, "refresh_interval": "-1", "auto_expand_replicas": "false", "number_of_replicas": 0}

    def work() -> None:
        client.options(ignore_status=404).indices.delete(index=name)
        client.indices.create(index=name, settings=settings, mappings=schema.mappings)
        with ThreadPoolExecutor(THREADS) as threads:
            exhausted(threads.map(lambda body: client.bulk(index=name, operations=body), made))
        client.indices.refresh(index=name)

    return work


@contextmanager
def place(engine: str, url: str) -> Iterator[Settings]:
    """Settings for an index that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="spindex-benchmark-") as folder:
        settings = Settings(data=Path(folder)).changed(engine=engine, index=NAME)
        try:
            yield settings.changed(elasticsearch_url=url) if url else settings
        finally:
            drop(url, NAME)


def report(engine: str, url: str, rows: list[SourceRow], authorities: Authorities) -> None:
    """Print an engine's rates."""
    normalise = Normaliser(authorities, Sources.load())
    records = [outcome.record for row in rows if (outcome := normalise(row)).record]
    with place(engine, url) as settings:
        works: list[Callable[[], object]] = [lambda: write(settings, records, authorities)]
        with Elasticsearch(url or "http://127.0.0.1:9200", request_timeout=120) as client:
            works += [raw_bulk(client, records, authorities)] if url else []
            writing, *raw = rates(len(records), *works)
        print(f"{engine}: write records      {writing:10,.0f}", flush=True)
        for bare in raw:
            print(f"{engine}: raw _bulk          {bare:10,.0f}   ours / raw {writing / bare:.2f}")
        print(f"{engine}: whole build        {whole(settings, rows, authorities):10,.0f}", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    given = parser.parse_args()
    authorities = Authorities.shipped()
    rows = [SourceRow(row, "generated.csv", n + 2) for n, row in enumerate(Corpus().rows(given.rows))]
    print(f"{len(rows):,} generated rows; rows a second")
    for stage, each in stages(rows, authorities):
        print(f"{stage:30}{each:10,.0f}", flush=True)
    for engine in given.engine or ENGINES:
        if engine == "embedded":
            report(engine, "", rows, authorities)
            continue
        with server() as url:
            if url:
                report(engine, url, rows, authorities)


if __name__ == "__main__":
    main()
