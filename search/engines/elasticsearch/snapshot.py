"""One version on a server: plans in, answers out, by one `msearch` a question."""

import contextlib
import zlib
from collections.abc import Iterator, Sequence

from elasticsearch import Elasticsearch

from search.answers import Status
from search.engines.elasticsearch.answer import (
    RECORD_ONLY,
    VALUES_AT_A_TIME,
    bodies,
    crossing,
    every_value,
    hits,
    read_answer,
    read_crossing,
    read_record,
    read_total,
    read_values,
)
from search.engines.elasticsearch.answer import total_only as total_body
from search.engines.elasticsearch.errors import BUSY, explained, translated, unread
from search.engines.elasticsearch.query import Body, Translator
from search.errors import EngineUnavailable, SearchError, TooCostly
from search.index import Answer, Condition, Crossed, Crossing, Order, Plan, Snapshot, Understanding, deadline, record_of
from search.records import Record

BATCH = 500  # records a request of a scan
KEPT_OPEN = "2m"  # between two requests of a scan


class ElasticsearchSnapshot(Snapshot):
    """Asks one concrete version, never the alias, so that an answer is about one content."""

    def __init__(
        self, client: Elasticsearch, translator: Translator, status: Status, understanding: Understanding
    ) -> None:
        self.status = status
        self.understanding = understanding
        self.authorities = understanding.authorities
        self._client = client
        self._translator = translator

    def ask(self, plan: Plan) -> Answer:
        with translated():
            return read_answer(self._msearch(bodies(plan, self._translator), plan.condition), plan)

    def totals(self, conditions: list[Condition]) -> list[int]:
        if not conditions:
            return []
        asked = [total_body(condition, self._translator) for condition in conditions]
        with translated():
            return [read_total(answer) for answer in self._msearch(asked, conditions[0])]

    def fetch(self, identifiers: list[str]) -> dict[str, bytes]:
        if not identifiers:
            return {}
        with translated():  # realtime would show what an update has written but not finished
            found = self._client.mget(
                index=self.status.version, ids=identifiers, source_includes=RECORD_ONLY, realtime=False
            )["docs"]
            for document in found:
                if "error" in document:
                    raise unread(document["error"])
            return {document["_id"]: read_record(document) for document in found if document["found"]}

    def stream(self, condition: Condition, order: Order) -> Iterator[bytes]:
        body = hits(condition, order, self._translator, BATCH)
        with translated():
            pit = self._client.open_point_in_time(
                index=self.status.version, keep_alive=KEPT_OPEN, preference=_copy(condition)
            )["id"]
        try:
            while True:
                body["pit"] = {"id": pit, "keep_alive": KEPT_OPEN}
                with translated():
                    answer = self._client.search(allow_partial_search_results=False, body=body)
                    pit, found = answer["pit_id"], answer["hits"]["hits"]
                    body["search_after"] = found[-1]["sort"] if found else None
                    lines = list(map(read_record, found))
                yield from lines
                if len(lines) < BATCH:
                    return
        finally:
            with contextlib.suppress(SearchError), translated():  # it closes by itself, only later
                self._client.close_point_in_time(id=pit)

    def first(self, conditions: list[Condition], order: Order, size: int) -> Iterator[list[Record]]:
        """All in one request."""
        asked = [hits(condition, order, self._translator, size) for condition in conditions]
        with translated():
            answers = self._msearch(asked, conditions[0]) if asked else []
        for answer in answers:
            yield [record_of(read_record(hit)) for hit in answer["hits"]["hits"]]

    def values(self, facet: str, condition: Condition) -> dict[str, int]:
        found: dict[str, int] = {}
        after = None
        while True:
            with translated():
                (answer,) = self._msearch([every_value(facet, condition, self._translator, after)], condition)
                values = read_values(answer)
            found |= values
            if len(values) < VALUES_AT_A_TIME:
                return found
            after = list(values)[-1]

    def crossed(self, asked: Sequence[Crossed]) -> list[Crossing]:
        if not asked:
            return []
        with translated():
            answers = self._msearch([crossing(*one, self._translator) for one in asked], asked[0][0])
            told = zip(answers, asked, strict=True)
            return [read_crossing(answer, rows, columns, under.kinds) for answer, (under, rows, columns) in told]

    def _msearch(self, asked: list[Body], about: Condition) -> list[Body]:
        """One request; the answers of the `size: 0` searches are kept in the server's request cache."""
        deadline.go_on()
        searches: list[Body] = []
        patience = {"timeout": f"{deadline.SECONDS * 1000:.0f}ms"}  # always the same: it is part of the cache's key
        for body in asked:
            cached = {"request_cache": True} if body["size"] == 0 else {}
            searches += [{"preference": _copy(about), **cached}, body | patience]
        with translated():
            answer = self._client.msearch(index=self.status.version, searches=searches)
            deadline.worked(answer["took"] / 1000)
            answers: list[Body] = answer["responses"]
            for one in answers:
                _check_whole(one)
        return answers


def _check_whole(answer: Body) -> None:
    """A count that lacks a part of the index is no count."""
    if "error" in answer:
        raise explained(answer["status"], answer["error"])
    if answer["timed_out"]:
        raise TooCostly
    if answer["_shards"]["failed"]:
        raise EngineUnavailable(BUSY)


def _copy(condition: Condition) -> str:
    """The same words ask the same copy of the index.

    Copies weigh words differently until they have forgotten the same deleted records: pages would not fit together.
    """
    return f"words-{zlib.crc32(repr(condition.tree).encode(errors='replace'))}"
