"""Our ranking against bare BM25 on the CACM collection: `python -m benchmarks.relevance [FOLDER]`.

FOLDER holds cacm.tar.gz, topics.cacm.txt and qrels.cacm.txt. Ours is measured as visitors ask, and with any word of a
topic sufficing, as in the published runs and for the bare engines.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bare import Ranker, bare_elasticsearch, bare_tantivy, most_fields
from benchmarks.cacm import PLACE, Files, convert
from benchmarks.engines import built, server
from indexer.evaluation import MEASURES, Judgements, Queries, judge, measured, read_judgements, read_queries
from search.index import Snapshot

Means = dict[str, float]


def tables(files: Files, url: str) -> Iterator[tuple[str, Means]]:
    """(what was measured, its means), ours and the bare ones; without a server's address, of the embedded engine."""
    queries = read_queries(files.queries)
    judgements = read_judgements(files.judgements, queries)
    with built([files.records]) as snapshot:
        yield "embedded, as visitors ask", ours(snapshot, queries, judgements, any_word=False)
        yield "embedded, any word", ours(snapshot, queries, judgements)
    yield "bare tantivy", theirs(bare_tantivy(files.records), queries, judgements)
    if not url:
        return
    with built([files.records], url) as snapshot:
        yield "elasticsearch, as visitors ask", ours(snapshot, queries, judgements, any_word=False)
        yield "elasticsearch, any word", ours(snapshot, queries, judgements)
        with most_fields(snapshot.status.version, url) as rank:
            yield "bare Elasticsearch, title and abstract", theirs(rank, queries, judgements)
    with bare_elasticsearch(files.records, url) as rank:
        yield "bare Elasticsearch", theirs(rank, queries, judgements)


def ours(snapshot: Snapshot, queries: Queries, judgements: Judgements, any_word: bool = True) -> Means:
    """What `spindex evaluate` reports, or with `--any-word`."""
    return measured(snapshot, queries, judgements, any_word).means


def theirs(rank: Ranker, queries: Queries, judgements: Judgements) -> Means:
    """The same figures of a ranking that is not ours."""
    judged = [
        judge(qid, queries[qid], rank(queries[qid]), {f"cacm:{name}": relevance for name, relevance in of.items()})
        for qid, of in judgements.items()
    ]
    return {name: sum(one.figures[name] for one in judged) / len(judged) for name in MEASURES}


def main() -> None:
    """Print one line a ranking."""
    place = Path(sys.argv[1]) if sys.argv[1:] else PLACE
    if not place.is_dir():
        sys.exit(f"The CACM collection is not in {place}: name its folder.")
    print("| | " + " | ".join(MEASURES) + " |\n|---|" + "---|" * len(MEASURES))
    with tempfile.TemporaryDirectory() as folder, server() as url:
        for name, means in tables(convert(place, Path(folder)), url):
            print(f"| {name} | " + " | ".join(f"{value:.4f}" for value in means.values()) + " |", flush=True)


if __name__ == "__main__":
    main()
