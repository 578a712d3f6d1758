"""Works that belong together and are not one: a loan and its additional financing, a webinar and its slides."""

import re

from indexer.duplicates.titles import LOOSE, Title, title_of
from indexer.duplicates.works import Work, share_author
from search.text import fold

PAPER, ARTICLE = "working-paper", "journal-article"
YEARS = 5  # between a working paper and the article that it became
_FINANCING = re.compile(
    r"\badditional financing\b|\bfinancement additionnel\b|\bfinanciamiento adicional\b", re.IGNORECASE
)
_NTH_WORDS = "first second third fourth premier deuxième troisième primer segundo tercer 1st 2nd 3rd 4th"
_NTH = re.compile(rf"\b(?:{_NTH_WORDS.replace(' ', '|')})\s+(?={_FINANCING.pattern})", re.IGNORECASE)
_PART = frozenset(
    "webinar slides slide presentation summary q faq recording video transcript "
    "seminaire diapositives resume enregistrement "
    "seminario diapositivas presentacion resumen grabacion apresentacao resumo gravacao".split()
)
_AROUND = LOOSE | frozenset(
    ("for", "to", "project", "program", "programme", "proyecto", "projet", "projeto", "pour", "para")
)
_SAID = frozenset("additional financing financement additionnel financiamiento adicional".split())
_NAMED_ASIDE = _PART | _AROUND | _SAID | frozenset(_NTH_WORDS.split())


def signs(work: Work, titles: list[Title]) -> tuple[str, str, bool, frozenset[str]]:
    """What tells parts from each other: works that have the same signs are no parts of one."""
    words = frozenset(word for title in titles for word in title.words)
    return work.kind, work.form, any(_FINANCING.search(title.text) for title in titles), words & _PART


def rough_key(text: str) -> str:
    """What titles have in common that may be those of parts of one; the same for many that are not."""
    return " ".join(sorted(set(fold(text).split()) - _NAMED_ASIDE))


def is_part(text: str) -> bool:
    """Whether a title says that it is a part of something."""
    return bool(_FINANCING.search(text)) or not _PART.isdisjoint(fold(text).split())


def relation(one: Work, other: Work, mine: list[Title], theirs: list[Title]) -> tuple[str, ...]:
    """What makes two works parts of one; empty for nothing."""
    if one.countries and other.countries and not one.countries & other.countries:
        return ()
    kinds = bool(one.kind and other.kind) and one.kind != other.kind
    pairs = [(a, b) for a in mine for b in theirs]
    if any(_financing(a, b) for a, b in pairs) and (one.countries & other.countries):
        return ("additional financing", "country")
    if any(_parts(a, b, kinds) for a, b in pairs) and _near(one, other, 0):
        return ("parts of one event", *one.shared(other))
    versions = {one.form, other.form} == {PAPER, ARTICLE} and share_author(one.authors, other.authors)
    if versions and _near(one, other, YEARS) and any(a.words == b.words for a, b in pairs):
        return ("working paper and article", *one.shared(other))
    return ()


def _near(one: Work, other: Work, years: int) -> bool:
    return one.year is None or other.year is None or abs(one.year - other.year) <= years


def _financing(one: Title, other: Title) -> bool:
    if bool(_FINANCING.search(one.text)) == bool(_FINANCING.search(other.text)):
        return False
    return _stem(one) == _stem(other) != ()


def _stem(title: Title) -> tuple[str, ...]:
    words = title_of(_NTH.sub("", title.text)).words if _NTH.search(title.text) else title.words
    stem = tuple(word for word in words if word not in _SAID | _AROUND)
    return stem if len(stem) > 1 else ()


def _parts(one: Title, other: Title, kinds: bool) -> bool:
    """Whether they differ only in words that name a part, or not at all where they are of two kinds."""
    mine, theirs = set(one.words) & _PART, set(other.words) & _PART
    if mine == theirs and not (kinds and one.words == other.words):
        return False
    stems = [tuple(word for word in title.words if word not in _PART | _AROUND) for title in (one, other)]
    return stems[0] == stems[1] and len(stems[0]) > 2
