"""Every format that is read; which one a file needs is told by its content, seldom by its name."""

from pathlib import Path

from indexer.printing import name_of
from indexer.readers.about import ABOUT
from indexer.readers.bibtex import BIBTEX
from indexer.readers.delimited import DELIMITED
from indexer.readers.files import load
from indexer.readers.foreign import COMPOUND, ZIP, OtherKind, what_is
from indexer.readers.format import Content, Format, Head
from indexer.readers.golden_queries import NAME, GoldenQueries
from indexer.readers.indicators import INDICATORS
from indexer.readers.json_lines import JSON_LINES
from indexer.readers.reading import Reading, in_utf_8
from indexer.readers.ris import RIS
from indexer.readers.spreadsheet import SPREADSHEET
from indexer.readers.tagged import ENW, NBIB, RE_DIF
from indexer.readers.text import Data
from indexer.readers.yaml_list import YAML
from search.sentences import Choice

GOLDEN_QUERIES = Format("golden queries", (".yaml",), lambda head: head.name == NAME, GoldenQueries.read)
TABLES = (DELIMITED, SPREADSHEET)  # whose rows are lines of cells under the names of columns
ROWS = (*TABLES, JSON_LINES, RIS, BIBTEX, NBIB, ENW, RE_DIF, YAML)
FORMATS = (GOLDEN_QUERIES, ABOUT, INDICATORS, *reversed(ROWS))  # the first that recognises a file: the surest first


def opened(path: Path, reading: Reading = Reading()) -> tuple[Format, Content]:  # noqa: B008  it is frozen
    """The format of a file, and its content. Raises SourceError when it cannot be read, OtherKind: when by nobody."""
    return _opened(name_of(path), load(path), reading)


def content_of(name: str, data: Data, reading: Reading = Reading()) -> Content:  # noqa: B008  it is frozen
    """The content of bytes."""
    return _opened(name, data, reading)[1]


def _opened(name: str, data: Data, reading: Reading) -> tuple[Format, Content]:
    head = Head.of(name, data)
    if reading.encoding and not head.start.startswith((ZIP, COMPOUND)):
        data = in_utf_8(name, data, reading.encoding)
        head = Head.of(name, data)
    for one in FORMATS:
        if one.recognises(head):
            return one, _content(one, name if one in ROWS else head.name, data, reading)
    template, values = what_is(head)
    raise OtherKind(template, file=name, formats=Choice(one.name for one in ROWS), **values)


def _content(one: Format, name: str, data: Data, reading: Reading) -> Content:
    return one.read_as(name, data, reading) if one.read_as else one.read(name, data)
