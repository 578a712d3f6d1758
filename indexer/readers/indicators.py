"""The table of country indicators: no rows, but figures that are kept beside the records."""

from indexer.readers.format import Format, Head
from indexer.readers.text import Data
from search.authorities import COLUMNS, Indicators


def _recognises(head: Head) -> bool:
    return (head.text or "").partition("\n")[0].strip() == ",".join(COLUMNS)


def _read(name: str, data: Data) -> Indicators:
    return Indicators.read(name, data[:])


INDICATORS = Format("country indicators", (".csv",), _recognises, _read)
