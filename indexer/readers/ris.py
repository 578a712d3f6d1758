"""RIS; the row number is the line on which the record begins."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from indexer.readers.format import Format, Head, Rows
from indexer.readers.references import TAGS, as_columns
from indexer.readers.text import LONGEST_LINE, Data, lines_of
from indexer.rows import Refusal, Row, SourceRow
from search.errors import SourceError
from search.sentences import Sentence

_TAG = re.compile(r"^([A-Z][A-Z0-9])  ?-(?: |$)")
_LOOSE = re.compile(r"^([A-Za-z][A-Za-z0-9])[ \t]{0,3}-(?:[ \t]+(.*)|)$")  # as some programs and people write it
_BEGIN = re.compile(r"ty[ \t]{0,3}-[ \t]", re.IGNORECASE)
_WORKS = frozenset(("TI", "T1", "BT", "CT", "AU", "A1", "ST"))  # tags of which a record has one, and junk none
NO_TYPE = Sentence("This is no RIS record: it has no type (TY  - ).")
CUT_OFF = Sentence("The record has no end (ER  - ); it may be cut off.")
COMPLETE = Sentence("Complete the file, or add the line ER  - .")
ENDLESS = "The record on line %(line)s of %(file)s is longer than %(limit)s characters: end it with a line “ER  - ”."
UNCLEAR = Sentence("The record cannot be read as RIS.")


def _recognises(head: Head) -> bool:
    text = head.text or ""
    return _BEGIN.match(text) is not None or (head.suffix in RIS.suffixes and text[:1] not in ("", "{", "["))


def _read(name: str, data: Data) -> Rows:
    """One record at a time goes to rispy, which would otherwise lose in silence those without TY or ER."""
    found = False
    blocks = _blocks(name, map(_regular, lines_of(name, data, newline=None)))
    waiting: tuple[int, list[str]] | None = None
    for line, block in blocks:
        tags = {tag[1] for tag in map(_TAG.match, block) if tag}
        if "TY" in tags or tags & _WORKS:  # else it stands between records: "Provider: ...", what Ovid adds
            if waiting:
                yield _record(name, *waiting, last=False)
            found, waiting = True, (line, block)
    if waiting:
        yield _record(name, *waiting, last=True)
    if not found:
        raise SourceError(
            "%(file)s holds no RIS record: each begins with a line “TY  - ” and ends with “ER  - ”.", file=name
        )


def _regular(line: str) -> str:
    """A line as the specification has it, if it begins with a tag that programs use."""
    if (line[2:5] == "  -" and line[:2].isupper()) or not (loose := _LOOSE.match(line.rstrip("\r\n"))):
        return line
    tag = loose[1].upper()
    return f"{tag}  - {loose[2] or ''}\n" if tag in TAGS and loose[1] in (tag, tag.lower()) else line


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


def _record(name: str, line: int, block: list[str], last: bool) -> Row:
    text = "\n".join(block)
    tags = [match[1] for row in block if (match := _TAG.match(row))]
    if "TY" not in tags:
        return Refusal(NO_TYPE, name, line, Sentence("Add one."), {"": text[:2000]})
    if "ER" not in tags:
        if last:
            return Refusal(CUT_OFF, name, line, COMPLETE, {"": text[:2000]})
        text += "\nER  - "  # the next record tells where it ends
    found: list[dict[str, Any]] = _parser()(enforce_list_tags=False).parse(text)
    if len(found) != 1:
        return Refusal(UNCLEAR, name, line, Sentence("Check its tags."), {"": text[:2000]})
    return SourceRow(as_columns(found[0]), name, line)


@cache
def _parser() -> Any:
    import rispy

    class Parser(rispy.RisParser):  # type: ignore[misc]
        """Keeps what a tag says that stands there again, and the lines that go on there."""

        def _add_single_value(self, record: dict[str, Any], name: str, value: Any, is_multi: bool = False) -> None:
            known = record.get(name)
            if is_multi and isinstance(known, list) and known:
                known[-1] = f"{known[-1]} {value}"
            else:
                super()._add_single_value(record, name, value, is_multi)

    return Parser


RIS = Format("RIS", (".ris",), _recognises, _read)
