"""One opened state of an embedded index: plans in, answers out."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy

from search.answers import Status
from search.engines.embedded.counts import FacetCounter
from search.engines.embedded.errors import answering
from search.engines.embedded.query import Translator
from search.engines.embedded.schema import analyzers
from search.engines.embedded.searcher import Searcher
from search.index import (
    Answer,
    Condition,
    Counting,
    Counts,
    Crossed,
    Crossing,
    Documents,
    Order,
    Page,
    Plan,
    Schema,
    Snapshot,
    Understanding,
    deadline,
    record_of,
)
from search.queries import Node
from search.records import BY_NAME, Record

TOTALS = 4096  # conditions whose total is kept
COUNTED = 128  # conditions whose counts are kept: another page or order of an answer, and the commonest questions
CROSSED = 8  # crossings that are kept, a MB or two each: the same map in another order, or with a row opened
WALKS = 8  # whole answers whose order is kept, 8 bytes a record: the next step of a walk may come to this process
SEGMENT = 1 << 32  # more documents than a segment can hold
BITS = 20  # groups that are told apart by one score
SLACK = 64  # hits fetched beyond the page, to see whether its last score is shared

Address = tuple[float, tantivy.DocAddress]


class EmbeddedSnapshot(Snapshot):
    """A searcher of tantivy: it goes on seeing what it saw, whatever is written meanwhile."""

    def __init__(
        self, index: tantivy.Index, schema: Schema, status: Status, understanding: Understanding, folder: Path
    ) -> None:
        authorities = understanding.authorities
        self.status = status
        self.understanding = understanding
        self._folder = folder
        self.authorities = authorities
        self._searcher = Searcher(index.searcher())
        made = analyzers()
        for name, analyzer in made.items():
            index.register_tokenizer(name, analyzer)
        tokens = lru_cache(maxsize=4096)(
            lambda name, text: made[name].analyze(text)
        )  # a word is looked for in 8 fields
        self._translator = Translator(index.schema, schema, tokens, self._known)
        self._documents = Documents(authorities.taxonomy, authorities.countries)
        self._totals: dict[Condition, int] = {}
        self._counter = FacetCounter(self._searcher, self._translator, self._total)
        self._counted = lru_cache(maxsize=COUNTED)(self._counter.count)
        self._crossed = lru_cache(maxsize=CROSSED)(self._counter.crossed)
        self._whole = lru_cache(maxsize=WALKS)(self._in_order)

    def ask(self, plan: Plan) -> Answer:
        with answering(self._folder):
            return self._ask(plan)

    def _ask(self, plan: Plan) -> Answer:
        addresses = self._page(plan.condition, plan.page) if plan.page else []
        total = self._total(plan.condition)
        records = tuple(record_of(self._record(address)) for address in addresses)
        whole = len(records) == total
        counts = tuple(
            self._counts_of(records, counting)
            if whole and counting.condition == plan.condition
            else self._counted(counting)
            for counting in plan.counting
        )
        lacking = self._lacking(addresses, plan.page.groups) if plan.page and plan.page.groups else ()
        return Answer(total, records, counts, lacking, tuple(map(self._total, plan.also)))

    def _lacking(self, addresses: list[tantivy.DocAddress], groups: tuple[Node, ...]) -> tuple[tuple[int, ...], ...]:
        """Which groups each record of a page lacks: the score of each group is a bit of its own (a float has 24)."""
        ties = self._ties(addresses)
        having = dict.fromkeys(ties, 0)
        for start in range(0, len(groups) if addresses else 0, BITS):
            query = self._translator.marking(groups[start : start + BITS], ties)
            found = self._searcher.search(query, len(ties), count=False).hits
            for tie, (score, _) in zip(self._ties([address for _, address in found]), found, strict=True):
                having[tie] |= int(score) << start
        return tuple(tuple(n for n in range(len(groups)) if not having[tie] >> n & 1) for tie in ties)

    def _ties(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        """The keys of the order of ties, which every record has."""
        return self._searcher.fast_field_values("sort.tie", addresses)  # type: ignore[return-value]

    def _counts_of(self, records: tuple[Record, ...], counting: Counting) -> Counts:
        """The counts of an answer that fits its page, of its records themselves: what the index was told of them."""
        counts: Counts = {}
        values_of, kinds = self._documents.facet_values, counting.condition.kinds
        for facet in counting.facets:
            values = (value for record in records for value in values_of(record, BY_NAME[facet], kinds))
            counts[facet] = dict(Counter(values))
        return counts

    def totals(self, conditions: list[Condition]) -> list[int]:
        with answering(self._folder):
            return [self._total(condition) for condition in conditions]

    def stream(self, condition: Condition, order: Order) -> Iterator[bytes]:
        with answering(self._folder):
            return self._records(self._first(condition, order, max(1, self._total(condition))))

    def _records(self, addresses: list[tantivy.DocAddress]) -> Iterator[bytes]:
        with answering(self._folder):
            for address in addresses:
                yield self._record(address)

    def first(self, conditions: list[Condition], order: Order, size: int) -> Iterator[list[Record]]:
        """One after the other, as they are asked for."""
        for condition in conditions:
            with answering(self._folder):
                query = self._translator.query(condition)
                sort = {"order_by_field": order.sort, "order": tantivy.Order.Asc}
                found = self._searcher.search(query, size, count=False, **sort).hits
                records = [record_of(self._record(address)) for _, address in found]
            yield records

    def values(self, facet: str, condition: Condition) -> dict[str, int]:
        with answering(self._folder):
            return self._counter.values(facet, condition)

    def crossed(self, asked: Sequence[Crossed]) -> list[Crossing]:
        with answering(self._folder):
            return [self._crossed(*one) for one in asked]

    def fetch(self, identifiers: list[str]) -> dict[str, bytes]:
        with answering(self._folder):
            found = ((identifier, self._with_id(identifier)) for identifier in identifiers)
            return {identifier: line for identifier, line in found if line is not None}

    def _with_id(self, identifier: str) -> bytes | None:
        query = tantivy.Query.term_query(self._translator.schema, "id", identifier, index_option="basic")
        hits = self._searcher.search(query, 1, count=False).hits
        return self._record(hits[0][1]) if hits else None

    def _known(self, field: str, token: str) -> bool:
        return self._searcher.doc_freq(field, token) > 0

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
        return int(self._searcher.search(query, 1, count=True).count)

    def _page(self, condition: Condition, page: Page) -> list[tantivy.DocAddress]:
        if page.after and page.after.seen:
            seen = page.after.seen
            wanted = self._whole(condition, page.order)[seen : seen + page.size]
            return [tantivy.DocAddress(*divmod(one, SEGMENT)) for one in wanted]
        last = page.offset + page.size
        known = self._totals.get(condition, last)
        if page.offset >= known:
            return []
        return self._first(condition, page.order, min(last, known))[page.offset :]

    def _in_order(self, condition: Condition, order: Order) -> "array[int]":
        """Where each record of an answer is, for all the steps of a walk through it."""
        with deadline.aside():
            found = self._first(condition, order, max(1, self._total(condition)))
        return array("Q", (address.segment_ord * SEGMENT + address.doc for address in found))

    def _first(self, condition: Condition, order: Order, last: int) -> list[tantivy.DocAddress]:
        """The addresses of the first hits in order. tantivy allocates for `last` hits beforehand: a page's, or all."""
        if order.sort:
            return [address for _, address in self._hits(condition, order, last)]
        limit = last + SLACK
        hits = self._hits(condition, order, limit)
        total = self._total(condition)
        while limit < total and hits[-1][0] == hits[last - 1][0]:  # a score shared beyond what was fetched
            limit = min(limit * 4, total)
            hits = self._hits(condition, order, limit)
        return self._by_score_then_tie(hits)[:last]

    def _hits(self, condition: Condition, order: Order, limit: int) -> list[Address]:
        query = self._translator.query(condition, order.bonus)
        sort: dict[str, Any] = {"order_by_field": order.sort, "order": tantivy.Order.Asc} if order.sort else {}
        unknown = condition not in self._totals
        found = self._searcher.search(query, limit, count=unknown, **sort)
        if unknown:
            self._note_total(condition, int(found.count))
        hits: list[Address] = found.hits
        return hits

    def _by_score_then_tie(self, hits: list[Address]) -> list[tantivy.DocAddress]:
        addresses = [address for _, address in hits]
        ties = self._ties(addresses)
        order = sorted(range(len(hits)), key=lambda n: (-hits[n][0], ties[n]))
        return [addresses[n] for n in order]
