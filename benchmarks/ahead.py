"""How long suggestions take: `python -m benchmarks.ahead [--records 100000] [--engine embedded]`.

Titles of records, names of concepts, countries and organisations are typed letter by letter, in `Index.suggest` and
over the API, each beginning once; printed are the median, p95 and worst in milliseconds, by the number of letters, the
median and p95 of this process's own work among it, which a busy machine does not lengthen, and what the first question
to a content takes, which makes ready for all.
"""

import argparse
import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from benchmarks.engines import ENGINES
from benchmarks.search import each, milliseconds
from search.errors import TooCostly
from search.index import Index
from search.queries import Query
from search.settings import Settings
from webapp import create_app

TYPED = 60  # texts
LONGEST = 24  # letters that are typed of each
GROUPS = ((2, 2), (3, 4), (5, 8), (9, LONGEST))  # from and to how many letters


def texts(index: Index, chance: random.Random) -> list[str]:
    """Titles and names, half and half, all different at the beginning as far as may be."""
    results = index.search(Query(size=100))
    titles = [title for hit in results.hits for title in hit.record.title.values()]
    vocabulary = index.snapshot().vocabulary
    facets = [results.facets[name] for name in ("programme", "topic", "population", "country", "organisation")]
    names = [chance.choice(vocabulary.names(one.name, bucket.value)) for one in facets for bucket in one.buckets]
    return chance.sample(titles, TYPED // 2) + chance.sample(names, TYPED // 2)


def beginnings(whole: list[str]) -> list[str]:
    """Each beginning of two letters or more, once."""
    found = (text[:length].strip() for text in whole for length in range(2, min(len(text), LONGEST) + 1))
    return [text for text in dict.fromkeys(found) if len(text) > 1]


def lines(settings: Settings, index: Index) -> Iterator[str]:
    """The table of one engine."""
    client = create_app(settings, index).test_client()
    asked: dict[str, Callable[[str], object]] = {
        "Index.suggest": lambda text: index.snapshot().suggest(text),
        "JSON": lambda text: client.get("/api/v1/suggest", query_string={"text": text}),
    }
    for _ in range(3):
        with suppress(TooCostly):  # of a server that is still busy with what was written
            index.search(Query())
    yield f"first question {milliseconds(lambda: index.snapshot().suggest('pe')):9.1f}"
    typed = beginnings(texts(index, random.Random(17)))
    gc.collect()
    gc.freeze()
    for name, ask in asked.items():
        times = {text: both(partial(ask, text)) for text in typed}
        for least, most in (*GROUPS, (2, LONGEST)):
            some = [took for text, took in times.items() if least <= len(text) <= most]
            took, worked = ([pair[n] for pair in some] for n in (0, 1))
            label = f"{name}, {least} to {most} letters ({len(some)})"
            yield f"{label:42}{middle_and_p95(took)}{max(took):8.1f}{middle_and_p95(worked)}"


def both(work: Callable[[], object]) -> tuple[float, float]:
    """How long it takes, and how long the processor works for it, in milliseconds."""
    started = time.process_time()
    took = milliseconds(work)
    return took, (time.process_time() - started) * 1000


def middle_and_p95(times: list[float]) -> str:
    """Two columns."""
    return f"{statistics.median(times):8.1f}{statistics.quantiles(times, n=20, method='inclusive')[-1]:8.1f}"


def main() -> None:
    """Print a table for each engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    given = parser.parse_args()
    for name, settings, index in each(given.engine, given.records):
        print(f"\n{name}, {given.records:,} records, ms: median, p95, worst; own work: median, p95")
        for line in lines(settings, index):
            print(line, flush=True)


if __name__ == "__main__":
    main()
