"""What is known of a source: which columns feed which field, how ids are made, what its words mean in ours."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from search.errors import ConfigurationError
from search.records import FIELDS
from search.strict_yaml import load_yaml
from search.text import fold

KEYS = {
    "source", "title", "homepage", "recognise", "id", "fields", "separators", "defaults", "crosswalk",
    "figures", "date_order", "title_language", "text_language", "match", "match_columns", "adds", "ignore",
}  # fmt: skip


@dataclass(frozen=True)
class FigureRule:
    """A column that holds a number: what it measures, its unit, and the column of its year."""

    measure: str
    column: str
    unit: str
    year: str = ""
    zero_is_unknown: bool = False


@dataclass(frozen=True)
class Crosswalk:
    """A source's own words, folded, and the concepts of ours that they stand for; an empty list: none, on purpose."""

    columns: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Source:
    """One file of indexer/sources/.

    fields: our field -> its columns, the first filled one counting for single values. key: (name, columns) whose values
    make the local id where there is no id column. defaults fill what a row leaves empty, adds stand beside what it
    says. title_language names a column, text_language a language. translations: field -> (column, language).
    ignore: the columns that feed no field, on purpose.
    """

    id: str
    title: str = ""
    recognise: tuple[tuple[str, ...], ...] = ()
    id_column: str = ""
    key: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    separators: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    crosswalk: Mapping[str, tuple[Crosswalk, ...]] = field(default_factory=dict)
    figures: tuple[FigureRule, ...] = ()
    date_order: str = "DMY"
    title_language: str = ""
    text_language: str = ""
    translations: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    match: bool = True
    match_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()

    def recognises(self, signs: Set[str]) -> bool:
        """Whether a row is of this source, by its columns and the `column=value` signs that any source asks for."""
        return any(signs >= set(wanted) for wanted in self.recognise)

    @property
    def telling(self) -> frozenset[str]:
        """The columns whose values tell this source from others."""
        return frozenset(sign.partition("=")[0] for wanted in self.recognise for sign in wanted if "=" in sign)

    @cached_property
    def columns(self) -> frozenset[str]:
        """Every column that it reads, or passes over on purpose."""
        several = (
            *self.recognise, *self.fields.values(), *self.match_columns.values(), *(columns for _, columns in self.key),
            *(walk.columns for walks in self.crosswalk.values() for walk in walks),
            *((rule.column, rule.year) for rule in self.figures),
            *([column for column, _ in pairs] for pairs in self.translations.values()),
            (self.id_column, self.title_language), self.ignore,
        )  # fmt: skip
        return frozenset(column.partition("=")[0] for columns in several for column in columns)


def read_source(text: str, name: str) -> Source:
    """One source's YAML. Raises ConfigurationError naming file and field."""
    content = load_yaml(text, name)
    if unknown := sorted(content.keys() - KEYS):
        raise ConfigurationError(f"{name}: the key {unknown[0]} is unknown: use one of {', '.join(sorted(KEYS))}.")
    fields = {key: tuple(value) for key, value in (content.get("fields") or {}).items()}
    identity = content.get("id") or {}
    _only_fields((*fields, *(content.get("crosswalk") or {}), *(content.get("defaults") or {})), name)
    return Source(
        id=content["source"],
        title=content.get("title", ""),
        recognise=tuple(tuple(columns) for columns in content.get("recognise") or ()),
        id_column=identity.get("column", ""),
        key=tuple((column, (column,)) for column in identity.get("key") or ()),
        fields=fields,
        separators=content.get("separators") or {},
        defaults=content.get("defaults") or {},
        crosswalk={
            f: tuple(_crosswalk(c, name) for c in walks) for f, walks in (content.get("crosswalk") or {}).items()
        },
        figures=tuple(FigureRule(**rule) for rule in content.get("figures") or ()),
        date_order=content.get("date_order", "DMY"),
        title_language=content.get("title_language", ""),
        text_language=content.get("text_language", ""),
        match=content.get("match", True),
        match_columns={key: tuple(value) for key, value in (content.get("match_columns") or {}).items()},
        adds={key: tuple(value) for key, value in (content.get("adds") or {}).items()},
        ignore=tuple(content.get("ignore") or ()),
    )


def _only_fields(names: Iterable[str], file: str) -> None:
    for name in names:
        if name not in FIELDS:
            raise ConfigurationError(f"{file}: there is no field {name} in a record: correct it.")


def _crosswalk(content: Mapping[str, Any], name: str) -> Crosswalk:
    if set(content) != {"columns", "values"}:
        raise ConfigurationError(f"{name}: each crosswalk has `columns` and `values`, and nothing else.")
    return Crosswalk(
        tuple(content["columns"]), {fold(key): tuple(concepts or ()) for key, concepts in content["values"].items()}
    )
