"""Sentence: what a person reads, as an English template and its values, so that any language can be made of it."""

from collections.abc import Callable, Iterable
from typing import Any

Translate = Callable[[str], str]


def N_(message: str) -> str:
    """Marks a message for translators, under the name that gettext has for it; it is translated where it is printed."""
    return message


class Sentence:
    """`Sentence("There is no file %(file)s: check its name.", file=path.name)`; `str` of it is English.

    A value may be a Sentence or a Choice itself. Two sentences are equal when they say the same.
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, /, **values: Any) -> None:
        self.template = template
        self.values = values

    def said(self, translate: Translate) -> str:
        """In the language into which `translate` puts a template; without values a per cent sign is itself."""
        template = translate(self.template)
        if not self.values:
            return template
        return template % {name: _said(value, translate) for name, value in self.values.items()}

    def __str__(self) -> str:
        return self.said(_as_it_is)

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


class Choice(Sentence):
    """Several things of which one is meant: `KEN, UGA or TZA`."""

    __slots__ = ()

    def __init__(self, choices: Iterable[object]) -> None:
        super().__init__("%(others)s or %(last)s", choices=tuple(choices))

    def said(self, translate: Translate) -> str:
        """Joined as the language joins alternatives."""
        *others, last = [_said(choice, translate) for choice in self.values["choices"]] or [""]
        return translate(self.template) % {"others": ", ".join(others), "last": last} if others else last


def _said(value: Any, translate: Translate) -> str:
    return value.said(translate) if isinstance(value, Sentence) else str(value)


def _as_it_is(template: str) -> str:
    return template
