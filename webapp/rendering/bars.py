"""The years of an answer as HTML: a page has up to a hundred and sixty, for which a template takes too long."""

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from webapp.presenters import HEIGHT, Bar


def bars(years: Iterable[Bar]) -> Markup:
    """A link with its bar for each year that has records; for the inside of an SVG picture."""
    return Markup("".join(_bar(bar) for bar in years if bar.count))


def year_links(years: Iterable[Bar]) -> Markup:
    """A list item for each year."""
    return Markup("".join(map(_link, years)))


def _link(bar: Bar) -> str:
    about = f'<span>{bar.year}</span> <span class="n">{bar.shown}</span>'
    current = ' aria-current="true"' if bar.chosen else ""
    return f'<li><a href="{escape(bar.url)}" rel="nofollow"{current}>{about}</a></li>'


def _bar(bar: Bar) -> str:
    inside = ' class="inside"' if bar.inside else ""
    return (
        f'<a href="{escape(bar.url)}" rel="nofollow" tabindex="-1"{inside}><title>{bar.year}: {bar.shown}</title>'
        f'<rect class="reach" x="{bar.x}" y="0" width="10" height="{HEIGHT}"/>'
        f'<rect x="{bar.x + 1}" y="{bar.y}" width="8" height="{bar.height}"/></a>\n'
    )
