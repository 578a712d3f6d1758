"""Words of the live index with the stems of a label that are no form of it: *labor* beside *laborers*.

A search finds them with the label, as engines look for stems; what a text is tagged with, it is not by them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from search.authorities import Taxonomy
from search.index import Index
from search.queries import Query
from search.records import SUBJECTS
from search.text import SNOWBALL, bare, stem, surface, words_of

Told = tuple[str, str, str, str]  # words, label, concept, language


@dataclass(frozen=True)
class Swallowed:
    """Words as texts have them, in small letters, how many times, and the label whose stems they have."""

    words: str
    count: int
    label: str
    concept: str
    language: str

    def line(self) -> str:
        """For people."""
        return f"“{self.words}” ({self.language}, {self.count:,}) beside “{self.label}” of {self.concept}"


@dataclass
class _Stems:
    """The labels of a language: by their stems, their surface forms, and how long those are that begin with a stem."""

    language: str
    labels: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    lengths: dict[str, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, taxonomy: Taxonomy, language: str) -> Self:
        """Acronyms apart, which have no stem."""
        made = cls(language)
        for scheme in filter(taxonomy.schemes.__contains__, SUBJECTS):
            for concept in taxonomy.schemes[scheme].concepts.values():
                for spoken, text, _ in concept.labels():
                    if spoken == language and not text.isupper() and (words := words_of(bare(text))):
                        made.take(text, f"{scheme}/{concept.id}", words)
        return made

    def take(self, text: str, concept: str, words: list[str]) -> None:
        """Another label."""
        stems = tuple(stem(word, self.language) for word in words)
        self.labels.setdefault(stems, (text, concept))
        self.forms.add(surface(words, self.language))
        self.lengths.setdefault(stems[0], set()).add(len(stems))

    def hits(self, words: list[str]) -> Iterator[Told]:
        """Every run of words that has the stems of a label and is no form of any."""
        stems = [stem(word, self.language) for word in words]
        for place, first in enumerate(stems):
            for length in self.lengths.get(first, ()):
                found = self.labels.get(tuple(stems[place : place + length]))
                run = words[place : place + length]
                if found and surface(run, self.language) not in self.forms:
                    yield " ".join(run).lower(), *found, self.language


def swallowed(index: Index, taxonomy: Taxonomy) -> list[Swallowed]:
    """In titles and abstracts whose language is known, the commonest first."""
    languages = {language: _Stems.of(taxonomy, language) for language in SNOWBALL}
    found: Counter[Told] = Counter()
    for record in index.snapshot().scan(Query()):
        for texts in (record.title, record.abstract):
            for language, text in texts.items():
                if language in languages:
                    found.update(languages[language].hits(words_of(bare(text))))
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [Swallowed(words, count, *rest) for (words, *rest), count in ranked]
