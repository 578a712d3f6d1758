"""Titles that are hardly one, or in capitals: told, with what was perhaps meant, and kept as they are written."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from mimetypes import MimeTypes

import regex

from indexer.normalise.draft import Draft
from search.authorities import Authorities, Organisations
from search.sentences import Sentence
from search.text import fold

NO_TITLE = "“%(value)s” is hardly the title of a resource: write the real one."
SHOUTED = Sentence("The title is in capitals: write it as a sentence, with those of names alone.")
FILE = Sentence("The title has the name of a file in it: write the real one.")
FEWEST_WORDS = 3  # of four letters or more, all in capitals: fewer may be acronyms
SHORTEST_WORD = 4
_PLACEHOLDERS = frozenset(
    map(
        fold,
        "untitled; untitled document; no title; title; test; tbd; tba; tbc; to be determined; to be confirmed; unknown;"
        " not applicable; missing; xxx; document; sans titre; sans objet; a determiner; sin titulo; por definir;"
        " sem titulo; a definir; بدون عنوان; غير معروف; true; false; vrai; faux; verdadero; falso; verdadeiro; نعم; لا;"
        " yes; no".split(";"),
    )
)
_NUMBERED = re.compile(r"(?:document|untitled|sans titre|sin t[ií]tulo|sem t[ií]tulo|book|sheet|slide)[ _-]?\d+", re.I)
_ADDRESS = re.compile(r"(?:https?://|www\.|doi:|10\.\d{4,9}/)\S+", re.IGNORECASE)
_PROGRAM = re.compile(r"microsoft (?:word|powerpoint|excel) - ", re.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’.-]+")
_TYPES = MimeTypes()


class Capitals:
    """What keeps its capitals in a sentence: countries, and acronyms of organisations and of the taxonomy."""

    def __init__(self, authorities: Authorities, organisations: Organisations) -> None:
        self._countries = authorities.countries
        self._taxonomy = authorities.taxonomy
        self._organisations = organisations

    def of(self, text: str) -> Iterator[str]:
        """Those in a text that is all in capitals, as they are written."""
        yield from (word for word in _WORD.findall(text) if word in self._acronyms or self._organisations.exactly(word))
        titled = text.title()
        for iso3, start, end in self._countries.find(titled):
            said = titled[start:end]
            names = (name for name in self._countries.names(iso3) if name.casefold() == said.casefold())
            yield next(names, said)

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        labels = (
            label[1]
            for scheme in self._taxonomy.schemes.values()
            for c in scheme.concepts.values()
            for label in c.labels()
        )
        return frozenset(label for label in labels if label.isupper() and label.isalpha())


def titles_told(draft: Draft, capitals: Capitals) -> None:
    """What is odd about the titles."""
    draft.turn("title")
    for text in draft.texts.get("title", {}).values():
        if is_file_name(text):
            draft.problem("title", FILE, "title", text)
        elif not _says_something(text):
            draft.problem("title", Sentence(NO_TITLE, value=text[:80]), "title", text)
        elif is_shouted(text):
            draft.problem("capitals", SHOUTED, "title", text, as_sentence(text, capitals.of(text)))


def _says_something(text: str) -> bool:
    nothing = fold(text) in _PLACEHOLDERS or _NUMBERED.fullmatch(text) or _ADDRESS.fullmatch(text)
    return not nothing and any(map(str.isalpha, text))


def is_file_name(text: str) -> bool:
    """`report_final_v2.pdf`, and what a word processor writes before one."""
    name = _PROGRAM.sub("", text)
    known = _TYPES.guess_type(f"file:{name}", strict=False)[0] if re.search(r"\.[A-Za-z0-9]{2,5}$", name) else None
    return len(name) < len(text) or (known is not None and (" " not in name or name.casefold() == name))


def is_shouted(text: str) -> bool:
    """Whether the words of a text, of a script that has capitals, are in capitals."""
    if text != text.upper():
        return False
    words = [word for word in _WORD.findall(text) if word.lower() != word.upper()]
    long = [word for word in words if sum(map(str.isalpha, word)) >= SHORTEST_WORD]
    cased = sum(len(word) for word in words) * 2 > sum(map(str.isalpha, text))
    return cased and len(long) >= FEWEST_WORDS


def as_sentence(text: str, names: Iterable[str]) -> str:
    """The first letter as a capital, the others small but in names; what has a digit or a stop in it stays."""
    written = {name.casefold(): name for name in names}
    longest = sorted(written, key=len, reverse=True)
    known = regex.compile(r"(?<![\p{L}\p{N}])(?:" + "|".join(map(regex.escape, longest)) + r")(?![\p{L}\p{N}])")
    lowered = _WORD.sub(lambda word: word[0] if re.search(r"\d|\w\.\w", word[0]) else word[0].lower(), text)
    if written:
        lowered = known.sub(lambda name: written[name[0].casefold()], lowered)
    return str(lowered[:1]).upper() + str(lowered[1:])
