"""What a title or an abstract mentions: concepts by their labels, countries by their names. Proposals, never facts.

Longest label first; a label that means several things proposes nothing. A single word proposes a topic only
when it is an acronym: coverage, governance or graduation stand in titles that are about something else.
"""

from collections.abc import Iterator

from search.authorities import Countries, Label, Taxonomy, subject_labels
from search.text import SNOWBALL, stem, words_of

ACRONYM_ONLY = ("topic",)  # schemes whose single words are too general


class Matcher:
    """Built once for a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, countries: Countries) -> None:
        self._labels = subject_labels(taxonomy)
        self._countries = countries

    def concepts(self, text: str, language: str) -> Iterator[tuple[str, str, str]]:
        """(scheme, concept id, the words as they stand) of every label in the text, each concept once."""
        words = words_of(text)
        languages = [language] if language in SNOWBALL else list(SNOWBALL)
        stems = {one: [stem(word, one) for word in words] for one in languages}
        seen: set[tuple[str, str]] = set()
        end = 0
        for position, lengths in sorted(self._candidates(stems).items()):
            if position < end:
                continue
            length, label = self._at(words, position, lengths, stems)
            end = position + length
            if label and (label.scheme, label.concept) not in seen:
                seen.add((label.scheme, label.concept))
                yield label.scheme, label.concept, " ".join(words[position:end])

    def _candidates(self, stems: dict[str, list[str]]) -> dict[int, set[int]]:
        """Where a label may begin, and of how many words it would be."""
        found: dict[int, set[int]] = {}
        for language, several in stems.items():
            beginnings = self._labels.beginnings(language)
            for position, first in enumerate(several):
                if first in beginnings:
                    found.setdefault(position, set()).update(beginnings[first])
        return found

    def _at(
        self, words: list[str], position: int, lengths: set[int], stems: dict[str, list[str]]
    ) -> tuple[int, Label | None]:
        """The longest label here and its length; words that mean several things are passed over as a whole."""
        for length in sorted(lengths, reverse=True):
            runs = {one: tuple(several[position : position + length]) for one, several in stems.items()}
            for one, run in runs.items():
                label = self._labels.of(run, one)
                if label and _counts(label, words[position : position + length]):
                    return length, label
            if any(self._labels.asks(run, one) for one, run in runs.items()):
                return length, None
        return 0, None

    def countries(self, text: str) -> Iterator[tuple[str, str]]:
        """(ISO3, the name as it stands) of every country named in the text."""
        for iso3, start, end in self._countries.find(text):
            yield iso3, text[start:end]


def _counts(label: Label, run: list[str]) -> bool:
    if label.acronym:
        return "".join(run).isupper()
    return len(run) > 1 or (label.scheme not in ACRONYM_ONLY and len(run[0]) > 3)
