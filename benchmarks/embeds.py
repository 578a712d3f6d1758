"""How long a widget takes to answer: `spindex build sample_data/*`, then `python -m benchmarks.embeds`.

Widgets of all countries, of all programme categories, of words and of both, each asked for once, in the index of the
environment (SPINDEX_DATA, SPINDEX_ENGINE); then each again by whoever has it already. Printed are the median, p95 and
worst of whole answers in milliseconds, and the median of unchanged ones.
"""

import statistics
from collections.abc import Iterator
from functools import partial

from flask.testing import FlaskClient

from benchmarks.search import milliseconds
from search.engines import open_index
from search.index import Snapshot
from search.queries import Query
from search.settings import Settings
from webapp import create_app

WORDS = ("pension", "cash transfers for children", "school feeding", "pensiones no contributivas", "kenya 2019", "zzzz")
LOOKS = ("", "size=10", "compact=yes", "lang=fr", "lang=ar&theme=dark", "fields=names,facts,abstract")


def addresses(snapshot: Snapshot) -> dict[str, list[str]]:
    """Kind of widget -> addresses, all different."""
    facets = snapshot.search(Query(size=1)).facets
    countries = [bucket.value for bucket in facets["country"].buckets]
    programmes = [bucket.value for bucket in facets["programme"].buckets]
    search = "/embed/v1/search?"
    return {
        "the whole index": [search + look for look in LOOKS],
        "countries": [f"/embed/v1/country/{code}.html?{LOOKS[n % 6]}" for n, code in enumerate(countries)],
        "programmes": [f"{search}programme={name}&{LOOKS[n % 6]}" for n, name in enumerate(programmes)],
        "words": [f"{search}q={word}&{look}" for word in WORDS for look in LOOKS],
        "words in a country": [f"/embed/v1/country/{code}.html?q={WORDS[n % 6]}" for n, code in enumerate(countries)],
    }


def lines(client: FlaskClient, asked: dict[str, list[str]]) -> Iterator[str]:
    """The table."""
    yield f"{'':28}{'median':>8}{'p95':>8}{'worst':>8}   unchanged"
    whole: list[float] = []
    same: list[float] = []
    for name, some in asked.items():
        answers = [milliseconds(partial(client.get, address)) for address in some]
        known = [(address, client.get(address).headers["ETag"]) for address in some]
        again = [milliseconds(partial(client.get, address, headers={"If-None-Match": tag})) for address, tag in known]
        yield line(f"{name} ({len(some)})", answers, again)
        whole, same = whole + answers, same + again
    yield line(f"all ({len(whole)})", whole, same)


def line(name: str, whole: list[float], same: list[float]) -> str:
    """A row."""
    p95 = statistics.quantiles(whole, n=20, method="inclusive")[-1]
    return f"{name:28}{statistics.median(whole):8.2f}{p95:8.2f}{max(whole):8.2f}{statistics.median(same):12.2f}"


def main() -> None:
    """Print the table for the index of the environment."""
    settings = Settings.from_environment()
    with open_index(settings) as index:
        client = create_app(settings, index).test_client()
        client.get("/embed/v1/search?q=warm")  # what comes first makes ready for all
        for row in lines(client, addresses(index.snapshot())):
            print(row)


if __name__ == "__main__":
    main()
