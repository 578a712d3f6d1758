"""One opened state of an embedded index: plans in, answers out."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import tantivy

from search.counts import first_by_count
from search.engines.embedded_query import Translator
from search.engines.embedded_schema import CLOSED_FACETS, SEPARATOR, analyzers, own_field, term
from search.index import Authorities, Snapshot
from search.plan import Answer, Condition, Counting, Plan
from search.reading import Reader
from search.results import Status
from search.schema import Schema

DENSE = 0.2  # share of the index from which counting through postings beats an aggregation (measured)
ALL_VALUES = 65_000  # more than any facet has
TOTALS = 4096  # conditions whose total is kept
COUNTED = 128  # conditions whose counts are kept: another page or order of an answer, and the commonest questions
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
        tokens = lru_cache(maxsize=4096)(
            lambda name, text: made[name].analyze(text)
        )  # a word is looked for in 8 fields
        self._translator = Translator(index.schema, schema, tokens)
        self._counted = lru_cache(maxsize=COUNTED)(self._count)
        self._totals: dict[Condition, int] = {}

    def ask(self, plan: Plan) -> Answer:
        addresses = self._page(plan)
        total = self._total(plan.condition)
        records = tuple(map(self._record, addresses))
        counts: Counts = {}
        for counting in plan.counting:
            counts |= self._counted(counting)
        return Answer(total, records, counts)

    def totals(self, conditions: list[Condition]) -> list[int]:
        return [self._total(condition) for condition in conditions]

    def stream(self, plan: Plan) -> Iterator[bytes]:
        addresses = self._first(plan, max(1, self._total(plan.condition)))
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

    def _total(self, condition: Condition) -> int:
        total = self._totals.get(condition)
        if total is None:
            total = self._matches(self._translator.query(condition))
            self._note_total(condition, total)
        return total

    def _note_total(self, condition: Condition, total: int) -> None:
        if len(self._totals) >= TOTALS:
            self._totals = {}
        self._totals[condition] = total

    def _matches(self, query: tantivy.Query) -> int:
        found: Any = self._searcher.search(query, 1, count=True)  # its type stubs lack `count`
        return int(found.count)

    def _page(self, plan: Plan) -> list[tantivy.DocAddress]:
        last = plan.offset + plan.size
        known = self._totals.get(plan.condition, last)
        if plan.offset >= known:
            return []
        return self._first(plan, min(last, known))[plan.offset :]

    def _first(self, plan: Plan, last: int) -> list[tantivy.DocAddress]:
        """The addresses of the first hits in order. tantivy allocates for `last` hits beforehand: a page's, or all."""
        query = self._translator.query(plan.condition, plan.bonus)
        if plan.sort:
            return [address for _, address in self._hits(plan, query, last)]
        limit = last + SLACK
        hits = self._hits(plan, query, limit)
        total = self._total(plan.condition)
        while limit < total and hits[-1][0] == hits[last - 1][0]:  # a score shared beyond what was fetched
            limit = min(limit * 4, total)
            hits = self._hits(plan, query, limit)
        return self._by_score_then_tie(hits)[:last]

    def _hits(self, plan: Plan, query: tantivy.Query, limit: int) -> list[Address]:
        order: dict[str, Any] = {"order_by_field": plan.sort, "order": tantivy.Order.Asc} if plan.sort else {}
        unknown = plan.condition not in self._totals
        found: Any = self._searcher.search(query, limit, count=unknown, **order)
        if unknown:
            self._note_total(plan.condition, int(found.count))
        hits: list[Address] = found.hits
        return hits

    def _by_score_then_tie(self, hits: list[Address]) -> list[tantivy.DocAddress]:
        addresses = [address for _, address in hits]
        ties = self._searcher.fast_field_values("sort.tie", addresses)
        order = sorted(range(len(hits)), key=lambda n: (-hits[n][0], ties[n]))
        return [addresses[n] for n in order]

    def _count(self, counting: Counting) -> Counts:
        query = self._translator.query(counting.condition)
        return self._by_postings(counting, query) if self._dense(counting) else self._by_documents(counting, query)

    def _dense(self, counting: Counting) -> bool:
        """Whether to count through postings; one closed facet alone is always faster so."""
        if len(counting.facets) == 1 and not own_field(counting.facets[0]):
            return True
        return self._total(counting.condition) >= DENSE * self._searcher.num_docs

    def _by_postings(self, counting: Counting, query: tantivy.Query) -> Counts:
        """For answers that are a large part of the index: each value's records that are among them."""
        counts: Counts = {}
        for facet in counting.facets:
            field, start = term(facet, "")
            limit = {} if start else {"limit": counting.open_limit}
            pairs = self._searcher.terms_with_prefix(field, start, query, **limit)
            counts[facet] = {key.removeprefix(start): count for key, count in pairs if count}
        self._add_wanted(counts, counting, query)
        return counts

    def _by_documents(self, counting: Counting, query: tantivy.Query) -> Counts:
        """For the others: each record's values, of all facets in one pass."""
        fields = dict.fromkeys(term(facet, "")[0] for facet in counting.facets)
        asked = {field: {"terms": {"field": field, "size": ALL_VALUES}} for field in fields}
        answer = self._searcher.aggregate(query, asked)
        counts: Counts = {facet: {} for facet in counting.facets}
        for bucket in answer.get(CLOSED_FACETS, {}).get("buckets", ()):
            facet, _, value = bucket["key"].partition(SEPARATOR)
            if facet in counts:
                counts[facet][value] = bucket["doc_count"]
        for facet in filter(own_field, counting.facets):
            found = {bucket["key"]: bucket["doc_count"] for bucket in answer[own_field(facet)]["buckets"]}
            wanted = {value for name, value in counting.wanted if name == facet and value in found}
            counts[facet] = dict(first_by_count(found, counting.open_limit)) | {value: found[value] for value in wanted}
        return counts

    def _add_wanted(self, counts: Counts, counting: Counting, query: tantivy.Query) -> None:
        """Chosen values of open vocabularies that are not among the first ones."""
        for facet, value in counting.wanted:
            if own_field(facet) and value not in counts[facet]:
                both = [(tantivy.Occur.Must, query), (tantivy.Occur.Must, self._translator.facet_value(facet, value))]
                if count := self._matches(tantivy.Query.boolean_query(both)):
                    counts[facet][value] = count
