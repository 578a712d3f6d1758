"""RIS; the row number is the line on which the record begins."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from indexer.readers.format import Format, Head, Rows
from indexer.readers.text import LONGEST_LINE, Data, lines_of
from indexer.rows import Refusal, Row, SourceRow
from search.errors import SourceError
from search.sentences import Sentence

_TAG = re.compile(r"^([A-Z][A-Z0-9])  ?-(?: |$)")
PERIODICAL = ("JOUR", "JFULL", "EJOUR", "MGZN", "NEWS")
NO_TYPE = Sentence("This is no RIS record: it has no type (TY  - ).")
CUT_OFF = Sentence("The record has no end (ER  - ); it may be cut off.")
COMPLETE = Sentence("Complete the file, or add the line ER  - .")
ENDLESS = "The record on line %(line)s of %(file)s is longer than %(limit)s characters: end it with a line “ER  - ”."
UNCLEAR = Sentence("The record cannot be read as RIS.")


def _recognises(head: Head) -> bool:
    text = head.text or ""
    return text[:6].upper() == "TY  - " or (head.suffix in RIS.suffixes and text[:1] not in ("", "{", "["))


def _read(name: str, data: Data) -> Rows:
    """One record at a time goes to rispy, which would otherwise lose in silence those without TY or ER."""
    found = False
    for line, block in _blocks(name, lines_of(name, data, newline=None)):
        if any(map(_TAG.match, block)):  # else it is a preamble, such as "Provider: ..."
            found = True
            yield _record(name, line, block)
    if not found:
        raise SourceError(
            "%(file)s holds no RIS record: each begins with a line “TY  - ” and ends with “ER  - ”.", file=name
        )


def _blocks(name: str, lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """(first line, lines) of every record: from TY to ER, or to where the next one begins.

    Raises SourceError for one without an end in sight.
    """
    block: list[str] = []
    first, size = 1, 0
    for number, line in enumerate(lines, start=1):
        line = line.removesuffix("\n")
        tag = _TAG.match(line)
        size = size + len(line) if block else 0
        if size > LONGEST_LINE:
            raise SourceError(ENDLESS, file=name, line=str(first), limit=LONGEST_LINE)
        if tag and tag[1] == "TY" and block:
            yield first, block
            block = []
        if not block:
            first = number
        if line.strip() or block:
            block.append(line)
        if tag and tag[1] == "ER":
            yield first, block
            block = []
    if any(line.strip() for line in block):
        yield first, block


def _record(name: str, line: int, block: list[str]) -> Row:
    import rispy

    text = "\n".join(block)
    tags = [match[1] for row in block if (match := _TAG.match(row))]
    if "TY" not in tags:
        return Refusal(NO_TYPE, name, line, Sentence("Add one."), {"": text[:2000]})
    if "ER" not in tags:
        return Refusal(CUT_OFF, name, line, COMPLETE, {"": text[:2000]})
    found: list[dict[str, Any]] = rispy.loads(text)
    if len(found) != 1:
        return Refusal(UNCLEAR, name, line, Sentence("Check its tags."), {"": text[:2000]})
    columns = found[0]
    if columns.get("type_of_reference") in PERIODICAL and "number" in columns:
        columns["issue"] = columns.pop("number")  # the tag IS, which is a report's number elsewhere
    return SourceRow(columns, name, line)


RIS = Format("RIS", (".ris",), _recognises, _read)
