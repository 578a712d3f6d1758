"""One opened state of an embedded index: plans in, answers out."""

from collections.abc import Callable, Iterator
from typing import Any

import tantivy

from search.engines.embedded_query import Translator
from search.engines.embedded_schema import CLOSED_FACETS, SEPARATOR, analyzers, own_field
from search.index import Authorities, Snapshot
from search.plan import Answer, Condition, Counting, Plan
from search.reading import Reader
from search.results import Status
from search.schema import Schema

DENSE = 0.2  # share of the index from which counting through postings beats an aggregation (measured)
ALL_VALUES = 65_000  # more than any facet has
SLACK = 64  # hits fetched beyond the page, to see whether its last score is shared

Counts = dict[str, dict[str, int]]
Address = tuple[float, tantivy.DocAddress]


class EmbeddedSnapshot(Snapshot):
    """A searcher of tantivy: it goes on seeing what it saw, whatever is written meanwhile."""

    def __init__(self, index: tantivy.Index, schema: Schema, status: Status, authorities: Authorities) -> None:
        self.status = status
        self.authorities = authorities
        self.reader = Reader(authorities.taxonomy)
        self._searcher = index.searcher()
        made = analyzers()
        for name, analyzer in made.items():
            index.register_tokenizer(name, analyzer)
        tokens: Callable[[str, str], list[str]] = lambda name, text: made[name].analyze(text)  # noqa: E731
        self._translator = Translator(index.schema, schema, tokens)
        self._of_everything: dict[tuple[str, ...], Counts] = {}

    def ask(self, plan: Plan) -> Answer:
        query = self._translator.query(plan.condition, plan.bonus)
        total, addresses = self._page(query, plan)
        records = tuple(self._record(address) for address in addresses)
        return Answer(total, records, self._counts(plan))

    def totals(self, conditions: list[Condition]) -> list[int]:
        return [self._total(self._translator.query(condition)) for condition in conditions]

    def stream(self, plan: Plan) -> Iterator[bytes]:
        query = self._translator.query(plan.condition, plan.bonus)
        total = self._total(query)
        addresses = self._ordered(query, plan.sort, total) if total else []
        return (self._record(address) for address in addresses)

    def fetch(self, identifiers: list[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for identifier in identifiers:
            query = tantivy.Query.term_query(self._translator.schema, "id", identifier, index_option="basic")
            hits = self._searcher.search(query, 1, count=False).hits
            if hits:
                found[identifier] = self._record(hits[0][1])
        return found

    def _record(self, address: tantivy.DocAddress) -> bytes:
        return bytes(self._searcher.doc(address)["record"][0])

    def _total(self, query: tantivy.Query) -> int:
        found: Any = self._searcher.search(query, 1, count=True)  # its type stubs lack `count`
        return int(found.count)

    def _page(self, query: tantivy.Query, plan: Plan) -> tuple[int, list[tantivy.DocAddress]]:
        total = self._total(query)
        if plan.offset >= total:  # tantivy allocates limit + offset beforehand: never ask beyond the end
            return total, []
        last = min(plan.offset + plan.size, total)
        return total, self._ordered(query, plan.sort, last, total)[plan.offset : last]

    def _ordered(
        self, query: tantivy.Query, sort: str, last: int, total: int | None = None
    ) -> list[tantivy.DocAddress]:
        """The addresses of the first `last` hits in order."""
        if sort:
            found = self._searcher.search(query, last, count=False, order_by_field=sort, order=tantivy.Order.Asc)
            return [address for _, address in found.hits]
        limit = last + SLACK
        hits: list[Address] = self._searcher.search(query, limit, count=False).hits
        while total and limit < total and hits[-1][0] == hits[last - 1][0]:  # a score shared beyond what was fetched
            limit = min(limit * 4, total)
            hits = self._searcher.search(query, limit, count=False).hits
        return self._by_score_then_tie(hits)[:last]

    def _by_score_then_tie(self, hits: list[Address]) -> list[tantivy.DocAddress]:
        addresses = [address for _, address in hits]
        ties = self._searcher.fast_field_values("sort.tie", addresses)
        order = sorted(range(len(hits)), key=lambda n: (-hits[n][0], ties[n]))
        return [addresses[n] for n in order]

    def _counts(self, plan: Plan) -> Counts:
        counts: Counts = {}
        for counting in plan.counting:
            counts |= self._counting(counting)
        return counts

    def _counting(self, counting: Counting) -> Counts:
        key = (*counting.facets, *(f"{facet}{SEPARATOR}{value}" for facet, value in counting.wanted))
        if counting.condition.everything and key in self._of_everything:
            return self._of_everything[key]
        query = self._translator.query(counting.condition)
        dense = self._total(query) >= DENSE * self._searcher.num_docs
        counts = self._closed([f for f in counting.facets if not own_field(f)], query, dense)
        for facet in counting.facets:
            if own := own_field(facet):
                counts[facet] = self._open(own, query, counting.open_limit, dense)
        self._add_wanted(counts, counting, query)
        if counting.condition.everything:
            self._of_everything[key] = counts
        return counts

    def _closed(self, facets: list[str], query: tantivy.Query, dense: bool) -> Counts:
        counts: Counts = {facet: {} for facet in facets}
        if dense or len(facets) == 1:
            for facet in facets:
                start = f"{facet}{SEPARATOR}"
                pairs = self._searcher.terms_with_prefix(CLOSED_FACETS, start, query)
                counts[facet] = {key.removeprefix(start): count for key, count in pairs if count}
        elif facets:
            for key, count in self._aggregated(CLOSED_FACETS, query):
                facet, _, value = key.partition(SEPARATOR)
                if facet in counts:
                    counts[facet][value] = count
        return counts

    def _open(self, field: str, query: tantivy.Query, limit: int, dense: bool) -> dict[str, int]:
        if dense:
            return {key: count for key, count in self._searcher.terms_with_prefix(field, "", query, limit) if count}
        pairs = sorted(self._aggregated(field, query), key=lambda pair: (-pair[1], pair[0]))
        return dict(pairs[:limit])

    def _aggregated(self, field: str, query: tantivy.Query) -> list[tuple[str, int]]:
        answer = self._searcher.aggregate(query, {"values": {"terms": {"field": field, "size": ALL_VALUES}}})
        return [(bucket["key"], bucket["doc_count"]) for bucket in answer["values"]["buckets"]]

    def _add_wanted(self, counts: Counts, counting: Counting, query: tantivy.Query) -> None:
        """Chosen values of open vocabularies that are not among the first ones."""
        for facet, value in counting.wanted:
            if own_field(facet) and value not in counts[facet]:
                both = [(tantivy.Occur.Must, query), (tantivy.Occur.Must, self._translator.facet_value(facet, value))]
                if count := self._total(tantivy.Query.boolean_query(both)):
                    counts[facet][value] = count
