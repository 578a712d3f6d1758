"""References of our own exports: they say nothing that their record does not, but for what was changed in them."""

import re
from typing import Any
from urllib.parse import unquote

OURS = "Social Protection Index"  # what our exports write as the name of the database
_PAGE = re.compile(r"(?:https?://\S+?)?/records/([^\s/]+)")
_ADDED = ("source", "type", "content_type", "document_type")  # for other programs: the record has its own


def is_page(url: str, identifier: str) -> bool:
    """Whether an address is that of the record on a site of ours, and none of the work."""
    page = _PAGE.fullmatch(url)
    return page is not None and unquote(page[1]) == identifier


def own_columns(found: dict[str, Any]) -> dict[str, Any]:
    """The columns of a reference of ours; its names of one piece stand among its authors."""
    columns = {name: value for name, value in found.items() if name not in (*_ADDED, "organisation")}
    if authors := [*found.get("author", []), *found.get("organisation", [])]:
        columns["author"] = authors
    if is_page(str(columns.get("url", "")), str(columns.get("id", ""))):
        del columns["url"]
    return columns
