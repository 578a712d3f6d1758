"""Files with our own column names, or common synonyms of them in five languages: indexer/column_names.yaml."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

from indexer.sources.naming import Name, exact, names
from indexer.sources.source import Identity, Source
from search.records import FIELDS, INTERFACE_LANGUAGES
from search.sentences import Sentence
from search.strict_yaml import Document, Names, text_of
from search.text import fold

KEY = ("title", "doi", "url", "published", "start", "year", "country")  # what tells resources of a file apart
TITLE_LANGUAGE = "title language"  # as our exports have it
NO_FIELD = "%(name)s is no field of a record: correct it"
NAME = frozenset(("name", "nom", "nombre", "nome"))
SURNAME = frozenset(("nom", "nombre", "nome"))  # of a person, beside a title
FIRST_NAME = frozenset(("prenom", "first name", "given name", "nombres", "vorname"))
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
    folded = {fold(column): column for column in sorted(columns, reverse=True)}
    fields = _fields(columns, synonyms)
    translations = {name: _translations(folded, (name, *synonyms[name])) for name in ("title", "abstract")}
    for name, of in translations.items():
        fields[name] = tuple(column for column in fields.get(name, ()) if column not in of)
    fields = {name: several for name, several in fields.items() if several}
    id_column = next(iter(fields.pop("id", ())), "")
    identity = Identity(id_column, {name: fields[name] for name in KEY if name in fields})
    named = folded.get(TITLE_LANGUAGE, "")
    return Source(id="local", identity=identity, fields=fields, translations=translations, title_language=named)


def _fields(columns: frozenset[str], synonyms: Synonyms) -> dict[str, Names]:
    """Field -> its columns: first those that have one of its names, then those that say the same in other words."""
    known = _known(tuple((name, words) for name, words in synonyms.items()))
    found: dict[str, list[str]] = {name: [] for name in synonyms}
    for name, words in synonyms.items():
        by_name = {fold(word): place for place, word in reversed(list(enumerate((name, *words))))}
        mine = [column for column in sorted(columns) if fold(column) in by_name]
        found[name] = sorted(mine, key=lambda column: by_name[fold(column)])
    for column in sorted(columns.difference(*found.values())):
        if name := field_of(column, known):
            found[name].append(column)
    _people(found)
    return {name: tuple(several) for name, several in found.items() if several}


def field_of(column: str, known: Mapping[Name | str, str]) -> str:
    """The field that a column feeds by what its name says; empty for none."""
    return next((known[name] for name in _readings(column) if name in known), "")


def _readings(column: str) -> Iterator[Name | str]:
    yield exact(column)
    yield from names(column)


def _people(found: dict[str, list[str]]) -> None:
    """A name beside a title, or beside a first name, is that of a person."""
    titles = [column for column in found["title"] if fold(column) not in NAME]
    first = [column for several in found.values() for column in several if fold(column) in FIRST_NAME]
    people = [column for column in found["title"] if fold(column) in NAME]
    if people and (titles or first):
        found["title"] = titles
        found["author"] += [column for column in people if fold(column) in SURNAME]


@lru_cache(maxsize=4)
def _known(synonyms: tuple[tuple[str, Names], ...]) -> dict[Name | str, str]:
    """What columns are called -> field; what several fields could be called, none is."""
    found: dict[Name | str, set[str]] = {}
    for field, words in synonyms:
        for word in (field.replace("_", " "), *words):
            found.setdefault(fold(word), set()).add(field)
            found.setdefault(next(iter(names(word))), set()).add(field)
    return {name: next(iter(fields)) for name, fields in found.items() if len(fields) == 1}


def _translations(folded: Mapping[str, str], words: Names) -> dict[str, str]:
    """Column -> language of columns such as title_fr, Titre (en), resumen ES."""
    pairs = ((folded.get(f"{fold(word)} {language}"), language) for language in INTERFACE_LANGUAGES for word in words)
    return {column: language for column, language in pairs if column}
