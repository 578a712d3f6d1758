"""What a row says of a record that the record says itself, if in the words of an export: it is no correction."""

import re
from collections.abc import Iterable
from typing import Any

from indexer.normalise import CLEARED
from search.authorities import Authorities
from search.records import FIELDS, SUBJECTS, Record, safe_cell, unquoted_cell
from search.text import fold

SPLIT = re.compile(r"[,;]")


class Echoes:
    """Knows what exports make of a record: references have its organisations as authors, its tags as keywords."""

    def __init__(self, authorities: Authorities) -> None:
        self._names = authorities.vocabulary.names

    def __call__(self, name: str, value: Any, made: Record, old: Record) -> bool:
        """Whether a cell of a field, of which its row alone would make `made`, says nothing that `old` does not."""
        if cell_of(value) == CLEARED:
            return not getattr(old, name)
        if FIELDS[name].kind == "text":
            texts = value.values() if isinstance(value, dict) else [value]
            return {_line(text) for text in texts} <= {_line(text) for text in getattr(old, name).values()}
        if cell_of(value) == unquoted_cell(safe_cell(getattr(old, name))):
            return True
        if name == "url" and cell_of(value).endswith(f"/records/{old.id}"):  # our own page of it
            return True
        if name == "author" and _same_people(value, made, old):
            return True
        mine, theirs = made.values(name), old.values(name)
        if not mine:
            return False
        return set(mine) == set(theirs) or bool(self._in_references(name, set(mine), old))

    def _in_references(self, name: str, mine: set[str], old: Record) -> bool:
        if name == "author" and not old.author:
            return mine == {", ".join(old.organisation)}
        if name == "organisation":
            return all(one.endswith(",") and one[:-1] in _people(old) for one in mine)  # as RIS marks what is no person
        if name == "keyword":
            own, said = _pieces(old.keyword), _pieces(mine)
            return own <= said and said - own <= _pieces(self._labels(old))
        if name in ("issue", "number"):  # BibTeX and RIS have one line for both
            return mine <= {old.issue, old.number}
        if name in ("published", "year"):
            dates = [date for date in (old.published, old.start, str(old.year or "")) if date]
            return all(any(date.startswith(one) for date in dates[:1]) for one in mine)
        return False

    def _labels(self, old: Record) -> list[str]:
        return [
            label
            for facet in (*SUBJECTS, "country")
            for value in old.values(facet)
            for label in (value, *self._names(facet, value))
        ]


def _pieces(words: Iterable[str]) -> set[str]:
    """The words, in pieces at their commas: in a list with commas nothing else tells them."""
    return {fold(piece) for word in words for piece in SPLIT.split(word)}


def _people(record: Record) -> set[str]:
    """Its authors and organisations, which references do not tell apart."""
    return {name.rstrip(",") for name in (*record.author, *record.organisation)}


def _same_people(value: Any, made: Record, old: Record) -> bool:
    """Whether a cell names the authors of a record, or these and its organisations; as it stands there, or as read."""
    return any(names in (set(old.author), _people(old)) for names in (_written(value), _people(made)) if names)


def _written(value: Any) -> set[str]:
    """The names of a reference as they stand there; reading them takes out what seems to be no part of a name."""
    return {str(name).rstrip(",") for name in value} if isinstance(value, list) else set()


def cell_of(value: Any) -> str:
    """A cell as text, as an export would have it."""
    return value.strip() if isinstance(value, str) else str(value)


def _line(text: Any) -> str:
    return " ".join(str(text).split())
