"""What stands in a text: labels and wordings, and which of those that share words are meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.authorities.taxonomy import Taxonomy
from search.authorities.wordings import THEMES, Said, Span, Wording
from search.text import is_form, rejoined


@dataclass(frozen=True)
class Label:
    """A label of one concept. words: of how many it is; forms: how one word alone may be written."""

    scheme: str
    concept: str
    text: str
    hidden: bool = False
    words: int = 1
    forms: frozenset[str] = frozenset()

    @property
    def acronym(self) -> bool:
        """Written in capitals: CCT, UCT, SRSP."""
        return len(self.text) > 1 and self.text.upper() == self.text and any(c.isalpha() for c in self.text)

    def fits(self, words: Sequence[str], shouted: bool) -> bool:
        """Whether words of the same surface are this label, and not cut up, joined or bent to it by chance."""
        if self.acronym:
            return len(words) == 1 and words[0].rstrip("s").isupper() and not shouted
        if len(words) == 1 and self.words == 1:
            return is_form(words[0], self.forms)
        return len(words) == self.words or rejoined(words, words)


@dataclass(frozen=True)
class Mention:
    """A label in a text: the words from `start` to before `end`. label: None where they may mean several things.

    meant: country -> the concept of this scheme that they mean there, by the taxonomy. tail: the last words of a label
    that it shares with the one after “and”: *cash* of *cash and food transfers*. wording: where it is no label of the
    file, but one. used: its words are those of a wording.
    """

    start: int
    end: int
    scheme: str
    label: Label | None
    meant: Mapping[str, str] = field(default_factory=dict)
    tail: tuple[str, ...] = ()
    wording: Wording | None = None
    used: bool = False

    @property
    def weak(self) -> bool:
        """Whether it is meant only where nothing else of its scheme is."""
        return self.wording is not None and self.wording.weak


def longest(found: list[Mention]) -> list[Mention]:
    """Of a scheme the longest label from a word on, and none that begins within one before; in the text's order."""
    ends: dict[str, int] = {}
    kept: list[Mention] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= ends.get(one.scheme, 0):
            ends[one.scheme] = one.end
            kept.append(one)
    return kept


def with_wordings(labels: list[Mention], wordings: Iterable[Said], taxonomy: Taxonomy) -> list[Mention]:
    """Labels and wordings of a text in its order.

    A wording says nothing if one of its parts cuts up a label, unless that is of the same concept or a wider one; else
    other labels between its words are used for it, and say nothing themselves. A weak one uses none, nor does a theme.
    """
    at = {(label.scheme, place): label for label in labels for place in range(label.start, label.end)}
    used: set[tuple[str, int]] = set()
    kept: list[Mention] = []
    for said in wordings:
        one = said.wording
        own = taxonomy.closure(one.scheme, (one.concept,))
        if any(_cut(part, at.get((one.scheme, place)), own) for part in said.parts for place in range(*part)):
            continue
        label = Label(one.scheme, one.concept, one.text, True, len(one.groups))
        kept.append(Mention(said.start, said.end, one.scheme, label, wording=one))
        if not one.weak and one.scheme not in THEMES:
            inside = (at.get((one.scheme, place)) for place in range(said.start, said.end))
            used.update((it.scheme, it.start) for it in inside if it and _uses(said, it, own))
    free = (replace(it, used=True) if (it.scheme, it.start) in used else it for it in labels)
    return sorted([*free, *kept], key=lambda it: (it.start, -it.end))


def _cut(part: Span, label: Mention | None, own: Sequence[str]) -> bool:
    """Whether a label, of none of these concepts, is partly in it and partly not."""
    if not label or (label.label and label.label.concept in own):
        return False
    return not (part[0] <= label.start and label.end <= part[1])


def _uses(said: Said, label: Mention, own: Sequence[str]) -> bool:
    within = said.start <= label.start and label.end <= said.end
    return within and not (label.label and label.label.concept in own)
