"""RIS; the row number is the line on which the record begins."""

import re
from collections.abc import Iterator
from typing import Any

from indexer.readers.text import Data, decode
from indexer.rows import SourceRow, Unreadable
from search.errors import SourceError

_TAG = re.compile(r"^([A-Z][A-Z0-9])  ?-(?: |$)")
PERIODICAL = ("JOUR", "JFULL", "EJOUR", "MGZN", "NEWS")
CUT_OFF = "The record has no end (ER  - )"


def read_ris(name: str, data: Data) -> Iterator[SourceRow | Unreadable]:
    """One record at a time goes to rispy, which would otherwise lose in silence those without TY or ER."""
    found = False
    for line, block in _blocks(decode(name, data)):
        if any(map(_TAG.match, block)):  # else it is a preamble, such as "Provider: ..."
            found = True
            yield _record(name, line, block)
    if not found:
        raise SourceError(f"{name} holds no RIS record: each begins with a line “TY  - ” and ends with “ER  - ”.")


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """(first line, lines) of every record: from TY to ER, or to where the next one begins."""
    block: list[str] = []
    first = 1
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        tag = _TAG.match(line)
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


def _record(name: str, line: int, block: list[str]) -> SourceRow | Unreadable:
    import rispy

    text = "\n".join(block)
    tags = [match[1] for row in block if (match := _TAG.match(row))]
    if "TY" not in tags:
        return Unreadable("This is no RIS record: it has no type (TY  - ).", name, line, "Add one.", {"": text[:2000]})
    if "ER" not in tags:
        reason = CUT_OFF + "; it may be cut off."
        return Unreadable(reason, name, line, "Complete the file, or add the line ER  - .", {"": text[:2000]})
    found: list[dict[str, Any]] = rispy.loads(text)
    if len(found) != 1:
        return Unreadable("The record cannot be read as RIS.", name, line, "Check its tags.", {"": text[:2000]})
    columns = found[0]
    if columns.get("type_of_reference") in PERIODICAL and "number" in columns:
        columns["issue"] = columns.pop("number")  # the tag IS, which is a report's number elsewhere
    return SourceRow(columns, name, line)
