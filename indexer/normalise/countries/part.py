"""A part of a cell, what joins it to the part before, and what it means."""

from dataclasses import dataclass, replace

from search.authorities import CountryResolution
from search.sentences import Sentence

UNKNOWN = CountryResolution(None)


@dataclass(frozen=True)
class Part:
    """joint: the sign before it (a word for “and” is `&`, a bracket that opens `(`, nothing but a blank ` `).

    ends: whether a bracket closes after it. told: what a person is told of a part that is left out or doubtful, as
    (kind, sentence, suggestion); left_out: whether it gives the record no value.
    """

    text: str
    joint: str = ""
    ends: bool = False
    resolution: CountryResolution = UNKNOWN
    told: tuple[str, Sentence, Sentence | str] | None = None
    left_out: bool = False

    @property
    def iso3(self) -> str | None:
        """The country that it means."""
        return self.resolution.iso3

    @property
    def known(self) -> bool:
        """Whether it means anything, be it several countries, or a region."""
        return self.resolution.how != "unknown"

    def out(self, kind: str, sentence: Sentence, suggestion: Sentence | str = "") -> "Part":
        """The part as one that gives no value."""
        return replace(self, told=(kind, sentence, suggestion), left_out=True)

    def noted(self, kind: str, sentence: Sentence, suggestion: Sentence | str = "") -> "Part":
        """The part as one that gives its value, with something to look at."""
        return replace(self, told=(kind, sentence, suggestion))
