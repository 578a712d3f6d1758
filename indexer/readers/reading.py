"""How files are to be read where their content does not tell: what a curator says, and what is known of columns."""

import codecs
import os
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers.stored import Stored
from indexer.readers.text import Data
from search.errors import ConfigurationError

if TYPE_CHECKING:
    from indexer.sources import Sources

IN_MEMORY = 64_000_000  # bytes of a text in UTF-8; a larger one is kept on disk
BADLY = "%(file)s is no text in %(encoding)s: leave --encoding out, or name another encoding."


@dataclass(frozen=True)
class Reading:
    """What was said on the command line: an encoding, the sheet to read, the row that names the columns (from 1).

    sources: what tells which columns are known.
    """

    encoding: str = ""
    sheet: str = ""
    header: int = 0
    sources: "Sources | None" = None

    def known_sources(self) -> "Sources":
        """Those of the run, else those that are shipped."""
        from indexer.sources import Sources

        return self.sources or Sources.load()


def in_utf_8(name: str, data: Data, encoding: str) -> Data:
    """A text of that encoding as one in UTF-8. Raises ConfigurationError where it is none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as whole:
        try:
            for place in range(0, len(data), 1 << 20):
                whole.write(decoder.decode(data[place : place + (1 << 20)]).encode())
            whole.write(decoder.decode(b"", final=True).encode())
        except UnicodeError as error:
            raise ConfigurationError(BADLY, file=name, encoding=encoding) from error
        if whole.tell() > IN_MEMORY:
            whole.flush()
            return Stored(name, os.dup(whole.fileno()))
        whole.seek(0)
        return whole.read()
