"""How long a map of the evidence takes: `python -m benchmarks.crossing [--records 100000] [--engine embedded]`.

Two facets are crossed among all records, under words and under a filter, in `Snapshot.crossed`, which keeps the last
ones: so each is asked of a fresh snapshot. Printed are the first and the best of three times in milliseconds.
"""

import argparse
from collections.abc import Iterator

from benchmarks.engines import ENGINES
from benchmarks.search import each, milliseconds
from search.engines import open_index
from search.queries import Query
from search.settings import Settings

PAIRS = (("programme", "population"), ("country", "programme"), ("region", "year"), ("topic", "content_type"))
TIMES = 3
UNDER = {
    "all": Query(),
    "words": Query(q="pension"),
    "a filter": Query().with_("language", "en"),
}


def lines(settings: Settings) -> Iterator[str]:
    """The table of one engine."""
    for label, query in UNDER.items():
        for rows, columns in PAIRS:
            times = []
            for _ in range(TIMES):
                with open_index(settings) as index:
                    snapshot = index.snapshot()
                    total = snapshot.search(query).total
                    times.append(milliseconds(lambda: snapshot.cross(query, rows, columns)))  # noqa: B023
            yield f"{label:10}{rows} x {columns:14}{total:9,}{times[0]:9.1f}{min(times):9.1f}"


def main() -> None:
    """Print a table for each engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    given = parser.parse_args()
    for name, settings, _ in each(given.engine, given.records):
        print(f"\n{name}, {given.records:,} records: records of the answer, first and best of {TIMES}, ms")
        for line in lines(settings):
            print(line, flush=True)


if __name__ == "__main__":
    main()
