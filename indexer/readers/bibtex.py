"""BibTeX, as BibTeX, JabRef, Zotero and Mendeley write it; the row number is the line on which an entry begins.

A broken entry costs itself alone: the text is cut where a line begins as an entry does, and pybtex reads the pieces.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indexer.readers.bibtex_fields import as_columns
from indexer.readers.format import Format, Head, Rows
from indexer.readers.text import LONGEST_LINE, Data, lines_of
from indexer.rows import Problem, Refusal, SourceRow
from search.errors import SourceError
from search.sentences import Sentence

ENTRY = re.compile(r"@[ \t]*([A-Za-z]+)\s*([{(])")
BEGINS = re.compile(r"\s*@[ \t]*[A-Za-z]+\s*[{(]")
KEY = re.compile(r"\s*([^\s,={}\"#][^,={}\"#]*?)?\s*(?=,|[})]\s*$)")
FORGOTTEN = re.compile(r"^[ \t]*(?:article|book|in\w+|misc|\w*thesis|tech\w+|report)[ \t]*\{[^{}=]*,\s*$", re.I | re.M)
CROSSREF = re.compile(r"\bcrossref\s*=\s*[{\"]\s*([^{}\"]*?)\s*[}\"]", re.IGNORECASE)
MONTHS = "January February March April May June July August September October November December".split()
KEPT = 2000  # characters of an entry that cannot be read, in the quarantine
NO_ENTRY = "%(file)s holds no BibTeX entry: each begins with a line such as “@article{key,”."
ENDLESS = "The entry on line %(line)s of %(file)s is longer than %(limit)s characters: close its braces."
BROKEN = "The entry cannot be read (line %(line)s: %(reason)s)."
CLOSE = Sentence("Check its braces, quotation marks and commas.")
NO_SIGN = Sentence("This looks like an entry, but has no @ before its type.")
ADD_SIGN = Sentence("Write an @ before it.")
UNDEFINED = "No @string of this file says what “%(name)s” stands for: it is read as it is written."
NO_PARENT = "The entry that “crossref” names, %(key)s, is not in this file: what it says of the whole is missing."

Fields = dict[str, list[str]]


@dataclass
class Entry:
    """One of them. fields: their values by their names in lower case; one may stand there twice."""

    line: int
    kind: str
    key: str
    fields: Fields


class Strings(dict[str, str]):
    """What @string says so far, and the names of months; other names stand for themselves, and are remembered."""

    def __init__(self) -> None:
        super().__init__({name[:3].lower(): name for name in MONTHS})
        self.undefined: dict[str, None] = {}

    def __getitem__(self, name: str) -> str:
        if (known := self.get(name.lower())) is None:
            self.undefined[name] = None
        return name if known is None else known

    def __setitem__(self, name: str, text: str) -> None:
        super().__setitem__(name.lower(), text)


@dataclass
class Whole:
    """Entries that others name with `crossref`, and those that do."""

    keys: frozenset[str]
    parents: dict[str, Entry] = field(default_factory=dict)
    children: list[Entry] = field(default_factory=list)

    def keep(self, entry: Entry) -> bool:
        """Whether the entry waits for the one that it names."""
        if entry.key.lower() in self.keys:
            self.parents.setdefault(entry.key.lower(), entry)
        if "crossref" in entry.fields:
            self.children.append(entry)
        return "crossref" in entry.fields


def _recognises(head: Head) -> bool:
    text = head.text or ""
    named = head.suffix in BIBTEX.suffixes and not text.startswith("<")
    return named or re.match(r"(?:%[^\n]*\n|\s)*@[a-z]+\s*[{(]", text, re.IGNORECASE) is not None


def _read(name: str, data: Data) -> Rows:
    """Raises SourceError where there is no entry at all."""
    whole = Whole(frozenset(key.lower() for line in lines_of(name, data, None) for key in CROSSREF.findall(line)))
    strings, found = Strings(), False
    text = lines_of(name, data, newline=None)
    for sentence in text.told:
        yield Problem("repaired", sentence, name)
    for line, piece in _pieces(name, text):
        for one in _entries(name, line, piece, strings):
            found = True
            if isinstance(one, Refusal):
                yield one
                continue
            for undefined in strings.undefined:
                yield Problem("unknown", Sentence(UNDEFINED, name=undefined), name, one.line, value=undefined)
            strings.undefined.clear()
            if not whole.keep(one):
                yield _row(name, one)
    for child in whole.children:
        yield from _with_parent(name, child, whole)
    if not found:
        raise SourceError(NO_ENTRY, file=name)


def _with_parent(name: str, child: Entry, whole: Whole) -> Rows:
    """What an entry does not say itself holds of the one that it names; the title of that is the whole's."""
    key = child.fields.pop("crossref")[0]
    if parent := whole.parents.get(key.lower()):
        for field_name, values in parent.fields.items():
            child.fields.setdefault("booktitle" if field_name == "title" else field_name, values)
    else:
        yield Problem("unknown", Sentence(NO_PARENT, key=key), name, child.line, value=key)
    yield _row(name, child)


