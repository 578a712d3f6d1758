"""What is known of a source: which columns feed which field, how ids are made, what its words mean in ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from search.errors import ConfigurationError
from search.records import FIELDS, INTERFACE_LANGUAGES
from search.strict_yaml import load_yaml
from search.text import fold

OWN_KEY = ("title", "doi", "url", "published", "start", "year", "country")  # what tells resources of a file apart
KEYS = {
    "source", "title", "homepage", "recognise", "id", "fields", "separators", "defaults", "crosswalk",
    "figures", "date_order", "title_language", "text_language", "match", "match_columns", "adds", "rights",
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

    def recognises(self, signs: frozenset[str]) -> bool:
        """Whether a row is of this source, by its columns and the `column=value` signs that any source asks for."""
        return any(signs.issuperset(wanted) for wanted in self.recognise)

    @property
    def telling(self) -> frozenset[str]:
        """The columns whose values tell this source from others."""
        return frozenset(sign.partition("=")[0] for wanted in self.recognise for sign in wanted if "=" in sign)


def load_sources() -> tuple[Source, ...]:
    """Every known source. Raises ConfigurationError naming file and field."""
    folder = resources.files("indexer") / "sources"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda e: e.name)
    return tuple(read_source(entry.read_text(encoding="utf-8"), entry.name) for entry in files)


def read_source(text: str, name: str) -> Source:
    """One source's YAML. Raises ConfigurationError naming file and field."""
    content = load_yaml(text, name)
    if unknown := sorted(set(content) - KEYS):
        raise ConfigurationError(f"{name}: the key {unknown[0]} is unknown: use one of {', '.join(sorted(KEYS))}.")
    fields = {key: tuple(value) for key, value in (content.get("fields") or {}).items()}
    for key in (*fields, *(content.get("crosswalk") or {}), *(content.get("defaults") or {})):
        if key not in FIELDS or not FIELDS[key].stated:
            raise ConfigurationError(f"{name}: there is no field {key} in a record: correct it.")
    identity = content.get("id") or {}
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
    )


def _crosswalk(content: Mapping[str, Any], name: str) -> Crosswalk:
    if set(content) != {"columns", "values"}:
        raise ConfigurationError(f"{name}: each crosswalk has `columns` and `values`, and nothing else.")
    return Crosswalk(
        tuple(content["columns"]), {fold(key): tuple(concepts or ()) for key, concepts in content["values"].items()}
    )


def own_source(columns: frozenset[str], identifier: str, synonyms: Mapping[str, tuple[str, ...]]) -> Source:
    """A source for a file with our own field names, or common synonyms of them in five languages.

    The key is what tells resources apart, by our names: so a row has the same id in a file with other columns.
    """
    folded = {fold(column): column for column in sorted(columns)}
    fields: dict[str, tuple[str, ...]] = {}
    for name, words in synonyms.items():
        if found := tuple(dict.fromkeys(folded[fold(w)] for w in (name, *words) if fold(w) in folded)):
            fields[name] = found
    translations = {name: _translations(folded, (name, *synonyms[name])) for name in ("title", "abstract")}
    id_column = next(iter(fields.pop("id", ())), "")
    key = tuple((name, fields[name]) for name in OWN_KEY if name in fields)
    return Source(id=identifier, id_column=id_column, key=key, fields=fields, translations=translations)


def _translations(folded: Mapping[str, str], words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(column, language) of columns such as title_fr, Titre (en), resumen ES."""
    pairs = ((folded.get(f"{fold(word)} {language}"), language) for language in INTERFACE_LANGUAGES for word in words)
    return tuple((column, language) for column, language in pairs if column)


def load_synonyms() -> Mapping[str, tuple[str, ...]]:
    """Our field -> other names of a column for it."""
    text = (resources.files("indexer") / "column_names.yaml").read_text(encoding="utf-8")
    return {key: tuple(words or ()) for key, words in load_yaml(text, "column_names.yaml").items()}
