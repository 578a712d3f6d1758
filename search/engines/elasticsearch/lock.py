"""Who writes to an index on a server, and until when: one document, renewed by its owner while it lives.

The document stays when a writer has finished, because it also keeps the number of the last writer's term: each writer
gets a higher one, and what it writes carries it as an external version, so that a request of an earlier writer that
was held up somewhere cannot undo what a later one wrote.
"""

import contextlib
import os
import secrets
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError, TransportError

from search.engines.elasticsearch.errors import translated
from search.engines.elasticsearch.making import make
from search.errors import IndexBusy

LEASE = 15  # seconds after which a silent owner is taken for dead
LOOKS = 0.5  # seconds between two looks at an owner that may be dead
TERMS_A_SECOND = 10  # a term is the time at which it began, so that it grows even where the document was lost
WRITER = "writer"
STARTED, NUMBERED = "/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"  # of Linux: another one at each start
SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
LOST = "Another process has taken over the writing to this index: run the command again."


class Lock:
    """Held in the index `<alias>-lock`. A dead owner's lease runs out; a living one renews it from a thread.

    Of an owner on this machine it is seen at once whether it lives; for another one a lease is waited for, at most.
    Clocks that differ by more than the lease let a living owner lose its lock. It notices before it shows anything.
    """

    def __init__(self, client: Elasticsearch, alias: str, since: str) -> None:
        self._client = client
        self._index = f"{alias}-lock"
        command = os.path.basename(sys.argv[0])
        self._owner = f"{command} (process {os.getpid()} on {socket.gethostname()}, since {since})"
        self._process = {"machine": _machine(), "process": os.getpid()}
        self._token = secrets.token_hex(8)
        self.term = 0
        self._place: dict[str, Any] = {}
        self._writing = threading.Lock()
        self._stopped = threading.Event()
        self._lost = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Raises IndexBusy, which names the owner."""
        with translated():
            make(self._client, self._index, settings=SETTINGS)
            self._take()
        heart = threading.Thread(target=self._beat, daemon=True)
        heart.start()
        try:
            yield
        finally:
            self._stopped.set()
            heart.join()
            with contextlib.suppress(ApiError, TransportError):  # an owner that cannot say goodbye is forgotten in time
                self._renew(lease=0)

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
        left = self._left_behind(time.monotonic() + LEASE)
        self.term = max(int(time.time() * TERMS_A_SECOND), left["_source"]["term"] + 1 if left else 0)
        try:
            self._write(**(_place(left) if left else {"op_type": "create"}))
        except ConflictError as lost:
            raise IndexBusy("Another process has just begun to write to this index: wait for it.") from lost

    def _left_behind(self, end: float, first: float | None = None) -> Any:
        """The document of the writer before, if there was one, when it is known to be dead or to have finished.

        end: until when that is waited for. first: its lease when it was first looked at. Raises IndexBusy.
        """
        try:
            found = self._client.get(index=self._index, id=WRITER)
        except NotFoundError:
            return None
        held = found["_source"]
        lives = _lives(held)
        if held["until"] <= time.time() or lives is False:
            return found
        if lives or held["until"] != (first or held["until"]) or time.monotonic() > end:
            raise IndexBusy("%(owner)s is writing to this index: wait until it has finished.", owner=held["owner"])
        time.sleep(LOOKS)
        return self._left_behind(end, held["until"])

    def _renew(self, lease: float = LEASE) -> None:
        with self._writing:
            self._write(lease, **self._place)

    def _write(self, lease: float = LEASE, **how: Any) -> None:
        """Raises ConflictError when it was another process that wrote meanwhile."""
        until = time.time() + lease if lease else 0
        document = {"owner": self._owner, "token": self._token, "term": self.term, "until": until}
        document |= self._process
        try:
            there = self._client.index(index=self._index, id=WRITER, document=document, **how)
        except ConflictError:
            there = self._client.get(index=self._index, id=WRITER)
            if there["_source"]["token"] != self._token:
                raise  # else it was written by a request of ours whose answer never came
        self._place = _place(there)


def _machine() -> str:
    """This machine since its start, and which of its spaces of process numbers is ours; "" where it cannot be told."""
    try:
        space = os.stat(NUMBERED)
        return Path(STARTED).read_text().strip() + f":{space.st_ino}"
    except OSError:
        return ""


def _lives(held: dict[str, Any]) -> bool | None:
    """Whether the process that noted this lives; None when it is not one of this machine."""
    if not _machine() or held.get("machine") != _machine():
        return None
    try:
        os.kill(held["process"], 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        pass
    return True


def _place(answer: Any) -> dict[str, Any]:
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}
