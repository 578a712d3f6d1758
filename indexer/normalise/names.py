"""Who made a resource, and words for it: names as people write them, several in a cell."""

import regex

from indexer.normalise.draft import Cell, Draft
from indexer.normalise.people import Manner, People, read_people
from indexer.normalise.text import one_line
from indexer.rows import EXPLAINING
from search.authorities import Organisations
from search.records import FIELDS, How
from search.sentences import Sentence

PEOPLE = ("author", "editor")
ORGANISATIONS = ("organisation", "funder", "publisher")
TWO_SURNAMES = frozenset(("es", "pt"))  # languages in which people have two
WE_EXPLAIN = frozenset(column for column in EXPLAINING if "_" in column)  # of these no sheet of others has one
SEVERAL = "“%(value)s” is what several organisations are called."
_JOINTS = regex.compile(r"\s*[,/&،]\s*|\s+(?:and|et|y|e|und|و)\s+")
_LAST = regex.compile(r"[,،(]\s*([^(),،]+(?:,\s*D\.?C\.?)?)\)?$")


def names(draft: Draft, field: str) -> None:
    """Split at ; | and lines; some fields at commas, too; persons as people write them."""
    if field in PEOPLE:
        _people(draft, field)
        return
    for cell in draft.parts(field):
        if field in ORGANISATIONS:
            _organisations(draft, field, cell)
            continue
        commas = FIELDS[field].commas and field not in draft.source.separators
        for part in filter(None, map(str.strip, cell[1].split(",") if commas else [cell[1]])):
            draft.put(field, part, "stated", cell)
    if field == "organisation":
        _affiliations(draft)


def single(draft: Draft, field: str) -> None:
    """Publisher, journal, rights: the first filled column; what another one says instead is told."""
    for column, text in draft.cells(field):
        cell = (column, one_line(text))
        value, how = _known(draft, field, cell) if field in ORGANISATIONS else ("", "stated")
        if draft.has(field):
            draft.second(field, value or cell[1], cell)
        else:
            draft.put(field, value or cell[1], how, cell)


def _people(draft: Draft, field: str) -> None:
    for cell in draft.parts(field):
        found = _read(draft, field, cell)
        for name in found.authors:
            known = draft.organisations.named(name) if draft.organisations.exactly(name) else ()
            value = known[0] if len(known) == 1 else name
            draft.put(field, value, "stated" if value in (name, cell[1]) else "alias", cell)
        for told in found.told:
            draft.problem("authors", told, field, cell[1])


def _read(draft: Draft, field: str, cell: Cell) -> People:
    """Each by itself: in a list, as references have it; between semicolons; and in what we wrote ourselves."""
    value = draft.row.columns.get(cell[0])
    ours = not WE_EXPLAIN.isdisjoint(draft.row.columns)
    each = ours or isinstance(value, list | tuple) or ";" in str(value) or field in draft.source.separators
    return read_people(
        cell[1],
        draft.organisations,
        Manner(each, not TWO_SURNAMES.isdisjoint((*draft.texts.get("title", ()), *draft.values.get("language", ())))),
    )


def _affiliations(draft: Draft) -> None:
    """Of authors, and authors that are organisations, beside what the row says; a correction says all of it."""
    if "organisation" in draft.corrected:
        return
    present = (draft.row, draft.source)
    draft.turn("author")
    for cell in draft.parts("author"):
        found = _read(draft, "author", cell)
        known = [name for name in found.authors if draft.organisations.exactly(name)]
        for name in (*known, *found.affiliations):
            _organisations(draft, "organisation", (cell[0], name))
    draft.row, draft.source = present


def _organisations(draft: Draft, field: str, cell: Cell) -> None:
    """One, whatever commas are in its name; or several, where each of them is known."""
    value, how = _known(draft, field, cell)
    if not value:
        parts = [part for part in _JOINTS.split(cell[1]) if part]
        known = [draft.organisations.named(part) for part in parts]
        if len(parts) > 1 and all(len(names) == 1 for names in known):
            for (name,) in known:
                draft.put(field, name, "alias", cell)
            return
    draft.put(field, value or cell[1], how, cell)


def _known(draft: Draft, field: str, cell: Cell) -> tuple[str, How]:
    """The one name of an organisation, also with its place behind it; nothing for one that is not known."""
    found = draft.organisations.named(cell[1]) or draft.organisations.named(without_seat(cell[1], draft.organisations))
    if len(found) > 1:
        draft.problem("ambiguous", Sentence(SEVERAL, value=cell[1]), field, cell[1], ", ".join(found))
    if len(found) != 1:
        return "", "stated"
    return found[0], "stated" if found[0] == cell[1] else "alias"


def without_seat(text: str, organisations: Organisations) -> str:
    """`Food and Agriculture Organization, Rome` and `World Bank (Washington, DC)` without the place."""
    last = _LAST.search(text)
    return text[: last.start()].strip() if last and organisations.is_seat(last[1]) else text
