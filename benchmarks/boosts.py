"""What each boost of search/index/boosts.py brings: `python -m benchmarks.boosts [embedded|elasticsearch]`.

Known items of the sample (benchmarks.known_items) are asked with all boosts, and with each taken away in turn; so are
the topics of the CACM collection, where it is beside the checkout or SPINDEX_TEST_SHARED names its folder.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.cacm import PLACE, convert
from benchmarks.engines import ENGINES, boosts, built, server
from benchmarks.known_items import Item, items, place
from benchmarks.relevance import ours
from indexer.evaluation import read_judgements, read_queries
from search.index import Snapshot
from search.queries import Query

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
TAKEN_AWAY: dict[str, dict[str, Any]] = {
    "with all boosts": {},
    "the title weighs 1.5": {"fields": {"title": 1.5}},
    "the title weighs 4": {"fields": {"title": 4.0}},
    "title 4, names and keywords 2": {"fields": {"title": 4.0, "author": 2.0, "organisation": 2.0, "keyword": 2.0}},
    "no exact stream above the stems": {"EXACT": 1.0},
    "no exact stream at all in the score": {"EXACT": 0.0},
    "only the best stream counts": {"TIE_BREAKER": 0.0},
    "no title phrase": {"TITLE_PHRASE": 0.0},
    "identifiers like words": {"IDENTIFIER": 1.0},
    "no tags in the score": {"TAG": 0.0},
    "what was added counts half": {"ADDED": 0.5},
    "what was typed counts no more": {"TYPED": 0.0},
}
Found = list[tuple[str, int | None]]  # kind of the item, its place


Precision = Callable[[], str]  # the mean average precision on the collection, as text


def measured(snapshot: Snapshot, asked: list[Item], precision: Precision) -> Iterator[tuple[str, Found, str]]:
    """(what was taken away, the places of all items, the figure of the collection)."""
    for name, changed in TAKEN_AWAY.items():
        with boosts(**changed):
            yield name, [(item.kind, place(snapshot, item)) for item in asked], precision()


@contextmanager
def collection(url: str) -> Iterator[Precision]:
    """What measures the CACM collection with the boosts of the moment."""
    shared = os.environ.get("SPINDEX_TEST_SHARED")
    folder = Path(shared) / "data" / "cacm" if shared else PLACE
    if not folder.is_dir():
        yield lambda: ""
        return
    with tempfile.TemporaryDirectory() as made:
        files = convert(folder, Path(made))
        queries = read_queries(files.queries)
        judgements = read_judgements(files.judgements, queries)
        with built([files.records], url) as snapshot:
            yield lambda: f"{ours(snapshot, queries, judgements)['MAP']:.3f}"


def reciprocal_rank(found: Found) -> float:
    """The mean of 1 / place; 0 for what is not found."""
    return sum(1 / at for _, at in found if at) / len(found)


def success_at_3(found: Found) -> float:
    """The share that is among the first three."""
    return sum(at is not None and at <= 3 for _, at in found) / len(found)


def main() -> None:
    """Print one line for each boost."""
    engine = sys.argv[1] if sys.argv[1:] else ENGINES[0]
    if engine not in ENGINES:
        sys.exit(f"There is no engine “{engine}”: name one of {', '.join(ENGINES)}.")
    if engine == "embedded":
        return report("")
    with server() as url:
        if url:
            report(url)


def report(url: str) -> None:
    """Print the table for the embedded engine, or for the server of that address."""
    with built([SAMPLE], url) as snapshot, collection(url) as precision:
        asked = items(list(snapshot.scan(Query())))
        kinds = list(dict.fromkeys(item.kind for item in asked))
        counts = [sum(item.kind == kind for item in asked) for kind in kinds]
        print(f"{len(asked)} known items among {snapshot.status.records} records; by kind, mean reciprocal rank\n")
        kinds_counted = [f"{kind} ({count})" for kind, count in zip(kinds, counts, strict=True)]
        heads = ["", "MRR", "success@3", *kinds_counted, "CACM MAP"]
        print(row(heads), row(["---"] * len(heads)), sep="\n")
        for name, found, figure in measured(snapshot, asked, precision):
            by_kind = [reciprocal_rank([one for one in found if one[0] == kind]) for kind in kinds]
            means = (reciprocal_rank(found), success_at_3(found), *by_kind)
            print(row([name, *(f"{value:.3f}" for value in means), figure]), flush=True)


def row(cells: list[str]) -> str:
    """A line of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
