"""Which field a column feeds because a curator said so: `--map`, remembered in columns.yaml beside the rows."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from indexer.sources.source import Source
from search.errors import ConfigurationError
from search.files import write_atomically
from search.records import FIELDS
from search.sentences import Choice
from search.strict_yaml import Document, text_of
from search.text import near

NAME = "columns.yaml"
IGNORED = "-"  # in place of a field: passed over on purpose
UNCLEAR = '--map %(text)s is unclear: write --map "Column=field", or "Column=-" for one that is passed over.'
NO_FIELD = "--map %(text)s: %(field)s is no field of a record; use %(nearest)s, or - to pass the column over."
HEADER = "# Which field the columns of a list feed (- for none), as `--map` was told. By the name of the list.\n"

Mapped = Mapping[str, str]  # column -> field


def mapped(texts: Iterable[str]) -> dict[str, str]:
    """What `--map` options say. Raises ConfigurationError, which names what is allowed."""
    found: dict[str, str] = {}
    stated = [name for name, field in FIELDS.items() if field.stated]
    for text in texts:
        column, sign, field = (part.strip() for part in text.rpartition("="))
        if not sign or not column:
            raise ConfigurationError(UNCLEAR, text=text)
        if field not in (*stated, IGNORED, ""):
            raise ConfigurationError(NO_FIELD, text=text, field=field, nearest=Choice(near(field, stated) or stated))
        found[column] = field or IGNORED
    return found


def remembered(folder: Path) -> dict[str, dict[str, str]]:
    """By list, what was said before. Raises ConfigurationError with file and line."""
    path = folder / NAME
    return Document(text_of(path), path.name).read_as(dict[str, dict[str, str]]) if path.exists() else {}


def remember(folder: Path, lists: Iterable[str], new: Mapped) -> None:
    """Keep what was said for these lists, whole or not at all."""
    import yaml

    known: dict[str, Any] = remembered(folder)
    for name in lists:
        known[name] = known.get(name, {}) | dict(new)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / NAME, HEADER + yaml.safe_dump(known, allow_unicode=True))


def with_columns(source: Source, columns: frozenset[str], said: Mapped) -> Source:
    """A source whose columns feed what was said, and nothing else."""
    mine = {column: field for column, field in said.items() if column in columns}
    if not mine:
        return source
    fields = {name: tuple(one for one in several if one not in mine) for name, several in source.fields.items()}
    for column, field in mine.items():
        if field != IGNORED and field != "id":
            fields[field] = (column, *fields.get(field, ()))
    named = next((column for column, field in mine.items() if field == "id"), "")
    gone = "" if source.identity.column in mine else source.identity.column
    return replace(
        source,
        fields={name: several for name, several in fields.items() if several},
        identity=replace(source.identity, column=named or gone),
        translations={
            name: {column: language for column, language in of.items() if column not in mine}
            for name, of in source.translations.items()
        },
        ignore=(*source.ignore, *(column for column, field in mine.items() if field == IGNORED)),
    )
