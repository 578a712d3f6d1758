"""Authorities: everything that an index version is built with and carries along, part by part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Self

from search.authorities.about import About
from search.authorities.classifier import Classifier
from search.authorities.countries import Countries
from search.authorities.indicators import Indicators
from search.authorities.names import Names, names_of
from search.authorities.taxonomy import Taxonomy
from search.authorities.vocabulary import Vocabulary
from search.paths import data_file
from search.strict_yaml import text_of


@dataclass(frozen=True)
class Part:
    """One part: its name here, the name of a file that holds it, and how it is read.

    read: from its text, and from those of `needs`, read already. Its `text` gives that text back. optional: a version
    without it (nothing was given, or it was built before there was such a part) reads it from no text.
    """

    name: str
    file: str
    read: Callable[..., Any]
    needs: tuple[str, ...] = ()
    optional: bool = False


def _part(file: str, read: Callable[..., Any], needs: tuple[str, ...] = (), optional: bool = False) -> Part:
    kept = lru_cache(maxsize=4)(read)  # versions mostly differ in their records alone, and reading takes a while
    return Part(file.partition(".")[0], file, kept, needs, optional)


PARTS = (
    _part("taxonomy.yaml", Taxonomy.parse),
    _part("countries.yaml", Countries.parse, needs=("taxonomy",)),
    _part("indicators.csv", Indicators, optional=True),
    _part("about.yaml", About, optional=True),
    _part("classifier.json", Classifier, needs=("taxonomy",), optional=True),
)


@dataclass(frozen=True)
class Authorities:
    """What an index version is built with and carries along: vocabularies, figures, words about it, a classifier."""

    taxonomy: Taxonomy
    countries: Countries
    indicators: Indicators
    about: About = field(default_factory=About)
    classifier: Classifier = field(default_factory=Classifier)

    @classmethod
    def shipped(cls, taxonomy: Path | None = None, classifier: Path | None = None) -> Self:
        """Those of the checkout or the installed package, without figures or texts. Raises ConfigurationError.

        taxonomy: the file of another one, which takes the place of ours. classifier: the file of one, if it is there.
        """
        countries = data_file("mappings") / "countries.yaml"
        text = text_of(taxonomy or data_file("taxonomy.yaml"))
        texts = {"taxonomy": text, "countries": text_of(countries)}
        if classifier and classifier.is_file():
            texts["classifier"] = text_of(classifier)
        found = cls.parse(texts)
        found.classifier.be_sound()
        return found

    @classmethod
    def parse(cls, texts: Mapping[str, str]) -> Self:
        """From the texts that a version carries, by the names of the parts; what has not changed is not read again.

        Raises ConfigurationError for a text that cannot be read.
        """
        read: dict[str, Any] = {}
        for part in PARTS:
            text = texts.get(part.name, "") if part.optional else texts[part.name]
            read[part.name] = part.read(text, *(read[name] for name in part.needs))
        return cls(**read)

    @property
    def texts(self) -> dict[str, str]:
        """What `parse` reads."""
        return {part.name: getattr(self, part.name).text for part in PARTS}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The closed vocabularies, as questions see them."""
        return Vocabulary(self.taxonomy, self.countries)

    @cached_property
    def names(self) -> Names:
        """Everything that has a name, as questions write it."""
        return names_of(self.taxonomy, self.countries)
