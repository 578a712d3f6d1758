"""mappings/countries.yaml, read strictly: what ISO 3166 and the Unicode CLDR do not say about countries' names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from search.errors import ConfigurationError
from search.records import INTERFACE_LANGUAGES
from search.strict_yaml import load_yaml

_BY_CODE = ("display", "extra", "alias", "acronym", "field_only", "part")
_SECTIONS = (*_BY_CODE, "ambiguous", "former", "not_a_country", "text")
_TEXT = ("not_a_mention", "careful", "never", "unless", "project_words")

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Several:
    """Names that mean several countries (ISO3), now or, if `until` has a year, once."""

    labels: tuple[str, ...]
    means: tuple[str, ...]
    question: str | None = None
    until: int | None = None


@dataclass(frozen=True)
class TextRules:
    """When a name in running text is no mention of a country; the file's header says what each list does."""

    not_a_mention: tuple[str, ...]
    careful: tuple[str, ...]
    never: tuple[str, ...]
    unless: Names
    project_words: tuple[str, ...]


@dataclass(frozen=True)
class CountryFile:
    """The sections of the file, ISO3 as keys; `extra` gives the ISO2 of a country that ISO 3166 has not."""

    name: str
    display: Mapping[str, Mapping[str, str]]
    extra: Mapping[str, str]
    alias: Names
    acronym: Names
    field_only: Names
    part: Names
    ambiguous: tuple[Several, ...]
    former: tuple[Several, ...]
    not_a_country: tuple[str, ...]
    text: TextRules

    def codes(self) -> Iterator[tuple[str, str]]:
        """(section, ISO3) for each code that the file mentions."""
        for section in _BY_CODE:
            for iso3 in getattr(self, section):
                yield section, iso3
        for section in ("ambiguous", "former"):
            for several in getattr(self, section):
                for iso3 in several.means:
                    yield section, iso3


def read_country_file(text: str, name: str) -> CountryFile:
    """Raises ConfigurationError, naming file and section, for anything that the file's header does not describe."""
    return _Reader(name).read(load_yaml(text, name) or {})


@dataclass(frozen=True)
class _Reader:
    name: str

    def read(self, data: Any) -> CountryFile:
        self._only(data, _SECTIONS, "the file")
        rules = data.get("text") or {}
        self._only(rules, _TEXT, "text")
        return CountryFile(
            name=self.name,
            display={iso3: self._display(iso3, names) for iso3, names in self._mapping(data, "display").items()},
            extra={iso3: self._iso2(iso3, facts) for iso3, facts in self._mapping(data, "extra").items()},
            **{section: self._names(data, section) for section in ("alias", "acronym", "field_only", "part")},
            ambiguous=tuple(self._several("ambiguous", entry) for entry in data.get("ambiguous") or ()),
            former=tuple(self._several("former", entry) for entry in data.get("former") or ()),
            not_a_country=self._strings(data.get("not_a_country"), "not_a_country"),
            text=TextRules(
                unless=self._names(rules, "unless"),
                **{key: self._strings(rules.get(key), f"text: {key}") for key in _TEXT if key != "unless"},
            ),
        )

    def _fail(self, where: str, problem: str) -> ConfigurationError:
        return ConfigurationError(f"{self.name}: {where}: {problem}")

    def _only(self, value: Any, allowed: tuple[str, ...], where: str) -> None:
        if not isinstance(value, dict):
            raise self._fail(where, f"must be a mapping of {', '.join(allowed)}.")
        for key in value:
            if key not in allowed:
                raise self._fail(where, f"“{key}” is not known here; use {', '.join(allowed)}.")

    def _mapping(self, data: Mapping[str, Any], section: str) -> Mapping[str, Any]:
        value = data.get(section) or {}
        if not isinstance(value, dict):
            raise self._fail(section, "must be a mapping of names to lists or mappings.")
        return value

    def _strings(self, value: Any, where: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self._fail(where, "must be a list of names, such as [Ivory Coast, Costa do Marfim].")
        return tuple(value)

    def _names(self, data: Mapping[str, Any], section: str) -> Names:
        return {key: self._strings(value, f"{section}: {key}") for key, value in self._mapping(data, section).items()}

    def _display(self, iso3: str, names: Any) -> Mapping[str, str]:
        self._only(names, INTERFACE_LANGUAGES, f"display: {iso3}")
        self._strings(list(names.values()), f"display: {iso3}")
        return dict(names)

    def _iso2(self, iso3: str, facts: Any) -> str:
        self._only(facts, ("iso2",), f"extra: {iso3}")
        return self._strings([facts.get("iso2")], f"extra: {iso3}: iso2")[0]

    def _several(self, section: str, entry: Any) -> Several:
        self._only(entry, ("label", "means", "question", "until"), section)
        labels = self._strings(entry.get("label"), f"{section}: label")
        where = f"{section}: {labels[0]}"
        question, until = entry.get("question"), entry.get("until")
        if question is not None and not isinstance(question, str):
            raise self._fail(f"{where}: question", "must be a sentence.")
        if section == "former" and not str(until).isdigit():
            raise self._fail(f"{where}: until", "must be the year in which the country ended, such as 1992.")
        return Several(labels, self._strings(entry.get("means"), f"{where}: means"), question, until and int(until))
