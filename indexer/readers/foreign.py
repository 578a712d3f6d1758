"""What a file is that is not read, so that the sentence that refuses it can say what to do instead."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from indexer.readers.format import Head
from search.errors import SourceError
from search.sentences import Sentence

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wrote before 2007, and writes with a password
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")


class OtherKind(SourceError):
    """A file of a kind that is not read: whoever names it has made a mistake, while in a folder it may well lie."""


@dataclass(frozen=True)
class Foreign:
    """A format that is told from others, but not read."""

    what: Sentence
    advice: Sentence
    recognises: Callable[[Head], bool]


def foreign(head: Head) -> Foreign | None:
    """Which of them a file is, if any."""
    return next((one for one in FOREIGN if one.recognises(head)), None)


def what_is(head: Head) -> tuple[str, dict[str, Any]]:
    """The sentence about a file that no format recognises: its template, and the values that it has itself."""
    if kind := foreign(head):
        template = "%(file)s is %(what)s, which is not read: %(advice)s. What can be read is %(formats)s."
        return template, {"what": kind.what, "advice": kind.advice}
    return "%(file)s is a binary file: save it as %(formats)s.", {}


def _starts(*signs: bytes) -> Callable[[Head], bool]:
    return lambda head: head.start.startswith(signs)


def _reads(pattern: str) -> Callable[[Head], bool]:
    """Whether the text begins so."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda head: compiled.match(head.text or "") is not None


def _holds(kind: bytes, part: str, *suffixes: str) -> Callable[[Head], bool]:
    """Whether an archive or a compound file lists a part of that name, or is called so."""
    sign = part.encode("utf-16-le" if kind == COMPOUND else "ascii")
    return lambda head: (
        head.start.startswith(kind) and (head.suffix in suffixes or sign in head.start or sign in head.end)
    )


def _feed(head: Head) -> bool:
    """A feed shortens texts, and names neither types nor countries: what it tells is no record."""
    return re.match(r"(?:<\?.*?\?>|<!--.*?-->|\s)*<(?:rss|feed|rdf:RDF)[\s>]", head.text or "", re.DOTALL) is not None


def _archive(head: Head) -> bool:
    workbook = head.suffix in WORKBOOKS or b"xl/" in head.end or b"opendocument.spreadsheet" in head.start
    return (
        head.start.startswith(ARCHIVES) or head.start[TAR] == b"ustar" or (head.start.startswith(ZIP) and not workbook)
    )


TABLE = Sentence("save its table as XLSX or CSV")
LIST = Sentence("list what it holds in a table, such as the one that `spindex template` makes")
REFERENCES = Sentence("export the references as RIS")
SOURCE = Sentence("a feed tells only what is new; export the records themselves as CSV, RIS or JSON")
UNPACK = Sentence("unpack it, and name what is in it")
TAR = slice(257, 262)  # of the header that each file in it has

FOREIGN = (
    Foreign(Sentence("a PDF file"), LIST, _starts(b"%PDF")),
    Foreign(Sentence("a picture"), LIST, _starts(*PICTURES)),
    Foreign(Sentence("a Word document"), TABLE, _holds(ZIP, "word/document", ".docx", ".odt")),
    Foreign(Sentence("a Word document"), TABLE, _holds(COMPOUND, "WordDocument", ".doc")),
    Foreign(Sentence("a presentation"), LIST, _holds(ZIP, "ppt/presentation", ".pptx", ".odp")),
    Foreign(Sentence("a workbook with a password"), Sentence("save it without"), _holds(COMPOUND, "EncryptedPackage")),
    Foreign(Sentence("a file that is packed twice"), UNPACK, _starts(b"\x1f\x8b")),
    Foreign(Sentence("an archive of files"), UNPACK, _archive),
    Foreign(Sentence("a web page"), TABLE, _reads(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html)\b")),
    Foreign(Sentence("a feed (RSS or Atom)"), SOURCE, _feed),
    Foreign(Sentence("an XML file"), TABLE, _reads(r"<(?:\?xml|!--|!doctype|[a-z][\w:.-]*[\s/>])")),
    Foreign(Sentence("an export of Web of Science"), REFERENCES, _reads(r"FN [^\n]*\nVR |PT [A-Z]\r?\nAU ")),
    Foreign(Sentence("a MARC file"), REFERENCES, _reads(r"\d{5}[a-z]{3}..22\d{5}")),
)
