"""What the name of a column says, however people write it: `Autor(es)`, `Country/Countries`, `Année de parution`."""

import re
from collections.abc import Iterator

from search.text import fold

LITTLE = frozenset(  # words that a name has more or less of
    "a an the of for in on le la les l de du des d un une el los las del do da dos das o os e et en et y und der die"
    " das des von".split()
)
BESIDE = frozenset(  # words that say of what the column is, which is the same for all
    "document documents documento publication publicacion publicacao resource ressource recurso record item concerne"
    " concernee concernes concernees parution edition internet web original originale principal principale main full"
    " complete complet completo work dc dcterms dct cg bibliographic entry narrative dokument".split()
)
_ATTACHED = re.compile(r"(?<=\w)\((\w{1,3})\)")  # author(s), autor(es)
_REMARK = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_JOINT = re.compile(r"\s*/\s*|\s+(?:or|ou|oder)\s+")

Name = tuple[str, ...]  # its words, in one order


def exact(column: str) -> str:
    """The name but for case, accents and punctuation."""
    return fold(_REMARK.sub("", _ATTACHED.sub(r"\1", column)) or column)


def names(column: str) -> Iterator[Name]:
    """How else the name may be read, the surest first."""
    whole = _REMARK.sub("", _ATTACHED.sub("", column)) or column
    for some in (whole, *(_JOINT.split(whole) if _JOINT.search(whole) else ())):
        words = tuple(sorted(_singular(word) for word in fold(some).split() if word not in LITTLE))
        yield words
        if short := tuple(word for word in words if word not in BESIDE_ONE):
            yield short


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


BESIDE_ONE = frozenset(map(_singular, BESIDE))
