"""Records on their way to one version: collected, sent in bulk by some threads, every refusal noted.

Requests overtake one another and are repeated when an answer is late. So each operation has a number of its own, sent
as an external version: the server keeps of each id what has the highest, however often and in what order they come.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from threading import Lock as Mutex
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.authorities import Authorities
from search.engines.elasticsearch.errors import explained, translated
from search.engines.elasticsearch.lock import LOST, Lock
from search.errors import IndexBusy
from search.index import Documents, Gathering, Rejection
from search.queries import Lexicon
from search.records import Record
from search.sentences import Sentence

BATCH = 500  # operations that are collected before they are sent
BULK_BYTES = 8_000_000  # of records and, within the client, of a request
RETRIES = 6  # of operations that a busy server puts off: after 1, 2, 4 ... seconds, a minute in all
THREADS = 3  # requests on their way at a time
ANOTHER_KIND = (400, 413)  # what repeating does not change
COUNTED = {"created": 1, "deleted": -1, "not_found": -1}  # it may not be found as the answer that it is gone was lost
OPERATIONS = 28  # bits: 268 million operations a term; the term's 35 bits above them last until the year 3058

HALF_CHARACTERS = "The record holds characters that are not valid Unicode."

Operation = dict[str, Any]


class ElasticsearchWriter:
    """The last operation on an id is the one that counts, whichever thread it went through."""

    def __init__(
        self, client: Elasticsearch, name: str, authorities: Authorities, lock: Lock, before: Lexicon | None = None
    ) -> None:
        self.rejected: list[Rejection] = []
        self.gathering = Gathering(before)
        self.created = 0  # records said to be new, less those taken out: at least so many are there
        self._client = client
        self._name = name
        self._lock = lock
        self._documents = Documents(authorities.taxonomy, authorities.countries)
        self._numbers = count(lock.term << OPERATIONS)
        self._waiting: dict[str, Operation] = {}
        self._bytes = 0
        self._threads = ThreadPoolExecutor(max_workers=THREADS)
        self._sending: deque[Future[None]] = deque()
        self._noting = Mutex()

    @contextmanager
    def sending(self) -> Iterator["ElasticsearchWriter"]:
        """Leaving normally sends all; leaving in any way waits until nothing is on its way any more."""
        try:
            yield self
            self.flush()
        finally:
            self._threads.shutdown(cancel_futures=True)

    def add(self, record: Record) -> None:
        """Write a record; one of the same id is replaced."""
        try:
            line = record.to_json()
        except ValueError:  # half a surrogate pair in a raw cell
            self.rejected.append(Rejection(record.id, Sentence(HALF_CHARACTERS)))
            return
        made = self._documents.of(record)
        self.gathering.add(made)
        source = {**made, "record": line}
        self._bytes += len(line)
        self._take(record.id, {"_op_type": "index", "_id": record.id, "_source": source})

    def remove(self, identifier: str) -> None:
        """Take a record out; one that is not there is no error."""
        self._take(identifier, {"_op_type": "delete", "_id": identifier})

    def flush(self) -> None:
        """Hand over what is waiting, so that `rejected` is complete; nothing is shown yet."""
        self._send()
        self._settle(0)

    def _take(self, identifier: str, operation: Operation) -> None:
        self._waiting.pop(identifier, None)
        self._waiting[identifier] = operation | {"version": next(self._numbers), "version_type": "external_gte"}
        if len(self._waiting) >= BATCH or self._bytes >= BULK_BYTES:
            self._send()

    def _send(self) -> None:
        self._settle(THREADS)  # one batch more than threads: none of them waits for the next one to be made
        self._lock.check()
        operations = [{"_index": self._name, **operation} for operation in self._waiting.values()]
        self._waiting, self._bytes = {}, 0
        if operations:
            self._sending.append(self._threads.submit(self._bulk, operations))

    def _settle(self, most: int) -> None:
        """Wait until at most so many requests are on their way. Raises what went wrong with one."""
        while len(self._sending) > most:
            self._sending.popleft().result()

    def _bulk(self, operations: list[Operation]) -> None:
        with translated():
            outcomes = streaming_bulk(
                self._client, operations, chunk_size=BATCH, max_chunk_bytes=BULK_BYTES, max_retries=RETRIES,
                initial_backoff=1, raise_on_error=False, raise_on_exception=False,
            )  # fmt: skip
            for good, outcome in outcomes:
                ((kind, item),) = outcome.items()
                if good or (kind == "delete" and item["status"] == 404):
                    with self._noting:
                        self.created += COUNTED.get(item.get("result"), 0)
                else:
                    self._refused(item)

    def _refused(self, item: dict[str, Any]) -> None:
        if item["status"] == 409:
            self._outdone(item["_id"])
        elif "exception" in item and item["status"] != 413:
            raise item["exception"]  # about the whole request: its records are as good as any
        elif item["status"] not in ANOTHER_KIND:
            raise explained(item["status"], item.get("error"))
        else:
            self.rejected.append(Rejection(item["_id"], Sentence(_reason(item))))

    def _outdone(self, identifier: str) -> None:
        """Somebody has written the record with a higher number. Raises IndexBusy unless it was this writer."""
        there = self._client.options(ignore_status=404).get(index=self._name, id=identifier, source=False)
        if there.get("found") and there["_version"] >> OPERATIONS > self._lock.term:
            raise IndexBusy(LOST)


def _reason(item: dict[str, Any]) -> str:
    if item["status"] == 413:
        return "The record is larger than what Elasticsearch takes in one request (100 MB unless set otherwise)."
    if "immense term" in str(item.get("error")):
        return "One of the record's values is longer than the 32,766 bytes that can be indexed; look at its url."
    return "Elasticsearch's mapping does not take the record: run `spindex reindex`, and report this if it comes again."
