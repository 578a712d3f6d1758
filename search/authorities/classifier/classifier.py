"""Classifier: the part of an index version that proposes concepts for texts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import msgspec

from search.authorities.classifier.features import Texts, features, says_enough, weighted
from search.authorities.classifier.model import Model, Report, judged
from search.authorities.taxonomy import Taxonomy
from search.errors import ConfigurationError

T = TypeVar("T")
Vector = Callable[[], Sequence[float]]  # called where a text says enough to be read
UNREADABLE = "The classifier cannot be read (%(reason)s): train it again with `spindex classify train`."


class _Head(msgspec.Struct):
    report: Report


@dataclass(frozen=True, eq=False)
class Classifier:
    """One that was trained, or none, which proposes nothing. text: what its file holds; empty for none."""

    text: str = ""
    taxonomy: Taxonomy | None = None

    @cached_property
    def report(self) -> Report | None:
        """How well it does. Raises ConfigurationError."""
        return _decoded(self.text, _Head).report if self.text else None

    @cached_property
    def model(self) -> Model | None:
        """What it has learned; read when it is first needed. Raises ConfigurationError."""
        return _decoded(self.text, Model) if self.text else None

    def be_sound(self) -> None:
        """Raises ConfigurationError for one that cannot be read: before it is needed."""
        _ = self.model

    @property
    def encoder(self) -> str:
        """The encoder whose vectors it understands; empty for none."""
        return self.report.encoder if self.report else ""

    def propose(self, texts: Texts, abstract: bool, vector: Vector = tuple) -> Iterator[tuple[str, str, float]]:
        """(scheme, concept, probability) of what is likely enough to be proposed; nothing for the bare name of a thing.

        abstract: whether one is among the texts. vector: gives that of its encoder; empty where there is none.
        Concepts that the taxonomy has no longer are passed over.
        """
        for scheme, concept, probability, threshold in self.judge(texts, abstract, vector):
            if threshold is not None and probability >= threshold:
                yield scheme, concept, probability

    def judge(
        self, texts: Texts, abstract: bool, vector: Vector = tuple
    ) -> Iterator[tuple[str, str, float, float | None]]:
        """(scheme, concept, probability, threshold) of every concept that it knows; none where texts say too little."""
        if not self.model or not self.taxonomy:
            return
        found = features(texts, self.taxonomy)
        if not says_enough(found, self.model.rarity, abstract):
            return
        seen, meant = weighted(found, self.model.rarity), vector()
        for scheme, learned in self.model.schemes.items():
            for concept, probability, limit in judged(learned, seen, meant):
                if self.taxonomy.concept(scheme, concept):
                    yield scheme, concept, probability, limit


def _decoded(text: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError as error:
        raise ConfigurationError(UNREADABLE, reason=str(error)) from error
