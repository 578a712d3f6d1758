"""PubMed (nbib), EndNote (enw) and ReDIF: a tag a line; the row number is the line on which the record begins."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from indexer.readers.format import Format, Head, Rows
from indexer.readers.kinds import kind_columns
from indexer.readers.text import Data, lines_of
from indexer.rows import SourceRow

Record = tuple[int, list[tuple[str, str]]]

PUBMED_LINE = re.compile(r"([A-Z]{2,4}) *- (.*)")
ENDNOTE_LINE = re.compile(r"(%[0-9A-Z@!#$~<>?&+^*=-]) ?(.*)")
REDIF_LINE = re.compile(r"([A-Za-z][\w-]*): ?(.*)")
PUBMED = {
    "PMID": "id", "TI": "title", "BTI": "title", "TT": "original_title", "AB": "abstract", "FAU": "author",
    "CN": "organisation", "FED": "editor", "DP": "published", "JT": "container", "VI": "volume", "IP": "issue",
    "PG": "pages", "LA": "language", "PB": "publisher", "OT": "keyword", "MH": "keyword", "ISBN": "isbn",
}  # fmt: skip
ENDNOTE = {
    "%A": "author", "%T": "title", "%D": "year", "%X": "abstract", "%E": "editor", "%J": "container",
    "%B": "container", "%V": "volume", "%N": "issue", "%P": "pages", "%I": "publisher", "%K": "keyword",
    "%U": "url", "%R": "doi", "%G": "language", "%8": "date", "%?": "contributor",
}  # fmt: skip
REDIF = {
    "title": "title", "abstract": "abstract", "author-name": "author", "editor-name": "editor", "year": "year",
    "creation-date": "published", "publication-date": "published", "journal": "container", "volume": "volume",
    "issue": "issue", "number": "number", "pages": "pages", "keywords": "keyword", "file-url": "url", "doi": "doi",
    "handle": "id", "language": "language", "isbn": "isbn", "publisher-name": "publisher",
}  # fmt: skip
SPLIT = re.compile(r"\s*[;,]\s*")


def _records(name: str, data: Data, line: re.Pattern[str], first: str) -> Iterator[Record]:
    """(line, tags) of every record; a line without a tag goes on with the one before it."""
    begun, tags = 0, list[tuple[str, str]]()
    for number, text in enumerate(lines_of(name, data, newline=None), start=1):
        match = line.match(text.lstrip("\ufeff").rstrip())
        if match and match[1].lower() == first:
            if tags:
                yield begun, tags
            begun, tags = number, []
        if match:
            tags.append((match[1], match[2].strip()))
        elif text.strip() and tags:
            tag, before = tags[-1]
            tags[-1] = (tag, f"{before} {text.strip()}")
    if tags:
        yield begun, tags


def _gathered(tags: list[tuple[str, str]], columns: dict[str, str]) -> dict[str, Any]:
    """Several values of a column as a list; a tag that no column has stays under its own name."""
    found: dict[str, Any] = {}
    for tag, value in tags:
        if value:
            found.setdefault(columns.get(tag, tag), []).append(value)
    return {key: several[0] if len(several) == 1 else several for key, several in found.items()}


def _pubmed(tags: list[tuple[str, str]]) -> dict[str, Any]:
    said = {tag for tag, _ in tags}
    columns = PUBMED if "FAU" in said else {**PUBMED, "AU": "author"}
    kept = [(tag, text) for tag, text in tags if tag not in ("PT", "LID", "AID") and (tag != "AU" or "FAU" not in said)]
    identifiers = (text for tag, text in tags if tag in ("LID", "AID") and text.endswith(" [doi]"))
    found = _gathered(kept, columns)
    if doi := next(identifiers, ""):
        found["doi"] = doi.removesuffix(" [doi]")
    others = [(tag, text) for tag, text in tags if tag in ("LID", "AID") and not text.endswith(" [doi]")]
    return {**found, **_gathered(others, {}), **_kind([text for tag, text in tags if tag == "PT"])}


def _kind(written: list[str]) -> dict[str, Any]:
    """The first type that is known; PubMed says also how a work was funded."""
    kinds = [kind_columns(text) for text in written]
    return next((one for one in kinds if "type" not in one), kinds[0] if kinds else {})


def _endnote(tags: list[tuple[str, str]]) -> dict[str, Any]:
    kind = next((text for tag, text in tags if tag == "%0"), "")
    columns = {**ENDNOTE, "%@": "isbn" if "book" in kind.lower() or "report" in kind.lower() else "issn"}
    if "report" in kind.lower():
        columns["%N"] = "number"
    return {**_gathered([one for one in tags if one[0] != "%0"], columns), **_kind([kind] if kind else [])}


def _redif(tags: list[tuple[str, str]]) -> dict[str, Any]:
    kind = tags[0][1].rpartition(" ")[0] or tags[0][1]
    found = _gathered([(tag.lower(), text) for tag, text in tags[1:]], REDIF)
    if isinstance(words := found.get("keyword"), str):
        found["keyword"] = SPLIT.split(words)
    return {**found, **kind_columns(kind)}


def _format(
    name: str, suffix: str, begins: str, line: re.Pattern[str], columns: Callable[[list[tuple[str, str]]], Any]
) -> Format:
    sign = re.compile(begins, re.IGNORECASE)
    first = {".nbib": "pmid", ".enw": "%0", ".rdf": "template-type"}[suffix]

    def recognises(head: Head) -> bool:
        return sign.match(head.text or "") is not None

    def read(name: str, data: Data) -> Rows:
        return (SourceRow(columns(tags), name, begun) for begun, tags in _records(name, data, line, first))

    return Format(name, (suffix,), recognises, read)


NBIB = _format("PubMed", ".nbib", r"PMID *- ", PUBMED_LINE, _pubmed)
ENW = _format("EndNote", ".enw", r"%0 ", ENDNOTE_LINE, _endnote)
RE_DIF = _format("ReDIF", ".rdf", r"Template-Type: ", REDIF_LINE, _redif)
