"""Who writes to an index on a server, and until when: one document, renewed by its owner while it lives."""

import contextlib
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, ConflictError, Elasticsearch, TransportError

from search.engines.elasticsearch_errors import translated
from search.errors import IndexBusy

LEASE = 15  # seconds after which a silent owner is taken for dead
WRITER = "writer"


class Lock:
    """Held in the index `<alias>-lock`. A dead owner's lease runs out; a living one renews it from a thread."""

    def __init__(self, client: Elasticsearch, alias: str, since: str) -> None:
        self._client = client
        self._index = f"{alias}-lock"
        command = os.path.basename(sys.argv[0])
        self._owner = f"{command} (process {os.getpid()} on {socket.gethostname()}, since {since})"
        self._place: dict[str, Any] = {}
        self._stopped = threading.Event()
        self._lost = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Raises IndexBusy naming the owner, before the block or, when the lock was lost meanwhile, after it."""
        with translated():
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
        """Raises IndexBusy when another process has taken this one for dead and writes now."""
        if self._lost:
            raise IndexBusy("Another process has taken over the writing to this index: run the command again.")

    def _beat(self) -> None:
        while not self._stopped.wait(LEASE / 3):
            try:
                self._write(**self._place)
            except ConflictError:
                self._lost = True
                return
            except (ApiError, TransportError):
                continue  # a server that is away for a moment; the lease decides

    def _take(self) -> None:
        try:
            self._write(op_type="create")
        except ConflictError as error:
            found = self._client.get(index=self._index, id=WRITER)
            held = found["_source"]
            if held["until"] > time.time():
                raise IndexBusy(f"{held['owner']} is writing to this index: wait until it has finished.") from error
            try:
                self._write(if_seq_no=found["_seq_no"], if_primary_term=found["_primary_term"])
            except ConflictError as lost:
                raise IndexBusy("Another process has just begun to write to this index: wait for it.") from lost

    def _write(self, **how: Any) -> None:
        document = {"owner": self._owner, "until": time.time() + LEASE}
        done = self._client.index(index=self._index, id=WRITER, document=document, **how)
        self._place = {"if_seq_no": done["_seq_no"], "if_primary_term": done["_primary_term"]}
