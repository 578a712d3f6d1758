"""Collection: one file of the folder, read; and the folder, read again when something in it has changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from search.authorities import Vocabulary
from search.collections.asking import during, reading_of, within
from search.collections.file import CollectionFile, Section
from search.errors import ConfigurationError
from search.queries import Query, limits
from search.strict_yaml import load_as

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ENDING = ".yaml"
NO_NAME = "%(file)s is no address: name the file with small letters, digits and hyphens, such as cash-plus.yaml."


@dataclass(frozen=True)
class Collection:
    """id: the name of its file, and the end of its address."""

    id: str
    file: CollectionFile

    def title_in(self, lang: str) -> str:
        """What it is called in a language; in English where that is missing."""
        titles = self.file.title
        return titles.get(lang) or titles.get("en") or next(iter(titles.values()))

    def question(self, vocabulary: Vocabulary, lang: str = "en") -> Query | None:
        """Its search; None where it has key readings alone, or one that passes a limit, which no index may be asked.

        What of it is not understood is left out: the check tells it.
        """
        asked = self.asked(vocabulary, lang)
        return None if asked is None or limits(asked) else asked

    def asked(self, vocabulary: Vocabulary, lang: str = "en") -> Query | None:
        """The same, within limits or not."""
        if not self.file.search and not self.file.period:
            return None
        query = reading_of(self.file.search, vocabulary).query if self.file.search else Query()
        return replace(during(query, self.file.period), lang=lang)

    def section(self, section: Section, vocabulary: Vocabulary, lang: str = "en") -> Query:
        """The search of one of its sections."""
        whole = self.asked(vocabulary, lang) or Query(lang=lang)
        return within(whole, reading_of(section.search, vocabulary).query)

    def parts(self, vocabulary: Vocabulary, lang: str = "en") -> list[tuple[Section, Query]]:
        """The sections that an index may be asked for."""
        several = [(section, self.section(section, vocabulary, lang)) for section in self.file.sections]
        return [(section, query) for section, query in several if not limits(query)]


def collection_of(path: Path) -> Collection:
    """Read a file. Raises ConfigurationError with file and line."""
    if not ID.fullmatch(path.stem):
        raise ConfigurationError(NO_NAME, file=path.name)
    return Collection(path.stem, load_as(CollectionFile, path))


@dataclass(frozen=True)
class _Read:
    stamp: str
    collections: Mapping[str, Collection]
    faults: tuple[ConfigurationError, ...]


class Folder:
    """The collections of a folder, by id. A file that cannot be read is left out, and stands among the faults."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read = _Read("", {}, ())

    @property
    def files(self) -> list[Path]:
        """Its files, by name."""
        return sorted(path for path in self.path.glob(f"*{ENDING}") if path.is_file())

    @property
    def stamp(self) -> str:
        """Another one after each change of a file."""
        return " ".join(map(_seen, self.files))

    @property
    def collections(self) -> Mapping[str, Collection]:
        """Those that can be read, as the files are now."""
        return self._now().collections

    @property
    def faults(self) -> tuple[ConfigurationError, ...]:
        """Why the others cannot."""
        return self._now().faults

    def _now(self) -> _Read:
        stamp = self.stamp
        if stamp != self._read.stamp:
            self._read = self._again(stamp)
        return self._read

    def _again(self, stamp: str) -> _Read:
        found, faults = {}, []
        for path in self.files:
            try:
                found[path.stem] = collection_of(path)
            except ConfigurationError as error:
                faults.append(error)
        return _Read(stamp, found, tuple(faults))


def _seen(path: Path) -> str:
    """Its name, time and size; of one that has just gone its name alone."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return path.name
    return f"{path.name}:{stat.st_mtime_ns}:{stat.st_size}"
