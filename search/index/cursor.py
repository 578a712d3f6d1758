"""Cursor: where a walk through a whole answer stands, as a text that nobody has to keep for whoever walks.

It names the state of the index and the question, so that a walk never goes on in another answer unnoticed.
"""

import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from hashlib import blake2b

from msgspec import MsgspecError, json

from search.answers import Place, Status
from search.errors import QueryError
from search.queries import DEFAULT_SIZE, Query
from search.sentences import N_, Fault, Sentence

BEGIN = "*"  # as with other services of this kind
LONGEST = 4096  # characters; a title is the longest key
MOST = 1 << 63  # what a sort key may be, and how many records there are

NO_PLACE = N_("This cursor cannot be read: begin anew with cursor=*.")
OTHER_STATE = N_("The index has changed since this cursor was given: begin anew with cursor=*.")
OTHER_QUESTION = N_("This cursor belongs to another question: ask that one, or begin anew with cursor=*.")

Cursor = tuple[str, str, int, tuple[int | float | str, ...]]  # state, question, and the parts of a place


def cursor_of(place: Place, query: Query, status: Status) -> str:
    """The text for a place."""
    written = json.encode((*_names(query, status), place.seen, place.keys))
    return urlsafe_b64encode(_sum(written) + written).decode().rstrip("=")


def place_of(cursor: str, query: Query, status: Status) -> Place:
    """The place for a text. Raises QueryError."""
    if cursor == BEGIN:
        return Place()
    state, question, seen, keys = _read(cursor)
    if not 0 < seen < MOST or not all(map(_possible, keys)):
        raise _refused(NO_PLACE, cursor)
    now = _names(query, status)
    if state != now[0]:
        raise _refused(OTHER_STATE, cursor)
    if question != now[1]:
        raise _refused(OTHER_QUESTION, cursor)
    return Place(seen, keys)


def _read(cursor: str) -> Cursor:
    try:
        if len(cursor) > LONGEST:
            raise ValueError
        both = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        if both[:4] != _sum(both[4:]):
            raise ValueError
        read: Cursor = json.decode(both[4:], type=Cursor)
        return read
    except (ValueError, MsgspecError):
        raise _refused(NO_PLACE, cursor) from None


def _possible(key: int | float | str) -> bool:
    return isinstance(key, str) or (math.isfinite(key) and abs(key) < MOST)


def _refused(template: str, cursor: str) -> QueryError:
    return QueryError(Fault("cursor", cursor, Sentence(template)))


def _names(query: Query, status: Status) -> tuple[str, str]:
    """Of the state of the index, and of the question in whatever steps it is walked through."""
    asked = replace(query, page=1, size=DEFAULT_SIZE).parameters()
    return _name(f"{status.version}\n{status.state}"), _name(repr(asked))


def _name(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=6).hexdigest()


def _sum(written: bytes) -> bytes:
    return blake2b(written, digest_size=4).digest()
