"""One version on a server: plans in, answers out, by one `msearch` a question."""

from collections.abc import Iterator
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch_errors import by_status, translated
from search.engines.elasticsearch_query import Body, Translator
from search.facets import BY_NAME
from search.index import Authorities, Snapshot
from search.plan import Answer, Condition, Counting, Plan
from search.reading import Reader
from search.results import Status
from search.schema import Schema

MOST_VALUES = 10_000  # more than any closed vocabulary has
BATCH = 500  # records a request of a scan
KEPT_OPEN = "2m"

Counts = dict[str, dict[str, int]]


class ElasticsearchSnapshot(Snapshot):
    """Asks one concrete version, never the alias, so that an answer is about one content."""

    def __init__(
        self, client: Elasticsearch, name: str, status: Status, authorities: Authorities, reader: Reader
    ) -> None:
        self.status = status
        self.authorities = authorities
        self.reader = reader
        self._client = client
        self._name = name

    def use(self, schema: Schema) -> "ElasticsearchSnapshot":
        """Translate with this schema."""
        self._translator = Translator(schema)
        return self

    def ask(self, plan: Plan) -> Answer:
        hits: Body = {
            "query": self._translator.query(plan.condition, plan.bonus),
            "from": plan.offset,
            "size": plan.size,
            "sort": _sort(plan.sort),
            "track_total_hits": True,
            "_source": ["record"],
        }
        answers = self._msearch([hits, *(self._counting(counting) for counting in plan.counting)])
        records = tuple(_record(hit) for hit in answers[0]["hits"]["hits"])
        counts: Counts = {}
        for counting, answer in zip(plan.counting, answers[1:], strict=True):
            counts |= read_counts(counting, answer)
        return Answer(answers[0]["hits"]["total"]["value"], records, counts)

    def totals(self, conditions: list[Condition]) -> list[int]:
        bodies = [
            {"query": self._translator.query(condition), "size": 0, "track_total_hits": True}
            for condition in conditions
        ]
        return [answer["hits"]["total"]["value"] for answer in self._msearch(bodies)] if bodies else []

    def fetch(self, identifiers: list[str]) -> dict[str, bytes]:
        if not identifiers:
            return {}
        with translated():
            found = self._client.mget(index=self._name, ids=identifiers, source_includes=["record"])
        return {document["_id"]: _record(document) for document in found["docs"] if document.get("found")}

    def stream(self, plan: Plan) -> Iterator[bytes]:
        body: Body = {
            "query": self._translator.query(plan.condition, plan.bonus),
            "size": BATCH,
            "sort": _sort(plan.sort),
            "track_total_hits": False,
            "_source": ["record"],
        }
        with translated():
            pit = self._client.open_point_in_time(index=self._name, keep_alive=KEPT_OPEN)["id"]
        try:
            while True:
                with translated():
                    answer = self._client.search(body={**body, "pit": {"id": pit, "keep_alive": KEPT_OPEN}})
                pit = answer["pit_id"]
                hits = answer["hits"]["hits"]
                yield from (_record(hit) for hit in hits)
                if len(hits) < BATCH:
                    return
                body["search_after"] = hits[-1]["sort"]
        finally:
            with translated():
                self._client.close_point_in_time(id=pit)

    def _msearch(self, bodies: list[Body]) -> list[Body]:
        """One request; the `size: 0` searches are kept in the server's request cache."""
        searches: list[Body] = []
        for body in bodies:
            searches += [{"request_cache": True} if body["size"] == 0 else {}, body]
        with translated():
            answers = self._client.msearch(index=self._name, searches=searches)["responses"]
        for answer in answers:
            if "error" in answer:
                raise by_status(answer["status"])
            if answer["timed_out"] or answer["_shards"]["failed"]:
                raise by_status(503)  # a count that lacks a part of the index is no count
        return answers

    def _counting(self, counting: Counting) -> Body:
        aggregations: Body = {}
        for facet in counting.facets:
            size = MOST_VALUES if BY_NAME[facet].closed else counting.open_limit
            order = [{"_count": "desc"}, {"_key": "asc"}]
            aggregations[facet] = {"terms": {"field": f"facet.{facet}", "size": size, "order": order}}
        for facet, values in _wanted(counting).items():
            terms = {"field": f"facet.{facet}", "include": values, "size": len(values)}
            aggregations[f"{facet}.wanted"] = {"terms": terms}
        query = self._translator.query(counting.condition)
        return {"query": query, "size": 0, "track_total_hits": False, "aggs": aggregations}


def read_counts(counting: Counting, answer: Body) -> Counts:
    """The answer to `_counting`: facet -> indexed value -> count."""
    counts: Counts = {}
    for name in [*counting.facets, *(f"{facet}.wanted" for facet in _wanted(counting))]:
        buckets = answer["aggregations"][name]["buckets"]
        facet = name.removesuffix(".wanted")
        counts.setdefault(facet, {}).update((b["key"], b["doc_count"]) for b in buckets)
    return counts


def _wanted(counting: Counting) -> dict[str, list[str]]:
    """The values of open vocabularies that are counted whether they are among the first or not."""
    wanted: dict[str, list[str]] = {}
    for facet, value in counting.wanted:
        if not BY_NAME[facet].closed:
            wanted.setdefault(facet, []).append(value)
    return wanted


def _sort(field: str) -> list[Any]:
    return [{field: "asc"}] if field else [{"_score": "desc"}, {"sort.tie": "asc"}]


def _record(hit: Body) -> bytes:
    return str(hit["_source"]["record"]).encode()
