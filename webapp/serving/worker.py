"""The worker of gunicorn that lets a slow client wait instead of a thread.

gunicorn's own gives a thread to each new connection, which then waits for the head of a request: some dozen clients
that send a byte now and then stop a site, and one that does not close holds up its main loop for two seconds (both
observed with 27.0). Here the main loop itself reads heads, from all connections at once, until a deadline; only a
whole one gets a thread, and so does a short body, as of a question to /mcp, with its head. A request with any body
ends its connection; and an answer is taken within a deadline, or not at all. It fits the version of gunicorn in
setup.cfg, whose queues and hooks it uses.
"""

import contextlib
import errno
import re
import selectors
import socket
import time
from collections.abc import Iterable
from functools import partial
from typing import Any

from gunicorn import http, util
from gunicorn.workers.gthread import TConn, ThreadWorker

TO_ASK = 10.0  # seconds from the first byte, or from connecting, to the whole head of a request
TO_TAKE = 30.0  # seconds in which one piece of an answer (a page, some hundred records of a file) must be taken
TO_CLOSE = 2.0  # seconds for a client to close after us, so that it can read our last words (RFC 9112, 9.6)
LONGEST_HEAD = 65536  # bytes; browsers send 1 to 2 kB
END = re.compile(rb"\r\n\r\n|(?<!\r)\n")  # of a head; or a line that ends as none may
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,5})[ \t]*\r\n", re.IGNORECASE)
LONGEST_BODY = 65536  # bytes that are waited for before there is a thread; a longer one is read by it, or by nobody
REFUSALS = {400: "Bad Request", 408: "Request Timeout", 431: "Request Header Fields Too Large"}


class Gone(Exception):
    """The client has closed, or is to be told this status and closed."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(status)
        self.status = status


class Connection(TConn):  # type: ignore[misc]
    """head: what has come of the next request; whole: how much of it there has to be, once that is known.

    closing: nothing more is answered.
    """

    def __init__(self, worker: "PatientWorker", client: socket.socket, address: Any, listener: socket.socket) -> None:
        super().__init__(worker.cfg, client, address, listener.getsockname())
        self.parser = http.get_parser(self.cfg, client, address)
        self.initialized = True
        self.worker = worker
        self.head = bytearray()
        self.whole = 0
        self.closing = False

    def arrived(self) -> bool:
        """Read what has come without waiting: is there a whole head? Raises Gone."""
        seen = max(0, len(self.head) - 3)
        self.head += self.parser.unreader.take_buffered()
        with contextlib.suppress(BlockingIOError):
            piece = self.sock.recv(LONGEST_HEAD)
            if not piece:
                raise Gone
            self.head += piece
        if self.closing:
            self.head.clear()
            return False
        if not self.whole:
            end = END.search(self.head, seen)
            if not end and len(self.head) > LONGEST_HEAD:
                raise Gone(431)
            if end and end[0] == b"\n":
                raise Gone(400)
            self.whole = end.end() + _short_body(self.head, end.end()) if end else 0
        return 0 < self.whole <= len(self.head)

    def begin(self) -> None:
        """Give what has come to the parser."""
        self.parser.unreader.unread(bytes(self.head))
        self.head.clear()
        self.whole = 0

    def close(self, graceful: bool = False) -> None:
        """Gracefully: when the client has closed, too, or soon."""
        if graceful:
            self.worker.close_soon(self)
        else:
            super().close()


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """`pending_conns`, gunicorn's own, are those that no thread works for and that have until their `timeout`."""

    def accept(self, listener: socket.socket) -> None:
        """A new connection; none where it has gone again, or where there are no more files until others are closed."""
        with contextlib.suppress(OSError):
            client, address = listener.accept()
            self.nr_conns += 1
            self.enqueue_req(Connection(self, client, address, listener))

    def enqueue_req(self, conn: Connection) -> None:
        """Every way to a thread leads through here: with a new connection, and with the next request on an old one."""
        conn.sock.setblocking(False)
        self._wait(conn, TO_ASK)
        self.on_pending_socket_readable(conn, conn.sock)

    def on_pending_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """A thread for it once its head is whole."""
        try:
            if conn.arrived():
                self._wait_no_more(conn)
                conn.begin()
                super().enqueue_req(conn)
        except Gone as gone:
            self._drop(conn, gone.status)
        except OSError:
            self._drop(conn)

    def handle_request(self, req: Any, conn: Connection) -> bool:
        """Answer it, in a thread."""
        if _has_body(req.headers):
            req.force_close()
        conn.sock.settimeout(TO_TAKE)  # for all of one `sendall`
        try:
            return bool(super().handle_request(req, conn))
        except TimeoutError:
            conn.sock.close()
            raise OSError(errno.EPIPE, "nobody takes the answer") from None

    def close_soon(self, conn: Connection) -> None:
        """Say that nothing more comes, and read what the client still sends, lest it loses our last words."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            util.close(conn.sock)
            return
        self.nr_conns += 1
        conn.closing = True
        self._wait(conn, TO_CLOSE)

    def murder_pending(self) -> None:
        """Close those whose time is over; at the end of this process also those that have asked for nothing."""
        now = time.monotonic()
        for conn in [c for c in self.pending_conns if c.timeout <= now or not (self.alive or c.head or c.closing)]:
            self._drop(conn, 408 if conn.head else 0)

    def _wait(self, conn: Connection, seconds: float) -> None:
        conn.timeout = time.monotonic() + seconds
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _wait_no_more(self, conn: Connection) -> None:
        self.pending_conns.remove(conn)
        self.poller.unregister(conn.sock)

    def _drop(self, conn: Connection, status: int = 0) -> None:
        self._wait_no_more(conn)
        self.nr_conns -= 1
        if status:
            with contextlib.suppress(OSError):
                util.write_error(conn.sock, status, REFUSALS[status], "")
        conn.close()


def _short_body(head: bytearray, end: int) -> int:
    """How long the body is that belongs to a head, where it is short, and is not sent only when it is asked for."""
    found = None if b"100-continue" in head[:end].lower() else LENGTH.search(head, 0, end)
    length = int(found[1]) if found else 0
    return length if length <= LONGEST_BODY else 0


def _has_body(headers: Iterable[tuple[str, str]]) -> bool:
    return any(name == "TRANSFER-ENCODING" or (name == "CONTENT-LENGTH" and value != "0") for name, value in headers)