def _row(name: str, entry: Entry) -> SourceRow:
    return SourceRow(as_columns(entry.kind, entry.key, entry.fields), name, entry.line)


def _pieces(name: str, lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """(first line, text) from one line that begins as an entry does to the next. Raises SourceError: one has no end."""
    first, piece, size = 1, list[str](), 0
    for number, line in enumerate(lines, start=1):
        if BEGINS.match(line) and piece:
            yield first, "".join(piece)
            piece, size = [], 0
        if not piece:
            first = number
        piece.append(line)
        size += len(line)
        if size > LONGEST_LINE:
            raise SourceError(ENDLESS, file=name, line=str(first), limit=LONGEST_LINE)
    if piece:
        yield first, "".join(piece)


def _entries(name: str, first: int, text: str, strings: Strings) -> Iterator[Entry | Refusal]:
    """The entries of a piece; what stands between them is a comment, unless it only lacks its sign."""
    place = 0
    while begun := ENTRY.search(text, place):
        line = first + text.count("\n", 0, begun.start())
        kind = begun[1].lower()
        if kind == "comment":
            return
        one, place = _entry(name, (line, kind), text[begun.end() :], begun, strings)
        place += begun.end()
        if one:
            yield one
        if isinstance(one, Refusal):
            return
    for lost in FORGOTTEN.finditer(text, place):
        line = first + text.count("\n", 0, lost.end() - 1)
        yield Refusal(NO_SIGN, name, line, ADD_SIGN, {"": text[lost.start() :][:KEPT]})


def _entry(
    name: str, told: tuple[int, str], rest: str, begun: re.Match[str], strings: Strings
) -> tuple[Entry | Refusal | None, int]:
    """The entry, and where it ends in the rest; None for a string or a preamble."""
    from pybtex.database.input.bibtex import LowLevelParser
    from pybtex.scanner import PybtexSyntaxError

    line, kind = told
    named = KEY.match(rest) if kind not in ("string", "preamble") else None
    skipped = named.end() if named else 0
    faults: list[PybtexSyntaxError] = []
    parser = LowLevelParser(f"@{kind}{begun[2]}{rest[skipped:]}", True, strings, faults.append)
    said = next(iter(parser), None)
    if faults or said is None:
        at, reason = (faults[0].lineno, faults[0].args[0]) if faults else (1, "")
        at += line - 1 + rest.count("\n", 0, skipped)
        whole = f"{begun[0]}{rest}"
        return Refusal(Sentence(BROKEN, line=str(at), reason=reason), name, line, CLOSE, {"": whole[:KEPT]}), len(rest)
    end = parser.pos - len(kind) - 2 + skipped
    if kind in ("string", "preamble"):
        return None, end
    fields: Fields = {}
    for field_name, parts in said[1][1]:
        fields.setdefault(field_name.lower(), []).append("".join(parts))
    return Entry(line, kind, (named[1] or "") if named else "", fields), end


BIBTEX = Format("BibTeX", (".bib", ".bibtex"), _recognises, _read)
