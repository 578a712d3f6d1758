"""What a title or an abstract mentions: concepts by their labels, countries by their names. Proposals, never facts.

Longest label first; a label that means several things proposes nothing. A single word proposes a topic only
when it is an acronym: coverage, governance or graduation stand in titles that are about something else.
"""

from collections.abc import Iterator

from search.analysis import SNOWBALL
from search.countries import Countries
from search.fold import WORD
from search.labels import Label, LabelIndex
from search.taxonomy import Taxonomy

SCHEMES = ("programme", "population", "topic", "cross_cutting")
ACRONYM_ONLY = ("topic",)  # schemes whose single words are too general


class Matcher:
    """Built once for a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, countries: Countries) -> None:
        self._labels = LabelIndex(taxonomy, SCHEMES)
        self._countries = countries

    def concepts(self, text: str, language: str) -> Iterator[tuple[str, str, str]]:
        """(scheme, concept id, the words as they stand) of every label in the text, each concept once."""
        words = WORD.findall(text)
        seen: set[tuple[str, str]] = set()
        position = 0
        while position < len(words):
            length, label = self._at(words, position, language)
            if label and (label.scheme, label.concept) not in seen:
                seen.add((label.scheme, label.concept))
                yield label.scheme, label.concept, " ".join(words[position : position + length])
            position += max(length, 1)

    def _at(self, words: list[str], position: int, language: str) -> tuple[int, Label | None]:
        """The longest label here and its length; words that mean several things are passed over as a whole."""
        languages = [language] if language in SNOWBALL else list(SNOWBALL)
        for length in range(min(self._labels.longest, len(words) - position), 0, -1):
            run = tuple(words[position : position + length])
            for one in languages:
                label = self._labels.get(run, one)
                if label and _counts(label, run):
                    return length, label
            if any(self._labels.asks(run, one) for one in languages):
                return length, None
        return 0, None

    def countries(self, text: str) -> Iterator[tuple[str, str]]:
        """(ISO3, the name as it stands) of every country named in the text."""
        for iso3, start, end in self._countries.find(text):
            yield iso3, text[start:end]


def _counts(label: Label, run: tuple[str, ...]) -> bool:
    if label.acronym:
        return "".join(run).isupper()
    return len(run) > 1 or (label.scheme not in ACRONYM_ONLY and len(run[0]) > 3)
