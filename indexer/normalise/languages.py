"""Which language a document is in, and in which one its title and abstract are written."""

import re
from functools import lru_cache

from indexer.normalise.draft import Draft
from indexer.normalise.text import as_text
from search.authorities import language_of
from search.sentences import Sentence
from search.text import UNKNOWN

_REGION = re.compile(r"^([A-Za-z]{2,3})[-_][A-Za-z0-9-_]+$|\s*\(.*\)$")


@lru_cache(maxsize=4096)
def language_code(text: str) -> str | None:
    """The ISO 639 code for a code (`en`, `eng`, `fre`, `pt-BR`) or a name in five languages; None for neither."""
    plain = _REGION.sub(r"\1", text.strip())
    return language_of(plain) or (_of_three_letters(plain.lower()) if len(plain) == 3 else None)


def _of_three_letters(code: str) -> str | None:
    import pycountry

    found = pycountry.languages.get(alpha_3=code) or pycountry.languages.get(bibliographic=code)
    return language_of(getattr(found, "alpha_2", "")) if found else None


def language(draft: Draft) -> None:
    """Of the document: ISO 639 codes from codes or names in five languages."""
    for cell in draft.parts("language", ";|,/\n"):
        code = language_code(cell[1])
        if code:
            draft.put("language", code, "stated" if code == cell[1] else "alias", cell)
        elif cell[1].casefold() != UNKNOWN:
            message = Sentence("“%(value)s” is no language that we know.", value=cell[1])
            draft.problem("unknown", message, "language", cell[1], Sentence("Write a code such as en, or a name."))


def text_language(draft: Draft) -> str:
    """Of the row's own words: a column that says so, else the only language of the document, else the source's."""
    named = as_text(draft.row.columns.get(draft.source.title_language))
    if named and (code := language_code(named)):
        return code
    stated = draft.values.get("language", [])
    return stated[0] if len(stated) == 1 else draft.source.text_language or UNKNOWN
