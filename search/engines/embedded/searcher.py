"""Searcher: one opened state of an index, as tantivy searches it, step by step as long as a question may take."""

from typing import Any

import tantivy

from search.index import deadline


class Searcher:
    """tantivy's, whose steps nobody can stop: so none is begun for a question that has had its time."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.bare = searcher
        self.num_docs = searcher.num_docs
        self.doc = searcher.doc
        self.doc_freq = searcher.doc_freq
        self.fast_field_values = searcher.fast_field_values

    def search(self, query: tantivy.Query, limit: int, **how: Any) -> Any:
        """The first hits, at least one; with `count=True` also how many there are."""
        deadline.go_on()
        return self.bare.search(query, limit, **how)

    def aggregate(self, query: tantivy.Query, asked: dict[str, Any]) -> dict[str, Any]:
        """Elasticsearch's aggregations."""
        deadline.go_on()
        return self.bare.aggregate(query, asked)

    def terms_with_prefix(
        self, field: str, prefix: str, query: tantivy.Query, limit: int | None = None
    ) -> list[tuple[str, int]]:
        """The terms that begin so, with how many of the query's records have each; the first by count and then term."""
        deadline.go_on()
        return self.bare.terms_with_prefix(field, prefix, query, limit)
