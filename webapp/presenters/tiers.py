"""Tiers: where the hits of a page begin to lack something of what was asked, and what.

What has more of it comes first where hits are in the order of relevance, so that lines can be drawn between them. In
any other order each card says for itself what it lacks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.answers import Hit, Results
from search.sentences import AND, N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.cards import Card
from webapp.presenters.typed import typed_parts

MOST_ALTERNATIVES = 3  # "without this or without that"; more are told as a list

WITHOUT = N_("Below: without %(parts)s")
EACH = N_("Below: each without %(count)s of %(parts)s")
SOME = N_("Below: each without some of it")
OR_WITHOUT = N_("%(one)s or without %(other)s")


@dataclass(slots=True)
class Line:
    """A line above a card. template: what is said of the cards below it, about `parts`, each
    joined to those before by `joint`, or listed where it is empty.

    opens: it is the first of the page, and says how many have all of it.
    """

    template: str
    parts: list[str]
    joint: str
    count: int
    opens: bool


@dataclass(slots=True)
class Tiers:
    """lines: place of a card -> the line above it. whole: how many records of the answer have all of it.

    told: a notice above the cards says so instead, as no line does; ordered: those come first. only: the address of
    these alone; empty where there are none.
    """

    lines: dict[int, Line]
    whole: int
    told: bool
    ordered: bool
    filtered: bool
    only: str


def tiers(results: Results, cards: Sequence[Card], labels: Labels, links: Links) -> Tiers | None:
    """None where every record of the answer has all of it. Notes on a card what it lacks, where no line says so."""
    if not results.relaxed or results.whole >= results.total or not cards:
        return None
    query, parts = results.query, typed_parts(results, labels)
    ordered = query.sort == "relevance" and _fuller_first(results.hits)
    drawn = _drawn(results.hits, parts) if ordered else {}
    for place, (card, hit) in enumerate(zip(cards, results.hits, strict=True)):
        line = drawn.get(max((start for start in drawn if start <= place), default=-1))
        if hit.lacks and (line is None or not _says_it_all(line)):
            card.lacks = [parts[lacking] for lacking in hit.lacks]
    return Tiers(
        lines=drawn,
        whole=results.whole,
        told=not drawn,
        ordered=ordered,
        filtered=query.filtered,
        only=links.search(replace(query, words="all", page=1)) if results.whole else "",
    )


def _fuller_first(hits: Sequence[Hit]) -> bool:
    """Whether nothing that has all of it stands behind what has not."""
    full = [not hit.lacks for hit in hits]
    return full == sorted(full, reverse=True)


def _drawn(hits: Sequence[Hit], parts: Sequence[str]) -> dict[int, Line]:
    """A line wherever more is lacking than before; one alone where hits go up and down, as after a long text."""
    counts = [len(hit.lacks) for hit in hits]
    steps = [place for place, count in enumerate(counts) if count > (counts[place - 1] if place else 0)]
    if counts != sorted(counts):
        steps = steps[:1]
    ends = [*steps[1:], len(hits)] if steps else []
    return {
        start: _line([hit.lacks for hit in hits[start:end]], parts, start == steps[0])
        for start, end in zip(steps, ends, strict=True)
    }


def _line(lacking: Sequence[tuple[int, ...]], parts: Sequence[str], opens: bool) -> Line:
    """What is true of all of these hits."""
    sets, count = set(lacking), len(lacking[0])
    named = [parts[place] for place in sorted({place for one in sets for place in one})]
    if len({len(one) for one in sets}) > 1:
        return Line(SOME, [], "", count, opens)
    if len(sets) == 1:
        return Line(WITHOUT, named, AND, count, opens)
    if count == 1 and len(sets) <= MOST_ALTERNATIVES:
        return Line(WITHOUT, named, OR_WITHOUT, count, opens)
    return Line(EACH, named, "", count, opens)


def _says_it_all(line: Line) -> bool:
    """Whether a card below the line need not say what it lacks: just that, or some of many things (of a long text)."""
    if line.template == SOME:
        return True
    return line.template == WITHOUT and (len(line.parts) == 1 or line.joint == AND)
