"""What visitors' questions find in the sample, by the project's own judgements: `python -m benchmarks.own_relevance`.

Every ranking is measured on the same questions (tests/relevance): what visitors get, the same words where any of them
suffices, bare BM25 over one field of the whole text, and what visitors got before questions were read in groups, which
is kept as a file. `--questions` prints the visitors' figures of each question, `--pool` what nobody has judged yet.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.bare import Ranker, bare_elasticsearch, bare_tantivy
from benchmarks.engines import built, server
from indexer.evaluation import MEASURES, Judgements, Queries, read_judgements, read_queries
from search.index import Snapshot
from search.queries import Query
from search.records import Record

HERE = Path(__file__).resolve().parents[1]
SAMPLE = HERE / "sample_data"
JUDGED = HERE / "tests" / "relevance"
DEPTH = 20  # places of a ranking that are looked at
POOLED = 10  # places whose records ought to be judged
SHOWN = 200  # characters of an abstract
Rankings = dict[str, list[str]]  # qid -> ids, best first
Judged = dict[str, int]  # record id -> relevance


def precision_at_5(ranking: Sequence[str], judged: Judged) -> float:
    """The share of the first five places that hold something relevant; an empty place is a miss."""
    return sum(judged.get(identifier, 0) > 0 for identifier in ranking[:5]) / 5


def zero_rate(ranking: Sequence[str], judged: Judged) -> float:
    """1 for an empty answer."""
    return float(not ranking)


def recall_at_20(ranking: Sequence[str], judged: Judged) -> float:
    """The share of the relevant records that is among the first twenty."""
    relevant = {identifier for identifier, relevance in judged.items() if relevance > 0}
    return len(relevant.intersection(ranking[:20])) / len(relevant)


def unjudged_at_5(ranking: Sequence[str], judged: Judged) -> float:
    """The share of the first five places that hold what nobody has judged; it counts as not relevant above."""
    return sum(identifier not in judged for identifier in ranking[:5]) / 5


FIGURES: dict[str, Callable[[Sequence[str], Judged], float]] = {
    "P@5": precision_at_5,
    "nDCG@10": MEASURES["nDCG@10"],
    "zero-rate": zero_rate,
    "recall@20": recall_at_20,
    "unjudged@5": unjudged_at_5,
}


def judged_set() -> tuple[Queries, Judgements]:
    """The questions and their judgements; every question has something relevant."""
    queries = read_queries(JUDGED / "questions.tsv")
    return queries, read_judgements(JUDGED / "judgements.qrels", queries)


def figures(rankings: Rankings, judgements: Judgements) -> dict[str, float]:
    """The mean of each figure over the questions; one without a ranking has an empty answer."""
    each = [of_question(rankings.get(qid, []), judged) for qid, judged in judgements.items()]
    return {name: sum(one[name] for one in each) / len(each) for name in FIGURES}


def of_question(ranking: Sequence[str], judged: Judged) -> dict[str, float]:
    """The figures of one ranking."""
    return {name: figure(ranking, judged) for name, figure in FIGURES.items()}


def answered(snapshot: Snapshot, queries: Queries, any_word: bool = False) -> Rankings:
    """What a visitor's page shows for each question; or with one word sufficing."""
    return {
        qid: [hit.record.id for hit in snapshot.search(Query(text, size=DEPTH, any_word=any_word)).hits]
        for qid, text in queries.items()
    }


def before() -> Rankings:
    """What visitors got before, in TREC's format: question id, Q0, record id, place, score, name."""
    rankings: Rankings = {}
    for line in (JUDGED / "before.run").read_text(encoding="utf-8").splitlines():
        qid, _, identifier, *_ = line.split()
        rankings.setdefault(qid, []).append(identifier)
    return rankings


