"""Who writes to an index on a server, and until when: one document, renewed by its owner while it lives."""

import contextlib
import os
import secrets
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError, TransportError

from search.engines.elasticsearch_errors import translated
from search.errors import IndexBusy

LEASE = 15  # seconds after which a silent owner is taken for dead
WRITER = "writer"
SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
LOST = "Another process has taken over the writing to this index: run the command again."


class Lock:
    """Held in the index `<alias>-lock`. A dead owner's lease runs out; a living one renews it from a thread.

    Clocks that differ by more than the lease let a living owner lose its lock. It notices before it shows anything.
    """

    def __init__(self, client: Elasticsearch, alias: str, since: str) -> None:
        self._client = client
        self._index = f"{alias}-lock"
        command = os.path.basename(sys.argv[0])
        self._owner = f"{command} (process {os.getpid()} on {socket.gethostname()}, since {since})"
        self._token = secrets.token_hex(8)
        self._place: dict[str, Any] = {}
        self._writing = threading.Lock()
        self._stopped = threading.Event()
        self._lost = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Raises IndexBusy, which names the owner."""
        with translated():
            unless_there = self._client.options(ignore_status=400)
            unless_there.indices.create(index=self._index, settings=SETTINGS)
            self._take()
        heart = threading.Thread(target=self._beat, daemon=True)
        heart.start()
        try:
            yield
        finally:
            self._stopped.set()
            heart.join()
            with contextlib.suppress(ApiError, TransportError):  # an owner that cannot say goodbye is forgotten in time
                self._client.delete(index=self._index, id=WRITER, **self._place)

    def check(self) -> None:
        """Raises IndexBusy when another process is known to have taken this one for dead."""
        if self._lost:
            raise IndexBusy(LOST)

    def confirm(self) -> None:
        """Renew the lease now; raises IndexBusy when another process has taken this one for dead."""
        self.check()
        with translated():
            try:
                self._renew()
            except ConflictError as error:
                raise IndexBusy(LOST) from error

    def _beat(self) -> None:
        while not self._stopped.wait(LEASE / 3):
            try:
                self._renew()
            except ConflictError:
                self._lost = True
                return
            except (ApiError, TransportError):
                continue  # a server that is away for a moment; the lease decides

    def _take(self) -> None:
        try:
            self._write(op_type="create")
        except ConflictError as error:
            place = self._left_behind(error)
            try:
                self._write(**place)
            except ConflictError as lost:
                raise IndexBusy("Another process has just begun to write to this index: wait for it.") from lost

    def _left_behind(self, error: ConflictError) -> dict[str, Any]:
        """Where to write over a lease that has run out. Raises IndexBusy for one that has not."""
        try:
            found = self._client.get(index=self._index, id=WRITER)
        except NotFoundError:
            return {"op_type": "create"}  # its owner has finished meanwhile
        held = found["_source"]
        if held["until"] > time.time() and held["token"] != self._token:
            raise IndexBusy(
                f"{held['owner']} is writing to this index: wait until it has finished "
                f"(or, if it was killed, {LEASE} seconds)."
            ) from error
        return _place(found)

    def _renew(self) -> None:
        with self._writing:
            try:
                self._write(**self._place)
            except ConflictError:
                found = self._client.get(index=self._index, id=WRITER)
                if found["_source"]["token"] != self._token:
                    raise
                self._place = _place(found)  # it was written by a request whose answer never came

    def _write(self, **how: Any) -> None:
        document = {"owner": self._owner, "token": self._token, "until": time.time() + LEASE}
        self._place = _place(self._client.index(index=self._index, id=WRITER, document=document, **how))


def _place(answer: Any) -> dict[str, Any]:
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}
