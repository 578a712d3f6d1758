"""How well an index answers queries that people have judged: rankings, measures, and the worst queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from indexer.evaluation.judgements import Judgements, Queries
from indexer.evaluation.measures import DEPTH, MEASURES, Judged
from search.errors import QueryError, SourceError
from search.index import Snapshot
from search.queries import LONGEST_Q, Query
from search.sentences import Choice

WORST = 5  # queries that are named


@dataclass(frozen=True)
class Judgement:
    """One query's figures."""

    qid: str
    text: str
    figures: dict[str, float]
    relevant: int
    found: int  # of them, among the first DEPTH


@dataclass
class Evaluation:
    """What all queries came to. `missing`: judged ids that are not in the index; they count as never found.

    cut: the queries of which only the beginning was asked, as a visitor may type no more.
    """

    queries: int
    judged: list[Judgement] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    @property
    def means(self) -> dict[str, float]:
        """Over the queries that have a relevant record; those without one say nothing about a ranking."""
        return {name: sum(one.figures[name] for one in self.judged) / len(self.judged) for name in MEASURES}

    @property
    def worst(self) -> list[Judgement]:
        """The queries of the lowest average precision."""
        return sorted(self.judged, key=lambda one: (one.figures["MAP"], one.qid))[:WORST]


def measured(snapshot: Snapshot, queries: Queries, judgements: Judgements, any_word: bool = False) -> Evaluation:
    """Raises SourceError when no query can be measured, or a local id is several records'."""
    ids = known_ids(snapshot, {identifier for judged in judgements.values() for identifier in judged})
    evaluation = Evaluation(len(queries), missing=sorted(given for given, known in ids.items() if known is None))
    for qid, text in queries.items():
        judged = {ids[given] or given: relevance for given, relevance in judgements.get(qid, {}).items()}
        if any(relevance > 0 for relevance in judged.values()):
            typed = text if any_word else typeable(text)
            evaluation.cut += [qid] if typed != text else []
            ranking = ranked(snapshot, qid, Query(typed, any_word=any_word))
            evaluation.judged.append(judge(qid, text, ranking, judged))
    if not evaluation.judged:
        raise SourceError("No query has a record that is judged relevant: judge one with 1 or more.")
    return evaluation


def typeable(text: str) -> str:
    """As many of the words as a visitor may type."""
    return text if len(text) <= LONGEST_Q else text[: LONGEST_Q + 1].rpartition(" ")[0] or text[:LONGEST_Q]


def ranked(snapshot: Snapshot, qid: str, query: Query) -> list[str]:
    """The first ids of an answer, as deep as average precision looks. Raises SourceError for a query too long."""
    try:
        return [record.id for record in islice(snapshot.scan(query), DEPTH)]
    except QueryError as error:
        raise SourceError(
            "The query %(query)s cannot be asked. %(reason)s Shorten it, or try --any-word.", query=qid, reason=error
        ) from error


def judge(qid: str, text: str, ranking: list[str], judged: Judged) -> Judgement:
    """The figures of one ranking."""
    relevant = {identifier for identifier, relevance in judged.items() if relevance > 0}
    figures = {name: measure(ranking, judged) for name, measure in MEASURES.items()}
    return Judgement(qid, text, figures, len(relevant), len(relevant.intersection(ranking)))


def known_ids(snapshot: Snapshot, given: Iterable[str]) -> dict[str, str | None]:
    """Each id as the index has it: itself, else the one record that has it as its local id, else None."""
    asked = sorted(given)
    found = snapshot.fetch([identifier for identifier in asked if ":" in identifier])
    return {identifier: identifier if identifier in found else _local(snapshot, identifier) for identifier in asked}


def _local(snapshot: Snapshot, identifier: str) -> str | None:
    found = (record.id for record in snapshot.identified(identifier))
    same = sorted(one for one in found if one.partition(":")[2] == identifier)
    if len(same) > 1:
        raise SourceError(
            "%(query)s is judged, and it may be %(ids)s: write which one.", query=identifier, ids=Choice(same[:3])
        )
    return same[0] if same else None
