"""How long an answer takes: `python -m benchmarks.search [--records 16000] [--engine embedded] [--questions 200]`.

Each question goes to every variant before the next one does, so that what else the machine does hits all alike; it has
been asked once before, so that its data is at hand for the first as for the last. Elasticsearch's request cache holds
the counts of all records, as it does on a site with visitors, and nothing else. Three runs, each with questions of its
own after a warm-up; printed are the medians of the runs' p50 and p95, in milliseconds.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlencode

from elasticsearch import Elasticsearch

from benchmarks.engines import ENGINES, server
from benchmarks.generated import generated
from benchmarks.questions import questions
from search.engines import open_index
from search.index import Index
from search.queries import Query
from search.settings import Settings
from webapp import create_app

RUNS = 3
WARM_UP = 100  # questions before the first run
Prepare = Callable[[Query], Callable[[], Any]]


@contextmanager
def variants(settings: Settings) -> Iterator[dict[str, Prepare]]:
    """Name -> what prepares the answering of a question; each with an index of its own, and what that keeps."""
    with ExitStack() as stack:
        bare, ours, json, html = (stack.enter_context(open_index(settings)) for _ in range(4))
        yield {
            **_bare(settings, bare),
            "Index.search": lambda query: lambda: ours.search(query),
            "JSON": _get(settings, json, "/api/v1/search"),
            "HTML": _get(settings, html, "/search"),
        }


def _get(settings: Settings, index: Index, path: str) -> Prepare:
    client = create_app(settings, index).test_client()
    return lambda query: lambda: client.get(f"{path}?{urlencode(query.parameters())}")


def _bare(settings: Settings, index: Index) -> dict[str, Prepare]:
    if settings.engine == "embedded":
        from benchmarks.bare_tantivy import BareTantivy

        return {"bare engine": BareTantivy(index.snapshot()).prepared}  # type: ignore[arg-type]
    from benchmarks.bare_elasticsearch import BareElasticsearch

    bare = BareElasticsearch(index.snapshot(), settings.elasticsearch_url)  # type: ignore[arg-type]
    return {"bare engine": bare.prepared, "naive request": bare.naive}


def measured(asked: dict[str, Prepare], run: int, count: int, forget: Callable[[], object]) -> dict[str, list[float]]:
    """Variant -> milliseconds of each question of a run. `forget` empties what an engine keeps of answers."""
    times: dict[str, list[float]] = {name: [] for name in asked}
    gc.collect()
    gc.freeze()  # the rows and words of the generator are not searched by a real server
    for number, query in enumerate(questions(count, run)):
        answers = [(name, prepare(query)) for name, prepare in asked.items()]  # making the bare one asks the question
        for name, answer in answers[number % len(answers) :] + answers[: number % len(answers)]:
            forget()
            times[name].append(milliseconds(answer))
    return times


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def table(settings: Settings, count: int) -> Iterator[str]:
    """The lines of one engine's table."""
    with variants(settings) as asked, forgetting(settings) as forget:
        measured(asked, -1, WARM_UP, forget)
        runs = [measured(asked, run, count, forget) for run in range(RUNS)]
    floor: tuple[float, float] | None = None
    yield f"{'':16}{'p50':>8}{'p95':>8}   of bare p50, p95"
    for name in asked:
        p50, p95 = (statistics.median(_quantile(run[name], part) for run in runs) for part in (50, 95))
        floor = floor or (p50, p95)
        yield f"{name:16}{p50:8.2f}{p95:8.2f}   {p50 / floor[0]:.2f}  {p95 / floor[1]:.2f}"


def _quantile(times: list[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


@contextmanager
def forgetting(settings: Settings) -> Iterator[Callable[[], object]]:
    """What empties Elasticsearch's request cache of all but the counts of all records."""
    if settings.engine == "embedded":
        yield lambda: None
        return
    with Elasticsearch(settings.elasticsearch_url) as client, open_index(settings) as index:

        def forget() -> None:
            client.indices.clear_cache(index=f"{settings.index}-*", request=True)
            index.search(Query())

        yield forget


@contextmanager
def engine(name: str) -> Iterator[str]:
    """The address of a server where one is needed."""
    if name == "embedded":
        yield ""
        return
    with server() as url:
        yield url


def each(names: Sequence[str] | None, records: int) -> Iterator[tuple[str, Settings, Index]]:
    """The named engines, else all that can be had, one after the other: its name, and an index of so many records."""
    for name in names or ENGINES:
        with engine(name) as url:
            if name != "embedded" and not url:
                continue
            with generated(records, url) as (settings, index):
                yield name, settings, index


def main() -> None:
    """Print a table for each engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=16_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    given = parser.parse_args()
    for name, settings, _ in each(given.engine, given.records):
        print(f"\n{name}, {given.records:,} records, {given.questions} questions, ms")
        for line in table(settings, given.questions):
            print(line, flush=True)


if __name__ == "__main__":
    main()
