"""Who is named in a cell of authors, as people write it: `Smith, J., Doe, J. & Roe, R.` are three.

What can only be read in one way is parted; what cannot, stays whole and is told. A semicolon behind each name always
says it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from search.authorities import Organisations
from search.sentences import Sentence

ET_AL = Sentence("“et al.” among authors was left out: write all their names.")
MARKS = Sentence("Numbers and signs of footnotes behind authors were left out.")
BRACKETS = Sentence("What stands in brackets behind authors was left out; the raw rows keep it.")
TWO = Sentence("Names with a comma between them were read as two authors: write a semicolon behind each author.")
ONE = Sentence("Names with a comma between them were read as one author: write a semicolon behind each author.")
WHOLE = Sentence("It cannot be told how many authors these are: write a semicolon behind each author.")

_ET_AL = regex.compile(
    r"[\s,;،]*(?:\b(?:and|und|&)\s+)?(?:\bet\.?\s*al\b\.?|\b(?:and|&) (?:others|colleagues)\b|\by otros\b|\be outros\b"
    r"|\bet autres\b|\bet coll\b\.?|\bu\. ?a\.|وآخرون)\s*$|^others$",
    regex.IGNORECASE,
)
_BRACKETS = regex.compile(r"\s*[(\[]([^()\[\]]*)[)\]](?=\s*(?:$|[,،&]|and\b|y\b|e\b|et\b|und\b))")
_MARKS = regex.compile(
    r"(?<=[\p{L}\p{M}.])\s?(?:[¹²³⁰⁴-⁹*†‡§]+|\d{1,2}(?![\d\p{L}]))(?:,\s?\d{1,2}(?!\d))*|(?<=,)\s*\d{1,2}(?=,|$)"
)
_STRONG = regex.compile(r"\s*,?\s+(?:and|und)\s+|\s*,?\s*&\s*|\s+و\s+", regex.IGNORECASE)
_WEAK = regex.compile(r"\s+(?:y|e|et)\s+")
_COMMA = regex.compile(r"\s*[,،]\s*")
_PARTICLES = frozenset(
    "al ap ben bin d da das de dei del della den der di do dos du e el ibn la las le los of san santa st ten ter van"
    " von y zu".split()
)
_SUFFIX = regex.compile(r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|msc|mph|mba|dr|prof|esq)\.?", regex.IGNORECASE)
_INITIALS = regex.compile(r"(?:\p{Lu}\p{Ll}{0,2}\.[\s-]?|\p{Lu}{1,3}(?=$|[\s-])[\s-]?)+")
_BEHIND = regex.compile(r".*\p{Ll}\S*\s(?:\p{Lu}\.?[\s-]?){1,3}")  # Smith JA, Smith J. A.
_BEFORE = regex.compile(r"(?:\p{Lu}\p{Ll}{0,1}\.[\s-]?)+\s*\p{Lu}?[\p{Ll}'’]+.*")  # J. A. Smith
_ARABIC = regex.compile(r"\p{Arabic}")


@dataclass
class People:
    """persons and organisations among the authors, in their order; where persons belong; what a curator is told."""

    authors: list[str] = field(default_factory=list)
    affiliations: list[str] = field(default_factory=list)
    told: list[Sentence] = field(default_factory=list)


@dataclass(frozen=True)
class Manner:
    """How names are written. each: one in each part of a cell; double: two surnames are the rule, as in Spanish."""

    each: bool = False
    double: bool = False


@lru_cache(maxsize=65536)
def read_people(text: str, organisations: Organisations, manner: Manner) -> People:
    """The authors in a cell, or in a part of one between semicolons: kept, and not to be changed."""
    found = People()
    text = _without(_ET_AL, text, found, ET_AL)
    if organisations.exactly(text):
        found.authors.append(text)
        return found
    text = _without_brackets(text, organisations, found)
    text = _without(_MARKS, _without_organisations(text, organisations, found), found, MARKS)
    if manner.each or organisations.looks_like_one(text):
        found.authors += [text] if text else []
        return found
    for chunk, inverted in _chunks(text):
        found.authors += _listed(chunk, inverted, manner, found)
    return found


def _without(pattern: "regex.Pattern[str]", text: str, found: People, told: Sentence) -> str:
    said = str(pattern.sub("", text)).strip()
    if said != text:
        found.told.append(told)
    return said


def _without_brackets(text: str, organisations: Organisations, found: People) -> str:
    """Behind a name: where somebody belongs, if it is an organisation."""
    if organisations.looks_like_one(_BRACKETS.sub("", text)):
        return text
    for inner in _BRACKETS.findall(text):
        if organisations.looks_like_one(inner):
            found.affiliations.append(inner)
        elif BRACKETS not in found.told:
            found.told.append(BRACKETS)
    return str(_BRACKETS.sub("", text)).strip()


def _without_organisations(text: str, organisations: Organisations, found: People) -> str:
    """Persons, without the known organisations behind them: `Smith, John, World Bank`; else the whole text."""
    pieces = _COMMA.split(text)
    place = len(pieces)
    while place and organisations.exactly(pieces[place - 1]):
        place -= 1
    persons = ", ".join(pieces[:place])
    if place in (0, len(pieces)) or organisations.looks_like_one(persons):
        return text
    found.affiliations += pieces[place:]
    return persons


def _chunks(text: str) -> Iterator[tuple[str, bool | None]]:
    """What stands between words for and; and whether surnames come first there, as far as the others tell."""
    chunks = [one for part in _STRONG.split(text) for one in _weakly(part)]
    chunks = [chunk.strip(" ,،") for chunk in chunks if chunk.strip(" ,،")]
    last = _COMMA.split(chunks[-1]) if chunks else []
    for chunk in chunks:
        if len(chunks) == 1:
            yield chunk, None
        else:
            yield chunk, len(last) > 1 if len(last) > 1 or len(_words(last[0])) > 1 else None


def _weakly(text: str) -> list[str]:
    """Parted at y, e and et, but not within a name: both sides are whole names of one manner."""
    found, start = [], 0
    places = [*_WEAK.finditer(text)]
    for place, match in enumerate(places):
        following = places[place + 1].start() if place + 1 < len(places) else len(text)
        left, right = text[start : match.start()], text[match.end() : following]
        if _whole(left) and _whole(right) and (("," in right) <= ("," in left)):
            found.append(left)
            start = match.end()
    return [*found, text[start:]]


def _whole(text: str) -> bool:
    last = _COMMA.split(text)
    return len(last) > 1 or len(_words(text)) > 1


def _words(text: str) -> list[str]:
    """Those of a name that are no particle."""
    return [word for word in text.split() if word.strip("'’.").casefold() not in _PARTICLES]


def _listed(text: str, inverted: bool | None, manner: Manner, found: People) -> list[str]:
    """The names between commas, of which each may have one itself."""
    pieces: list[str] = []
    for piece in filter(None, _COMMA.split(text)):
        if pieces and _SUFFIX.fullmatch(piece):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    if len(pieces) < 2:
        return pieces
    if len(pieces) == 2:
        return _two((pieces[0], pieces[1]), inverted, manner, found)
    pairs = [", ".join(pieces[place : place + 2]) for place in range(0, len(pieces), 2)]
    if len(pieces) % 2 == 0 and all(map(_INITIALS.fullmatch, pieces[1::2])):
        return pairs
    if all(map(_complete, pieces)):
        return pieces
    if len(_words(pieces[0])) == 1 and all(map(_complete, pieces[2:])):
        return [pairs[0], *pieces[2:]]  # Smith, John, Jane Doe, and Ann Roe
    if inverted and len(pieces) % 2 == 0:
        return pairs
    found.told.append(WHOLE)
    return [text]


def _two(names: tuple[str, str], inverted: bool | None, manner: Manner, found: People) -> list[str]:
    """One name, its surname first, or two."""
    first, second = names
    one = [f"{first}, {second}"]
    if inverted or _INITIALS.fullmatch(second) or not (_complete(first) and _complete(second)):
        return one
    signs = [bool(_BEHIND.fullmatch(name)) - bool(_BEFORE.fullmatch(name)) for name in names]
    if inverted is False or all(signs) or signs[0] or _ARABIC.search(first):
        return [*names]
    if signs[1] == 1 or first.split()[0].casefold() in _PARTICLES or second.split()[-1].casefold() in _PARTICLES:
        return one  # Smith Jones, John A.
    found.told.append(ONE if manner.double else TWO)
    return one if manner.double else [*names]


def _complete(name: str) -> bool:
    """Whether it is a name by itself: of two words or more, and not initials alone."""
    return len(_words(name)) > 1 and not _INITIALS.fullmatch(name)
