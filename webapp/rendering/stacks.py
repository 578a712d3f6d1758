"""A chart of layers as HTML: for the inside of an SVG picture, beside which stands its table."""

from collections.abc import Iterable, Iterator
from html import escape

from markupsafe import Markup

from webapp.presenters import Stack


def stacks(several: Iterable[Stack]) -> Markup:
    """A group for each period, or a link where it leads to records; the colour of a part is that of its layer."""
    return Markup("".join(map(_stack, several)))


def _stack(stack: Stack) -> str:
    inside = f"<title>{escape(stack.title)}</title>{''.join(_parts(stack))}"
    if not stack.url:
        return f"<g>{inside}</g>"
    return f'<a href="{escape(stack.url)}" rel="nofollow" tabindex="-1">{inside}</a>'


def _parts(stack: Stack) -> Iterator[str]:
    for layer, y, height in stack.parts:
        yield f'<rect class="l{layer}" x="{stack.x}" y="{y}" width="9" height="{height}"/>'
