"""Which language a document is in, and in which one each of its texts is written."""

import re
from collections.abc import Iterator

from indexer.normalise.detection import detected
from indexer.normalise.draft import Cell, Draft
from indexer.normalise.text import as_text
from search.authorities import NamedLanguages, language_of, named_languages
from search.records import INTERFACE_LANGUAGES
from search.sentences import Sentence
from search.text import UNKNOWN, near

_JOINTS = re.compile(r"[,/&+]|\s[-–]\s|\s(?:and|et|y|e|und)\s|\sو\s?")  # what may stand between two languages
NEAR = 85  # of 100: how much alike a name has to be to be offered
UNKNOWN_LANGUAGE = "“%(value)s” is no language that we know."
SEVERAL = "“%(value)s” may be several languages."
COUNTRY = "“%(value)s” is the code of a country; it is read as its language, %(language)s."


def language_code(text: str) -> str | None:
    """The ISO 639 code for a code (`en`, `eng`, `fre`, `pt-BR`) or a name in any language; None for neither, or two."""
    codes = named_languages(text).codes
    return codes[0] if len(codes) == 1 else None


def language(draft: Draft) -> None:
    """Of the document: codes from what a cell names, one language or several."""
    for cell in draft.parts("language", ";|\n"):
        for text, named in _named(cell[1]):
            _put(draft, (cell[0], text), named)


def _named(text: str) -> Iterator[tuple[str, NamedLanguages]]:
    """The text as one language (`Chinese, Mandarin`), or as a list of which at least one part is one."""
    whole = named_languages(text)
    parts = [part for part in map(str.strip, _JOINTS.split(text)) if part]
    found = [(part, named_languages(part)) for part in parts]
    alone = whole.codes or whole.candidates or not any(named.codes for _, named in found)
    yield from [(text, whole)] if alone else found


def _put(draft: Draft, cell: Cell, named: NamedLanguages) -> None:
    text = cell[1]
    for code in named.codes:
        draft.put("language", code, "stated" if code == text else "alias", cell)
    if named.slip:
        told = Sentence(COUNTRY, value=text, language=named.codes[0])
        draft.problem("country for language", told, "language", text, Sentence("Write %(code)s.", code=named.codes[0]))
    elif named.candidates:
        choices = ", ".join(named.candidates)
        draft.problem("ambiguous", Sentence(SEVERAL, value=text), "language", text, choices)
    elif not named.codes and text.casefold() != UNKNOWN:
        draft.problem("unknown", Sentence(UNKNOWN_LANGUAGE, value=text), "language", text, _advice(text))


def _advice(text: str) -> Sentence | str:
    """The names that are spelt nearly so, else what may be written."""
    from babel import Locale

    names = {name: 1 for one in INTERFACE_LANGUAGES for name in Locale(one).languages.values() if language_of(name)}
    return ", ".join(near(text, list(names), alike=NEAR)) or Sentence("Write a code such as en, or a name.")


def stated_language(draft: Draft, name: str) -> str | None:
    """Of a title, where a column of its own says so."""
    if name != "title":
        return None
    code = language_code(as_text(draft.row.columns.get(draft.source.title_language)))
    return code if code != UNKNOWN else None


def text_language(draft: Draft, name: str, cell: Cell) -> str | None:
    """Of a text of which nobody said it: the one that it is written in, where that is sure, and where it came from.

    Else the only language in which it is expected: that of the document, or of the source. What is said of the title
    tells nothing of an abstract: English abstracts of works with titles in Spanish are many.
    None for one more text of a field, unless both are surely in two languages: the first filled column counts.
    """
    expected = _expected(draft)
    alone = expected[0] if len(expected) == 1 else draft.source.text_language or UNKNOWN
    found = detected(cell[1], expected)
    first = name not in draft.unnamed
    both = bool(found) and draft.unnamed.get(name, True)
    draft.unnamed[name] = both
    if not found or found.language == alone:
        return alone if first or both else None
    if (first or both) and found.language not in draft.texts.get(name, {}):
        draft.note(name, found.language, "detected", (cell[0], ""), found.share)
        return found.language
    return None


def _expected(draft: Draft) -> list[str]:
    stated = [code for code in draft.values.get("language", ()) if code != UNKNOWN]
    return stated or [code for code in (draft.source.text_language,) if code]
