"""Entities of HTML in a table with semicolons between its cells: the one that ends an entity parts nothing."""

import re
from html.entities import html5

_BROKEN = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30})\Z")


def rejoined(cells: list[str], delimiter: str) -> list[str]:
    """The cells, where `C&ocirc` and `te d'Ivoire` are one again."""
    if delimiter != ";" or not any("&" in cell for cell in cells):
        return cells
    whole: list[str] = []
    for cell in cells:
        if whole and _breaks_off(whole[-1]):
            whole[-1] += delimiter + cell
        else:
            whole.append(cell)
    return whole


def _breaks_off(cell: str) -> bool:
    found = _BROKEN.search(cell)
    return found is not None and (found[1].startswith("#") or f"{found[1]};" in html5)
