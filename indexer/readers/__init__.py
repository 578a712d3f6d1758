"""Files in: one module for each format; which one a file needs is told by its content, not by its name."""

from indexer.readers.files import NAME, find_files, is_indicators, load, read
from indexer.readers.text import decode
