"""about.yaml: what the page About says of the records of one index, their sources and their limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from msgspec import Meta, Struct, field

from search.authorities.countries import NO_LANGUAGE
from search.records import INTERFACE_LANGUAGES, web_address
from search.sentences import Choice, Sentence
from search.strict_yaml import Text, Unusable, Where, load_as

Texts = Annotated[dict[str, Text], Meta(min_length=1)]  # of INTERFACE_LANGUAGES

NO_LINK = "must start with http:// or https:// and hold no blanks, not %(value)s"


class Link(Struct, frozen=True, forbid_unknown_fields=True):
    """An address on another site, and what it is called."""

    title: Text
    url: Text

    def __post_init__(self) -> None:
        try:
            web_address(self.url)
        except ValueError as error:
            raise Unusable(Sentence(NO_LINK, value=self.url), "url") from error


class AboutSource(Struct, frozen=True, forbid_unknown_fields=True):
    """A source of records; `name` is what facets call it, instead of its id."""

    name: Text = ""
    text: Texts = field(default_factory=dict)
    licence: Link | None = None
    links: tuple[Link, ...] = ()

    @property
    def named(self) -> tuple[Link, ...]:
        """The licence, if there is one, and the other links."""
        return (self.licence, *self.links) if self.licence else self.links


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What is not in the index: a sentence, and one for each point below it."""

    text: Texts = field(default_factory=dict)
    points: tuple[Texts, ...] = ()


class AboutFile(Struct, frozen=True, forbid_unknown_fields=True):
    """All of an about.yaml; `sources` by their ids. Texts are plain: no markup in them becomes markup of a page."""

    sources: dict[Text, AboutSource] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        for where, texts in self._texts():
            for code in texts:
                if code not in INTERFACE_LANGUAGES:
                    raise Unusable(Sentence(NO_LANGUAGE, languages=Choice(INTERFACE_LANGUAGES)), *where, code)

    def _texts(self) -> Iterator[tuple[Where, dict[str, str]]]:
        for name, source in self.sources.items():
            yield ("sources", name, "text"), source.text
        yield ("limits", "text"), self.limits.text
        yield from ((("limits", "points", place), texts) for place, texts in enumerate(self.limits.points))


@dataclass(frozen=True)
class About:
    """What a person wrote about the records; `text` is the YAML, which the version carries along. "": nothing."""

    text: str = ""
    name: str = "about.yaml"

    @classmethod
    def read(cls, name: str, text: str) -> "About":
        """From a file's text. Raises ConfigurationError with file and line."""
        about = cls(text, name)
        about._file  # noqa: B018  a slip is found now, not when a page is asked for
        return about

    def source(self, identifier: str) -> AboutSource | None:
        """What is said of a source."""
        return self._file.sources.get(identifier)

    @property
    def limits(self) -> Limits:
        """What is said not to be in the index."""
        return self._file.limits

    @cached_property
    def _file(self) -> AboutFile:
        return load_as(AboutFile, self.text, self.name) if self.text else AboutFile()
