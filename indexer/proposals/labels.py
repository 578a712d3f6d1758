"""What a title or an abstract mentions: concepts by their labels. Proposals, never facts.

Longest label first; a label that means several things proposes nothing. A single word proposes a topic only
when it is an acronym: coverage, governance or graduation stand in titles that are about something else. The name of
the whole field proposes nothing: a facet value that nearly every record has tells them apart no more.
"""

from collections.abc import Iterator

from indexer.proposals.proposal import Proposal
from search.authorities import Label, Taxonomy, subject_labels
from search.records import SUBJECTS
from search.text import SNOWBALL, stem, words_of

ACRONYM_ONLY = ("topic",)  # schemes whose single words are too general
WHOLE_FIELD = ("topic", "social-protection")


class LabelProposer:
    """Concepts by their labels."""

    fields = SUBJECTS

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._labels = subject_labels(taxonomy)

    def propose(self, text: str, language: str) -> Iterator[Proposal]:
        """Of every label in the text."""
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
                yield Proposal(label.scheme, label.concept, "label match", " ".join(words[position:end]))

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


def _counts(label: Label, run: list[str]) -> bool:
    if (label.scheme, label.concept) == WHOLE_FIELD:
        return False
    if label.acronym:
        return "".join(run).isupper()
    return len(run) > 1 or (label.scheme not in ACRONYM_ONLY and len(run[0]) > 3)
