"""JSON Lines, or one JSON array; the row number is the line (or the ordinal in an array)."""

import json
from collections.abc import Iterator
from typing import Any

from indexer.readers.text import decode
from indexer.rows import SourceRow, Unreadable

TOO_DEEP = "The line nests brackets deeper than any record does."


def read_json(name: str, data: bytes) -> Iterator[SourceRow | Unreadable]:
    """A line that is no JSON object is Unreadable; the others go on."""
    text = decode(name, data)
    if text.lstrip().startswith("[") and (array := _array(text)) is not None:
        return (_row(name, ordinal, value) for ordinal, value in enumerate(array, start=1))
    return _lines(name, text)


def _array(text: str) -> list[Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else None


def _lines(name: str, text: str) -> Iterator[SourceRow | Unreadable]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except RecursionError:
            yield Unreadable(TOO_DEEP, name, number, "Remove the brackets.", {"": line[:200]})
        except ValueError as error:
            column = getattr(error, "colno", 1)
            reason = f"The line is no JSON (at character {column}: {getattr(error, 'msg', error)})."
            yield Unreadable(reason, name, number, "Write one JSON object a line.", {"": line[:2000]})
        else:
            yield _row(name, number, value)


def _row(name: str, number: int, value: Any) -> SourceRow | Unreadable:
    if isinstance(value, dict):
        return SourceRow(value, name, number)
    return Unreadable("The line is no JSON object.", name, number, "Write {...} with our field names.", {"": value})
