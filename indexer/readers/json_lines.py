"""JSON Lines, or one JSON array; the row number is the line (or the ordinal in an array)."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from indexer.readers.text import Data, decode, lines_of
from indexer.rows import SourceRow, Unreadable

DEEPEST = 40  # brackets within brackets; records need three, and what is far deeper cannot be written again
TOO_DEEP = "The line nests brackets deeper than any record does."
PEEK = 10_000  # characters that tell what kind of JSON this is
KEPT = 2000  # characters of a line that cannot be read, in the quarantine
_LONE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SOLID = re.compile(r"[^\s,]")


def read_json(name: str, data: Data) -> Iterator[SourceRow | Unreadable]:
    """A line that is no JSON object is Unreadable; the others go on."""
    start = lines_of(name, data, newline="\n").read(PEEK)
    if array := re.match(r"\s*\[(?=\s*[{\]])", start):
        return _elements(name, decode(name, data), array.end())
    if start.strip().partition("\n")[0].strip() == "{" and (whole := _whole(decode(name, data))) is not None:
        return iter([SourceRow(whole, name, 1)])
    return _lines(name, lines_of(name, data, newline="\n"))


def _whole(text: str) -> dict[str, Any] | None:
    """The object that the whole file is, written over several lines."""
    try:
        value = _load(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _elements(name: str, text: str, position: int) -> Iterator[SourceRow | Unreadable]:
    """One after the other, so that those before a fault are kept when a file is cut off."""
    decoder = json.JSONDecoder(parse_constant=_nothing)
    ordinal = 0
    while True:
        position = _after_blanks(text, position)
        ordinal += 1
        if text[position : position + 1] == "]":
            if rest := text[position + 1 :].strip():
                reason = "Something follows the end of the list."
                yield Unreadable(reason, name, ordinal, "Write one list, or one object a line.", {"": rest[:KEPT]})
            return
        try:
            value, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            line = text.count("\n", 0, position) + 1
            reason = f"Record {ordinal} of the list, on line {line}, cannot be read, and nothing after it."
            lost = {"": text[position : position + KEPT]}
            yield Unreadable(reason, name, ordinal, "Complete the file; it may be cut off.", lost)
            return
        yield _row(name, ordinal, value, text[position:end])
        position = end


def _after_blanks(text: str, position: int) -> int:
    found = _SOLID.search(text, position)
    return found.start() if found else len(text)


def _lines(name: str, lines: Iterable[str]) -> Iterator[SourceRow | Unreadable]:
    for number, line in enumerate(lines, start=1):
        line = line.removesuffix("\n")
        if not line.strip():
            continue
        try:
            value = _load(line)
        except RecursionError:
            yield Unreadable(TOO_DEEP, name, number, "Remove the brackets.", {"": line[:200]})
        except ValueError as error:
            column = getattr(error, "colno", 1)
            reason = f"The line is no JSON (at character {column}: {getattr(error, 'msg', error)})."
            yield Unreadable(reason, name, number, "Write one JSON object a line.", {"": line[:KEPT]})
        else:
            yield _row(name, number, value, line)


def _load(text: str) -> Any:
    return json.loads(text, parse_constant=_nothing)


def _nothing(_: str) -> None:
    """NaN and Infinity are no JSON, but tables of numbers are written with them where there is none."""


def _row(name: str, number: int, value: Any, text: str) -> SourceRow | Unreadable:
    if not isinstance(value, dict):
        hint = "Write {...} with our field names."
        return Unreadable("The line is no JSON object.", name, number, hint, {"": text[:KEPT]})
    if text.count("[") + text.count("{") > DEEPEST and _deeper(value, DEEPEST):
        return Unreadable(TOO_DEEP, name, number, "Remove the brackets.", {"": text[:200]})
    return SourceRow(_whole_characters(value) if _LONE_SURROGATE.search(text) else value, name, number)


def _deeper(value: Any, limit: int) -> bool:
    within = [value]
    for _ in range(limit):
        holders = [one for one in within if isinstance(one, dict | list)]
        within = [part for one in holders for part in (one.values() if isinstance(one, dict) else one)]
    return any(isinstance(one, dict | list) for one in within)


def _whole_characters(value: dict[str, Any]) -> dict[str, Any]:
    """Half a character (a lone surrogate) cannot be written in UTF-8: it becomes U+FFFD."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    mended: dict[str, Any] = json.loads(text)
    return mended
