"""References of our own exports: they say nothing that their record does not, but for what was changed in them."""

import re
from typing import Any
from urllib.parse import unquote

OURS = "Social Protection Index"  # what our exports write as the name of the database
_PAGE = re.compile(r"(?:https?://\S+?)?/records/([^\s/]+)")
_ADDED = frozenset(
    "source type content_type document_type accessed urldate genre event-place custom work organisation".split()
)  # for other programs: the record has its own

_TAGS = frozenset(
    "name_of_database accession_number type_of_reference type_of_work access_date place_published"
    " author_address".split()
)
_EXTRA = "ISBN: "


def is_page(url: str, identifier: str) -> bool:
    """Whether an address is that of the record on a site of ours, and none of the work."""
    page = _PAGE.fullmatch(url)
    return page is not None and unquote(page[1]) == identifier


def own_columns(found: dict[str, Any]) -> dict[str, Any]:
    """The columns of a reference of ours; its names of one piece stand among its authors.

    custom: names as the record has them, and whether the publisher is its organisations.
    """
    columns = {name: value for name, value in found.items() if name not in _ADDED}
    if authors := [*found.get("author", []), *found.get("organisation", [])]:
        columns["author"] = authors
    custom = found.get("custom", {})
    columns |= {role: custom[role] for role in ("author", "editor") if role in custom}
    if custom.get("publisher") == "organisation":
        columns.pop("publisher", None)
    if is_page(str(columns.get("url", "")), str(columns.get("id", ""))):
        del columns["url"]
    return columns


def own_tags(found: dict[str, Any], kind: str) -> dict[str, Any]:
    """The same of a reference in RIS, as rispy reads it.

    A publisher before the title is the organisations; a report has its number where others have an ISBN.
    """
    columns = {name: value for name, value in found.items() if name not in _TAGS}
    order = list(found)
    if "publisher" in found and order.index("publisher") < order.index("title"):
        columns["organisation"] = columns.pop("publisher").split("; ")
    elif "author_address" in found:
        columns["organisation"] = found["author_address"]
    if "number" in found:
        columns["issue"] = columns.pop("number")
    if "note" in found:
        columns["number"] = columns.pop("note")
    if "secondary_title" in columns:
        columns["container"] = columns.pop("secondary_title")  # by which a source would know its own list
    if kind == "RPRT":
        for number in _several(columns, "issn"):
            columns["number"] = number
        for text in _several(columns, "M2"):
            columns["isbn"] = text.removeprefix(_EXTRA)
    if "tertiary_authors" in columns:
        columns["secondary_authors"] = columns.pop("tertiary_authors")
    for key in ("authors", "first_authors", "secondary_authors", "ED"):
        if isinstance(columns.get(key), list):
            columns[key] = [_as_written(name) for name in columns[key]]
    return columns


def _several(columns: dict[str, Any], name: str) -> list[str]:
    value = columns.pop(name, [])
    return value if isinstance(value, list) else [value]


def _as_written(name: str) -> str:
    """One piece has a comma behind it; where none has a blank behind it, the given name stood first."""
    family, comma, given = name.partition(",")
    if name.endswith(","):
        return name.removesuffix(",")
    return f"{given} {family}" if comma and given[:1] != " " else name
