"""What else a text mentions, beside one mention: asked of each, and so looked up and not searched for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set

from search.authorities import Mention

CUES = ("programme", "topic")  # schemes whose labels say that a text is about social protection


class Cues:
    """The mentions of a text, but for wordings: by their places, and by what they say."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._at: dict[int, list[Mention]] = defaultdict(list)  # every place -> what stands there
        self._concepts: Counter[str] = Counter()
        self._clear = 0
        for one in mentions:
            if not one.wording:
                for place in range(one.start, one.end):
                    self._at[place].append(one)
                self._concepts.update(_concepts(one))
                self._clear += _clear(one)

    def around(self, mention: Mention) -> Iterator[Mention]:
        """Those that hold all words of a mention, itself among them."""
        return (one for one in self._at.get(mention.start, ()) if one.end >= mention.end)

    def second(self, mention: Mention, heads: Set[str]) -> bool:
        """Whether something beside a mention, and not within it, is clear, and nothing says one of these concepts."""
        within = [
            one
            for place in range(mention.start, mention.end)
            for one in self._at.get(place, ())
            if place == one.start and one.end <= mention.end
        ]
        concepts = self._concepts - Counter(concept for one in within for concept in _concepts(one))
        return heads.isdisjoint(concepts) and self._clear > sum(map(_clear, within))


def _concepts(one: Mention) -> tuple[str, ...]:
    return (one.label.concept,) if one.label and one.scheme in CUES else ()


def _clear(one: Mention) -> bool:
    """Whether it says by itself what a text is about: words that may mean several things of the field, or a name."""
    return one.scheme in CUES and (one.label is None or one.label.acronym or one.label.words > 1)
