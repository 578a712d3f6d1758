"""The four kinds of how a value of a record came about, the surest first; and of which kind each way is.

Stated: a source, or a curator, says it in words that mean exactly this. Mapped: it follows from what a source says, by
a table whose row is not exact. Matched: words of the text. Classified: by a model, with a probability.
"""

from typing import Literal, get_args

OriginKind = Literal["stated", "mapped", "matched", "classified"]
How = Literal[
    "stated", "alias", "default", "curator", "exact crosswalk",
    "crosswalk", "derived from country", "derived from date",
    "label match", "derived from title", "derived from programme",
    "classifier", "detected",
]  # fmt: skip
KINDS: tuple[OriginKind, ...] = get_args(OriginKind)

_KIND: dict[How, OriginKind] = {
    "stated": "stated",
    "alias": "stated",
    "default": "stated",
    "curator": "stated",
    "exact crosswalk": "stated",
    "crosswalk": "mapped",
    "derived from country": "mapped",
    "derived from date": "mapped",
    "label match": "matched",
    "derived from title": "matched",
    "derived from programme": "matched",
    "classifier": "classified",
    "detected": "classified",
}


def kind_of(how: How) -> OriginKind:
    """Of which kind a way is."""
    return _KIND[how]


def surest(hows: list[How]) -> OriginKind:
    """The surest kind of several ways in which one value came about; a value without any is stated."""
    return min((kind_of(how) for how in hows), key=KINDS.index, default="stated")
