"""The map of the world as SVG: 240 outlines and dots, for which a template takes too long.

The outlines are in outlines/world.json, which says where they are from beside it.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from webapp.languages import Language
from webapp.presenters import Land

Lands = Iterable[Land]


@lru_cache(maxsize=1)
def _drawn() -> dict[str, Any]:
    """width and height in units; paths: ISO3 -> outline; dots: ISO3 -> place of what is too small for one."""
    return dict(json.loads(files(__package__).joinpath("outlines", "world.json").read_bytes()))


def world(lands: Lands, language: Language) -> Markup:
    """The picture; a country's class is that of its `step`, and what has records leads to them.

    It is one for the eye and the mouse: keyboards and readers have the table beneath.
    """
    drawn, known = _drawn(), {land.iso3: land for land in lands}
    inside = "".join(_shapes(drawn, known, language))
    return Markup(
        f'<svg class="world" viewBox="0 0 {drawn["width"]} {drawn["height"]}" aria-hidden="true" focusable="false">'
        f"{inside}</svg>"
    )


def _shapes(drawn: dict[str, Any], known: dict[str, Land], language: Language) -> Iterator[str]:
    """Outlines, then dots, which would else be hidden by them."""
    shapes = [(iso3, f'<path d="{path}"/>') for iso3, path in drawn["paths"].items()]
    shapes += [(iso3, f'<path class="dot" d="M{x} {y}h0"/>') for iso3, (x, y) in drawn["dots"].items()]
    for iso3, shape in shapes:
        if iso3 in known:
            yield _named(known[iso3], shape, language)


def _named(land: Land, shape: str, language: Language) -> str:
    counted = language.ngettext("%(count)s record", "%(count)s records", land.count)
    told = counted % {"count": language.number(land.count)} if land.count else language.gettext("no record")
    inside = f"<title>{escape(land.name + language.colon + told)}</title>{shape}"
    if not land.count:
        return f"<g>{inside}</g>"
    return f'<a href="{escape(land.url)}" rel="nofollow" tabindex="-1" class="k{land.step}">{inside}</a>'
