"""The floor on tantivy: the same answer by nothing but the engine, its queries made before the clock starts.

Ten records, the counts of all facets by the fastest way that was found, and tantivy's own snippets as highlights. No
order among equal scores, no checks, no reading of words, no chosen zeros.
"""

from collections.abc import Callable
from typing import Any

import msgspec
import tantivy

from search.engines.embedded.counts import ALL_VALUES, DENSE, MORE, OF_A_SEGMENT, SHORT
from search.engines.embedded.schema import own_field, term
from search.engines.embedded.snapshot import EmbeddedSnapshot
from search.index import Counting, plan
from search.queries import Query
from search.records import OPEN_LIMIT, TOGETHER

SNIPPETS = ("title", "abstract")


class BareTantivy:
    """Asks an embedded index without our code."""

    def __init__(self, snapshot: EmbeddedSnapshot) -> None:
        self.snapshot = snapshot
        self.searcher = snapshot._searcher.bare
        self.translator = snapshot._translator

    def prepared(self, query: Query) -> Callable[[], object]:
        """What answers the question."""
        understood = self.snapshot.understood(query)
        words, reached = understood.words, understood.reached
        asked = plan(query, words, reached)
        assert asked.page is not None
        order = asked.page.order
        page = self.translator.query(asked.condition, order.bonus)
        counting = [(one, self.translator.query(one.condition)) for one in asked.counting]
        return lambda: self.answer(page, order.sort, counting, bool(words.groups))

    def answer(
        self, page: tantivy.Query, sort: str, counting: list[tuple[Counting, tantivy.Query]], words: bool
    ) -> tuple[int, list[Any], list[Any]]:
        """(total, records with their snippets, counts)."""
        order: dict[str, Any] = {"order_by_field": sort, "order": tantivy.Order.Asc} if sort else {}
        found: Any = self.searcher.search(page, 10, count=True, **order)
        records = [msgspec.json.decode(self.searcher.doc(address)["record"][0]) for _, address in found.hits]
        shown = self._snippets(page, records) if words else []
        total = int(found.count)
        return total, [records, shown], [self._counts(one.facets, query, total) for one, query in counting]

    def _snippets(self, page: tantivy.Query, records: list[Any]) -> list[Any]:
        schema = self.translator.schema
        shown = []
        for name in SNIPPETS:
            field = f"text.{name}.und"
            generator = tantivy.SnippetGenerator.create(self.searcher, page, schema, field)
            for record in records:
                document = tantivy.Document()
                document.add_text(field, next(iter(record.get(name, {}).values()), ""))
                snippet = generator.snippet_from_doc(document)
                shown.append((snippet.fragment(), [(part.start, part.end) for part in snippet.highlighted()]))
        return shown

    def _counts(self, facets: tuple[str, ...], query: tantivy.Query, total: int) -> Any:
        fields = dict.fromkeys(own_field(facet) or TOGETHER for facet in facets)
        if len(facets) == 1 and TOGETHER in fields:
            return self.searcher.terms_with_prefix(*term(facets[0], ""), query)
        walked = None
        if TOGETHER in fields and total >= DENSE * self.searcher.num_docs:
            walked = self.searcher.terms_with_prefix(TOGETHER, "", query)
            del fields[TOGETHER]
        enough = ALL_VALUES if total <= SHORT else OPEN_LIMIT + MORE
        sizes = {field: ALL_VALUES if field == TOGETHER else enough for field in fields}
        asked = {f: {"terms": {"field": f, "size": n, "segment_size": OF_A_SEGMENT}} for f, n in sizes.items()}
        return walked, self.searcher.aggregate(query, asked) if asked else None
