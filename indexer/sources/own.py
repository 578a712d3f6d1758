"""Files with our own column names, or common synonyms of them in five languages: indexer/column_names.yaml."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

from indexer.sources.source import Identity, Source
from search.records import FIELDS, INTERFACE_LANGUAGES
from search.sentences import Sentence
from search.strict_yaml import Document, Names, text_of
from search.text import fold

KEY = ("title", "doi", "url", "published", "start", "year", "country")  # what tells resources of a file apart
NO_FIELD = "%(name)s is no field of a record: correct it"
Synonyms = Mapping[str, Names]


@lru_cache(maxsize=1)
def load_synonyms() -> Synonyms:
    """Our field -> other names of a column for it, if any. Raises ConfigurationError with file and line."""
    path = Path(str(resources.files("indexer"))) / "column_names.yaml"
    document = Document(text_of(path), path.name)
    others = document.read_as(dict[str, Names])
    for name in others:
        if name not in FIELDS:
            raise document.error((name,), Sentence(NO_FIELD, name=name))
    return {name: () for name, field in FIELDS.items() if field.stated} | others


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
    identity = Identity(id_column, {name: fields[name] for name in KEY if name in fields})
    return Source(id="local", identity=identity, fields=fields, translations=translations)


def _translations(folded: Mapping[str, str], words: Names) -> dict[str, str]:
    """Column -> language of columns such as title_fr, Titre (en), resumen ES."""
    pairs = ((folded.get(f"{fold(word)} {language}"), language) for language in INTERFACE_LANGUAGES for word in words)
    return {column: language for column, language in pairs if column}
