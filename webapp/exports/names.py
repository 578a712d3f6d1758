"""Names in references: persons in two pieces, organisations always in one."""

import re
from typing import Any

from search.authorities import Organisations

Name = dict[str, Any]
_PARTICLES = frozenset("al bin da das de del della den der di do dos du el ibn la le ten ter van von zu".split())
_WORD = re.compile(r"[^\W\d_][^\d_]*")


def person_or_organisation(text: str, known: Organisations) -> Name:
    """A name as a record has it. turned: it stood there with the given name first, which is undone when it is read.

    Only what reads as a person's name is parted: two to five words, with no sign of an organisation.
    """
    family, comma, given = text.partition(", ")
    if known.looks_like_one(text):
        return whole(text)
    if comma:
        return {"family": family, "given": given} if given else whole(text)
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(_WORD.fullmatch(word) for word in words) or "," in text or ";" in text:
        return whole(text)
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return {"family": " ".join(words[start:]), "given": " ".join(words[:start]), "turned": True}


def whole(text: str) -> Name:
    """A name of one piece."""
    return {"literal": text}


def full_name(name: Name) -> str:
    """`Ouma, Marion`, or a name of one piece."""
    return str(name.get("literal") or ", ".join(filter(None, (name.get("family"), name.get("given")))))


def as_written(name: Name) -> str:
    """As the record has it: `Marion Ouma`, where it says so."""
    return f"{name['given']} {name['family']}" if name.get("turned") else full_name(name)
