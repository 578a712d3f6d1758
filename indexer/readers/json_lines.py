"""JSON Lines, or one JSON array; the row number is the line (or the ordinal in an array)."""

import json
import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from indexer.readers.envelopes import Envelopes
from indexer.readers.format import Format, Head, Rows
from indexer.readers.json_list import elements
from indexer.readers.nested import unfolded
from indexer.readers.text import LONGEST_LINE, Data, decode, lines_of
from indexer.rows import Refusal, Removal, Row, SourceRow
from search.sentences import Sentence

DEEPEST = 40  # brackets within brackets; records need three, and what is far deeper cannot be written again
TOO_DEEP = Sentence("The line nests brackets deeper than any record does.")
FLATTER = Sentence("Remove the brackets.")
PEEK = 10_000  # characters that tell what kind of JSON this is
KEPT = 2000  # characters of a line that cannot be read, in the quarantine
_LONE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def _recognises(head: Head) -> bool:
    return (head.text or "").startswith(("{", "["))


def _read(name: str, data: Data) -> Rows:
    """A line that is no JSON object is refused; the others go on. Raises SourceError for an envelope of two lists."""
    start = lines_of(name, data, newline="\n").read(PEEK)
    if re.match(r"\s*\[\s*[{\]]", start):
        yield from (_row(name, *one) for one in elements(name, lines_of(name, data, newline="\n"), _nothing))
        return
    spread = start.strip().partition("\n")[0].strip() == "{" and len(data) <= LONGEST_LINE
    if spread and (whole := _whole(decode(name, data))) is not None:
        envelopes = Envelopes(name)
        yield from _held(envelopes, None, whole, "")
        yield from envelopes.told()
        return
    yield from _lines(name, lines_of(name, data, newline="\n"))


def _whole(text: str) -> dict[str, Any] | None:
    """The object that the whole file is, written over several lines."""
    try:
        value = _load(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _lines(name: str, lines: Iterable[str]) -> Rows:
    envelopes = Envelopes(name)
    filled = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    first, second = next(filled, None), next(filled, None)
    for number, line in chain(filter(None, (first, second)), filled):
        yield from _line(envelopes, (number, line.removesuffix("\n")), alone=second is None)
    yield from envelopes.told()


def _line(envelopes: Envelopes, numbered: tuple[int, str], alone: bool) -> Rows:
    """What a line holds. alone: it is the only one, so that the records in it are counted."""
    (number, line), name = numbered, envelopes.file
    try:
        value = _load(line)
    except RecursionError:
        yield Refusal(TOO_DEEP, name, number, FLATTER, {"": line[:200]})
    except ValueError as error:
        where = {"place": getattr(error, "colno", 1), "reason": str(getattr(error, "msg", error))}
        reason = Sentence("The line is no JSON (at character %(place)s: %(reason)s).", **where)
        yield Refusal(reason, name, number, Sentence("Write one JSON object a line."), {"": line[:KEPT]})
    else:
        yield from _held(envelopes, None if alone else number, value, line)


def _held(envelopes: Envelopes, line: int | None, value: Any, text: str) -> Rows:
    """A record, or those that the answer of a web service holds: on that line, else they are counted."""
    held = envelopes.records(value) if isinstance(value, dict) else None
    if held is None:
        yield _row(envelopes.file, line or 1, value, text)
        return
    for ordinal, one in enumerate(held, start=1):
        yield _row(envelopes.file, line or ordinal, one, json.dumps(one))


def _load(text: str) -> Any:
    return json.loads(text, parse_constant=_nothing)


def _nothing(_: str) -> None:
    """NaN and Infinity are no JSON, but tables of numbers are written with them where there is none."""


def _row(name: str, number: int, value: Any, text: str) -> Row:
    if not isinstance(value, dict):
        advice = Sentence("Write {...} with our field names.")
        return Refusal(Sentence("The line is no JSON object."), name, number, advice, {"": text[:KEPT]})
    if text.count("[") + text.count("{") > DEEPEST and _deeper(value, DEEPEST):
        return Refusal(TOO_DEEP, name, number, FLATTER, {"": text[:200]})
    if value.get("removed") is True:
        return _removal(name, number, value)
    return SourceRow(unfolded(_whole_characters(value) if _LONE_SURROGATE.search(text) else value), name, number)


def _removal(name: str, number: int, value: dict[str, Any]) -> Row:
    """`{"id": "source:x", "removed": true}`, or with the source beside it: the record is gone."""
    identifier, source = value.get("id"), value.get("source", "")
    named = isinstance(identifier, str | int) and not isinstance(identifier, bool) and str(identifier).strip()
    if not named or not isinstance(source, str):
        advice = Sentence("Write its id.")
        return Refusal(Sentence("The line says that a record is removed, but not which."), name, number, advice, value)
    return Removal(str(identifier), str(value.get("_file") or name), number, source)


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


JSON_LINES = Format("JSON Lines", (".jsonl", ".ndjson", ".json"), _recognises, _read)
