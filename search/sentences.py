"""Sentence: what a person reads, as an English template and its values, so that any language can be made of it."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol


class Voice(Protocol):
    """A language in which sentences are said: its translations, and how it writes lists and whole numbers."""

    comma: str

    def gettext(self, message: str) -> str:
        """The message in the language; the English one where it is not translated."""

    def pair(self, template: str, following: str) -> str:
        """A template of `one` and `other` in the language, as it is before that other: *Kenia e India*."""

    def number(self, value: int) -> str:
        """`10,000` as the language writes it."""


class _English:
    comma = ", "

    def gettext(self, message: str) -> str:
        return message

    def pair(self, template: str, following: str) -> str:
        return template

    def number(self, value: int) -> str:
        return f"{value:,}"


ENGLISH: Voice = _English()


def N_(message: str) -> str:
    """Marks a message for translators, under the name that gettext has for it; it is translated where it is printed."""
    return message


AND = N_("%(one)s and %(other)s")
OR = N_("%(one)s or %(other)s")


def joined(parts: Sequence[str], template: str, voice: Voice) -> str:
    """Parts in a row, by a template of two: `Kenya or Uganda or Peru`; empty for none."""
    said = "".join(parts[:1])
    for other in parts[1:]:
        said = voice.pair(template, other) % {"one": said, "other": other}
    return said


class Sentence:
    """`Sentence("There is no file %(file)s: check its name.", file=path.name)`; `str` of it is English.

    A value may be a Sentence or a Choice itself; a whole number is written as the language writes it.
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, /, **values: Any) -> None:
        self.template = template
        self.values = values

    def said(self, voice: Voice) -> str:
        """In that language; without values a per cent sign is itself."""
        template = voice.gettext(self.template)
        if not self.values:
            return template
        return template % {name: _said(value, voice) for name, value in self.values.items()}

    def __str__(self) -> str:
        return self.said(ENGLISH)

    def __repr__(self) -> str:
        return f"Sentence({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash(str(self))

    def __getstate__(self) -> tuple[str, dict[str, Any]]:
        return self.template, self.values

    def __setstate__(self, state: tuple[str, dict[str, Any]]) -> None:
        self.template, self.values = state


class Fault(Sentence):
    """What is wrong with one parameter of a question: its name, and the value as it was given."""

    __slots__ = ("given", "parameter")

    def __init__(self, parameter: str, given: str, sentence: Sentence) -> None:
        super().__init__(sentence.template, **sentence.values)
        self.parameter = parameter
        self.given = given

    @property
    def nearest(self) -> tuple[str, ...]:
        """What may have been meant instead, the likeliest first."""
        near = self.values.get("nearest")
        return tuple(map(str, near.values["choices"])) if isinstance(near, Choice) else ()

    def __getstate__(self) -> Any:
        return (*super().__getstate__(), self.parameter, self.given)

    def __setstate__(self, state: Any) -> None:
        super().__setstate__(state[:2])
        self.parameter, self.given = state[2:]


class Choice(Sentence):
    """Several things of which one is meant: `KEN, UGA or TZA`."""

    __slots__ = ()

    def __init__(self, choices: Iterable[object]) -> None:
        super().__init__(OR, choices=tuple(choices))

    def said(self, voice: Voice) -> str:
        """Joined as the language joins alternatives."""
        said = [_said(choice, voice) for choice in self.values["choices"]]
        return joined([voice.comma.join(said[:-1]), said[-1]] if said[1:] else said, self.template, voice)


def _said(value: Any, voice: Voice) -> str:
    if isinstance(value, Sentence):
        return value.said(voice)
    return voice.number(value) if isinstance(value, int) else str(value)
