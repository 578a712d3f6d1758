"""What a list is called that nobody named: as its file."""

import re
from functools import lru_cache

from indexer.rows import SourceRow
from search.text import fold

UNNAMED = "local"  # the source of what has none
_EDITION = re.compile(  # what people add to the name of a file that they save again
    r"""[\s._-]*(?:
        \(\d+\) | \[\d+\] | v(?:er(?:sion)?)?[\s._-]?\d+(?:\.\d+)* | rev[\s._-]?\d+
      | (?:19|20)\d\d[\s._-]?(?:0[1-9]|1[0-2])(?:[\s._-]?[0-3]\d)? | [0-3]?\d[._-][01]?\d[._-](?:19|20)\d\d
      | (?<![^\W\d_])(?:final|finale|copy|copie|copia|cópia|kopie|corrected|corrigé|corrigée|corregido|corrigido
        |updated|new|nouveau|nuevo|novo|draft)(?:[\s._-]?\d+)?(?:[\s._-]of)?
    )$""",
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=1024)
def list_of(file: str, sheet: str = "") -> str:
    """What a list is called that nobody named: as its file, without endings, numbers of versions, dates, `copy`."""
    name = file.rpartition("/")[2]
    while (shorter := re.sub(r"\.[A-Za-z]{1,6}$", "", name)) and shorter != name:
        name = shorter
    while (shorter := _EDITION.sub("", name)) and shorter != name:
        name = shorter
    return slug(f"{name} {sheet}") or UNNAMED


def list_named(row: SourceRow) -> str:
    """The list of a row: as its source is called by whoever said so, as its sheet, else as its file."""
    return row.source or row.list or list_of(row.file)


def slug(name: str) -> str:
    """In the form that ids need."""
    return re.sub(r"[^a-z0-9._-]+", "-", fold(name.replace("-", " ")).replace(" ", "-")).strip("-.")
