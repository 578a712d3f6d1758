"""Sources: all that are known; which of them a row is of is told by its columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path

from indexer.meaning import Vectors
from indexer.rows import EXPLAINING, LINE, MORE_NOTES, NOTES, UNKNOWN_COLUMN, Problem, SourceRow
from indexer.sources.lists import list_named
from indexer.sources.mapping import Mapped, remembered, with_columns
from indexer.sources.own import Synonyms, load_synonyms, own_source
from indexer.sources.source import Source
from search.authorities import Classifier, Organisations, Taxonomy
from search.sentences import Sentence
from search.settings import Settings
from search.strict_yaml import Document, Fault, load_as, text_of
from search.text import fold, near

Signs = tuple[frozenset[str], frozenset[str], str]  # columns; `column=value` of those that tell sources apart; the list
OURS = frozenset(
    (*NOTES, *MORE_NOTES, *EXPLAINING, LINE, "removed")
)  # columns that are no field of any source, but are understood
SHORTEST = 3  # characters of a name that may be meant for another
ALIKE = 70  # of 100
UNREAD = "%(file)s: the column “%(column)s” feeds no field; it is kept in the raw rows only."


@dataclass(frozen=True)
class Sources:
    """The known sources, by their files, and what columns are called elsewhere.

    lists: what curators said of columns, by list; all: what is said of every list of this run. organisations: those
    that have one name, whatever they are called. vectors: what their texts mean, where there is an encoder.
    """

    files: Mapping[Path, Source]
    synonyms: Synonyms
    lists: Mapping[str, Mapped] = field(default_factory=dict)
    all: Mapped = field(default_factory=dict)
    organisations: Organisations = field(default_factory=Organisations)
    vectors: Vectors | None = None

    @classmethod
    def load(cls, *folders: Path) -> "Sources":
        """Those of indexer/sources/, and of the folders that there are: a source there takes the place of ours.

        Of organisations, too, a file beside such a folder says more.

        Raises ConfigurationError with file and line.
        """
        found = {source.id: (path, source) for path, source in _shipped().items()}
        for folder in folders:
            found |= {source.id: (path, source) for path, source in _read(folder).items()}
        lists = {name: said for folder in folders for name, said in remembered(folder.parent).items()}
        organisations = Organisations.load(*(folder.parent for folder in folders))
        return cls(dict(found.values()), load_synonyms(), lists, organisations=organisations)

    @classmethod
    def of(cls, settings: Settings) -> "Sources":
        """Those of an institution's data folder besides ours, with its encoder. Raises ConfigurationError."""
        return replace(cls.load(settings.data / "sources"), vectors=Vectors.of(settings))

    @property
    def known(self) -> tuple[Source, ...]:
        """All of them."""
        return tuple(self.files.values())

    def vectors_for(self, classifier: Classifier) -> Vectors | None:
        """Those that a classifier understands."""
        understood = self.vectors and self.vectors.encoder.name == classifier.encoder
        return self.vectors if understood else None

    def check(self, taxonomy: Taxonomy) -> None:
        """Raises ConfigurationError with file and line for a crosswalk to a concept that there is not."""
        for path, source in self.files.items():
            for where, problem in source.slips(taxonomy):
                document = Document(text_of(path), path.name)
                raise document.error(where, Fault(where, problem).sentence)

    @cached_property
    def _telling(self) -> frozenset[str]:
        return frozenset(column for source in self.known for column in source.telling)

    def signs(self, row: SourceRow) -> Signs:
        """What tells which source a row is of (`_file` is the file's name)."""
        told = {**row.columns, "_file": row.file}
        signs = frozenset(f"{name}={told[name]}" for name in self._telling if name in told)
        named = list_named(row) if self.lists else ""
        return frozenset(row.columns), signs, named

    def find(self, signs: Signs) -> tuple[Source, tuple[str, ...]]:
        """The known source, else our own; and the columns that feed none of its fields."""
        columns, told, named = signs
        recognised = (source for source in self.known if source.recognises(columns | told))
        source = next(recognised, None) or own_source(columns, self.synonyms)
        for said in (self.lists.get(named) or self.lists.get(source.id, {}), self.all):
            source = with_columns(source, columns, said)
        return source, tuple(sorted(columns - source.columns - OURS))

    def unread(self, file: str, column: str) -> Problem:
        """What is said of a column that feeds no field, with the fields that it may have been meant for."""
        column = " ".join(column.split())
        message = Sentence(UNREAD, file=file, column=column)
        return Problem(UNKNOWN_COLUMN, message, file, value=column, suggestion=", ".join(self.meant(column)))

    def meant(self, column: str) -> dict[str, None]:
        """Fields with a name that is spelt like this one, is a part of it or holds it; any other only misleads."""
        from rapidfuzz.fuzz import ratio

        asked = fold(column)
        fields = {fold(word): name for name, words in self.synonyms.items() for word in (name, *words)}
        if len(asked) < SHORTEST:
            return {}
        holding = (one for one in fields if _within(asked, one))
        found = (
            one
            for one in (*near(asked, list(fields)), *holding)
            if ratio(asked, one) >= ALIKE or _within(one, asked) or _within(asked, one)
        )
        return dict.fromkeys(fields[one] for one in found)


@lru_cache(maxsize=1)
def _shipped() -> dict[Path, Source]:
    return _read(Path(str(resources.files("indexer"))) / "sources")


def _read(folder: Path) -> dict[Path, Source]:
    return {path: load_as(Source, path) for path in sorted(folder.glob("*.yaml"))}


def _within(name: str, longer: str) -> bool:
    return set(name.split()) <= set(longer.split())
