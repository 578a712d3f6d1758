"""Files with our own column names, or common synonyms of them in five languages: indexer/column_names.yaml."""

from collections.abc import Mapping
from importlib import resources

from indexer.sources.source import Source
from search.records import INTERFACE_LANGUAGES
from search.strict_yaml import load_yaml
from search.text import fold

KEY = ("title", "doi", "url", "published", "start", "year", "country")  # what tells resources of a file apart
Synonyms = Mapping[str, tuple[str, ...]]


def load_synonyms() -> Synonyms:
    """Our field -> other names of a column for it. Raises ConfigurationError."""
    text = (resources.files("indexer") / "column_names.yaml").read_text(encoding="utf-8")
    return {key: tuple(words or ()) for key, words in load_yaml(text, "column_names.yaml").items()}


def own_source(columns: frozenset[str], synonyms: Synonyms) -> Source:
    """How a file with these columns is read.

    The key is what tells resources apart, by our names: so a row has the same id in a file with other columns.
    """
    folded = {fold(column): column for column in sorted(columns)}
    fields: dict[str, tuple[str, ...]] = {}
    for name, words in synonyms.items():
        if found := tuple(dict.fromkeys(folded[fold(w)] for w in (name, *words) if fold(w) in folded)):
            fields[name] = found
    translations = {name: _translations(folded, (name, *synonyms[name])) for name in ("title", "abstract")}
    id_column = next(iter(fields.pop("id", ())), "")
    key = tuple((name, fields[name]) for name in KEY if name in fields)
    return Source(id="local", id_column=id_column, key=key, fields=fields, translations=translations)


def _translations(folded: Mapping[str, str], words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(column, language) of columns such as title_fr, Titre (en), resumen ES."""
    pairs = ((folded.get(f"{fold(word)} {language}"), language) for language in INTERFACE_LANGUAGES for word in words)
    return tuple((column, language) for column, language in pairs if column)
