"""The floors on Elasticsearch: the same bodies sent without our code, and the naive single request.

The bare one sends prepared bytes and reads the answers as JSON; it has no highlights. The naive one is what comes to
mind first: all selections in a `post_filter`, and for each facet a `filter` aggregation of the others' selections.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from elasticsearch import Elasticsearch

from search.engines.elasticsearch.answer import RECORD_ONLY, bodies
from search.engines.elasticsearch.client import _Json, _Ndjson
from search.engines.elasticsearch.snapshot import ElasticsearchSnapshot
from search.index import condition, plan
from search.queries import Query
from search.records import FACETS

HEADERS = {
    "content-type": "application/vnd.elasticsearch+x-ndjson; compatible-with=8",
    "accept": "application/vnd.elasticsearch+json; compatible-with=8",
}


class BareElasticsearch:
    """Asks one version on a server without our code."""

    def __init__(self, snapshot: ElasticsearchSnapshot, url: str) -> None:
        self.snapshot = snapshot
        self.client = Elasticsearch(url, serializers={one.mimetype: one for one in (_Json(), _Ndjson())})

    def prepared(self, query: Query) -> Callable[[], object]:
        """What answers the question by one `msearch`."""
        understood = self.snapshot.understood(query)
        words, reached = understood.words, understood.reached
        lines: list[Any] = []
        asked = plan(query, words, reached)
        for body in bodies(asked, self.snapshot._translator):
            lines += [{} if body["size"] else {"request_cache": True}, body]
        sent = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
        path = f"/{self.snapshot.status.version}/_msearch"
        return lambda: self._records(self.client.transport.perform_request("POST", path, body=sent, headers=HEADERS))

    def _records(self, answer: Any) -> list[Any]:
        found = answer.body["responses"][0]["hits"]["hits"]
        return [msgspec.json.decode(hit["_source"]["record"]) for hit in found]

    def naive(self, query: Query) -> Callable[[], object]:
        """What answers it by one request with a filter in each facet's aggregation."""
        translator = self.snapshot._translator
        understood = self.snapshot.understood(query)
        words, reached = understood.words, understood.reached

        def of(asked: Query) -> dict[str, Any]:
            return translator.query(condition(asked, None))

        aggregations = {
            facet.name: {
                "filter": of(query.without_own_choice(facet.name)),
                "aggs": {"values": {"terms": {"field": f"facet.{facet.name}", "size": 10_000 if facet.closed else 51}}},
            }
            for facet in FACETS
        }
        asked = plan(query, words, reached).page
        assert asked is not None
        sort = asked.order.sort
        body = {
            "query": translator.query(condition(query.without_filters(), reached.tree), words.bonus),
            "post_filter": of(query.with_words("")),
            "aggs": aggregations,
            "size": query.size,
            "sort": [{sort: "asc"}] if sort else [{"_score": "desc"}, {"sort.tie": "asc"}],
            "track_total_hits": True,
            "_source": RECORD_ONLY,
        }
        return lambda: self.client.search(index=self.snapshot.status.version, body=body, request_cache=False)