def bare_rows(snapshot: Snapshot) -> Iterator[str]:
    """Each record as a line of JSON that the bare engines read: its texts in all languages, its countries' names."""
    for record in snapshot.scan(Query()):
        source, _, local = record.id.partition(":")
        row = {
            "source": source,
            "id": local,
            "title": [*record.title.values()],
            "abstract": [*record.abstract.values(), *(snapshot.vocabulary.countries.name(c) for c in record.country)],
            "author": [*record.author],
            "keyword": [*record.keyword],
            "year": str(record.year or ""),
        }
        yield f"{json.dumps(row)}\n"


def tables(folder: Path, url: str) -> Iterator[tuple[str, Rankings]]:
    """(what is measured, its rankings); without a server's address, of the embedded engine."""
    queries, _ = judged_set()
    records = folder / "records.jsonl"
    with built([SAMPLE]) as snapshot:
        records.write_text("".join(bare_rows(snapshot)), encoding="utf-8")
        yield "embedded: visitors", answered(snapshot, queries)
        yield "embedded: any word", answered(snapshot, queries, any_word=True)
    yield "bare tantivy", ranked(bare_tantivy(records), queries)
    yield "before (embedded, November 2026)", before()
    if not url:
        return
    with built([SAMPLE], url) as snapshot:
        yield "elasticsearch: visitors", answered(snapshot, queries)
        yield "elasticsearch: any word", answered(snapshot, queries, any_word=True)
    with bare_elasticsearch(records, url) as rank:
        yield "bare Elasticsearch", ranked(rank, queries)


def ranked(rank: Ranker, queries: Queries) -> Rankings:
    """The rankings of a bare engine."""
    return {qid: rank(text)[:DEPTH] for qid, text in queries.items()}


def print_means(url: str) -> None:
    """One line a ranking."""
    _, judgements = judged_set()
    print("| | " + " | ".join(FIGURES) + " |\n|---|" + "---|" * len(FIGURES))
    with tempfile.TemporaryDirectory() as folder:
        for name, rankings in tables(Path(folder), url):
            means = figures(rankings, judgements).values()
            print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in means) + " |", flush=True)


def print_questions() -> None:
    """The visitors' figures of each question, the worst first; embedded engine."""
    queries, judgements = judged_set()
    with built([SAMPLE]) as snapshot:
        found = answered(snapshot, queries)
    each = {qid: of_question(found[qid], judgements[qid]) for qid in queries}
    print("\t".join(["query", *FIGURES, "words"]))
    for qid in sorted(queries, key=lambda qid: (each[qid]["P@5"], each[qid]["nDCG@10"], qid)):
        print("\t".join([qid, *(f"{value:.2f}" for value in each[qid].values()), queries[qid]]))


def print_pool(url: str) -> None:
    """What is among the first ten of a visitor's page and not judged, on each engine."""
    queries, judgements = judged_set()
    unjudged: dict[str, dict[str, Record]] = {qid: {} for qid in queries}
    for address in dict.fromkeys(["", url]):
        with built([SAMPLE], address) as snapshot:
            for qid, ids in answered(snapshot, queries).items():
                lacking = [identifier for identifier in ids[:POOLED] if identifier not in judgements[qid]]
                unjudged[qid].update((identifier, snapshot.get(identifier)) for identifier in lacking)
    for qid, records in unjudged.items():
        if records:
            print(f"## {qid} {queries[qid]}")
            print(*(compact(records[identifier]) for identifier in sorted(records)), sep="\n")


def compact(record: Record) -> str:
    """A record as a judge reads it: id, titles, countries, year, type, the beginning of the abstract."""
    title = " / ".join(record.title.values())
    abstract = " ".join(" ".join(record.abstract.values()).split())[:SHOWN]
    country = ",".join(record.country)
    return " | ".join([record.id, title, country, str(record.year or ""), record.content_type or "", abstract])


def main() -> None:
    """Print what is asked for: the table, a line a question, or what is not judged."""
    asked = sys.argv[1:]
    if asked == ["--questions"]:
        print_questions()
        return
    if asked not in ([], ["--pool"]):
        sys.exit("Write nothing more, --questions, or --pool.")
    with server() as url:
        print_pool(url) if asked else print_means(url)


if __name__ == "__main__":
    main()
