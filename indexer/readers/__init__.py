"""Files in: one module for each format; which one a file needs is told by its content, not by its name."""

from indexer.readers.files import find_files, is_named, load
from indexer.readers.foreign import OtherKind
from indexer.readers.format import Rows
from indexer.readers.golden_queries import GoldenQueries, GoldenQuery
from indexer.readers.reading import Reading
from indexer.readers.registry import JSON_LINES, TABLES, content_of, opened
from indexer.readers.text import Data, decode
