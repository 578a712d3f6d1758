"""Every format that is read; which one a file needs is told by its content, seldom by its name."""

from pathlib import Path

from indexer.printing import name_of
from indexer.readers.about import ABOUT
from indexer.readers.delimited import DELIMITED
from indexer.readers.files import load
from indexer.readers.foreign import what_is
from indexer.readers.format import Content, Format, Head
from indexer.readers.golden_queries import NAME, GoldenQueries
from indexer.readers.indicators import INDICATORS
from indexer.readers.json_lines import JSON_LINES
from indexer.readers.ris import RIS
from indexer.readers.spreadsheet import SPREADSHEET
from indexer.readers.text import Data
from search.errors import SourceError
from search.sentences import Choice

GOLDEN_QUERIES = Format("golden queries", (".yaml",), lambda head: head.name == NAME, GoldenQueries.read)
TABLES = (DELIMITED, SPREADSHEET)  # whose rows are lines of cells under the names of columns
ROWS = (*TABLES, JSON_LINES, RIS)
FORMATS = (GOLDEN_QUERIES, ABOUT, INDICATORS, *reversed(ROWS))  # the first that recognises a file: the surest first


def opened(path: Path) -> tuple[Format, Content]:
    """The format of a file, and its content. Raises SourceError when it cannot be read, or is of no format that is."""
    return _opened(name_of(path), load(path))


def content_of(name: str, data: Data) -> Content:
    """The content of bytes."""
    return _opened(name, data)[1]


def _opened(name: str, data: Data) -> tuple[Format, Content]:
    head = Head.of(name, data)
    for one in FORMATS:
        if one.recognises(head):
            return one, one.read(name if one in ROWS else head.name, data)
    template, values = what_is(head)
    raise SourceError(template, file=name, formats=Choice(one.name for one in ROWS), **values)
