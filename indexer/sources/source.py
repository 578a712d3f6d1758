"""What is known of a source: which columns feed which field, how ids are made, what its words mean in ours."""

from collections.abc import Iterator, Set
from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from search.authorities import Taxonomy
from search.records import FIELDS, How
from search.sentences import Choice, Sentence
from search.strict_yaml import Names, Text, Unusable, Where
from search.text import fold, near

NO_FIELD = "is no field of a record: use %(nearest)s"
NO_CONCEPT = "names %(concept)s, which is no concept of %(scheme)s: use %(nearest)s"
NO_CONCEPTS = "is no field of concepts: use %(nearest)s"
CONCEPTS = ("match_columns", "crosswalk")  # sections that lead to concepts


class FigureRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A column that holds a number: what it measures, its unit, and the column of its year."""

    measure: Text
    column: Text
    unit: Text
    year: str = ""
    zero_is_unknown: bool = False


class Meaning(Struct, frozen=True, forbid_unknown_fields=True):
    """The concepts that a word stands for, in the words of SKOS: the same thing, nearly the same, something broader."""

    exact: Names = field(name="exactMatch", default=())
    close: Names = field(name="closeMatch", default=())
    broad: Names = field(name="broadMatch", default=())


class Crosswalk(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A source's own words, and the concepts of ours that they stand for; an empty list: none, on purpose.

    A bare list says that they mean nearly the same.
    """

    columns: Annotated[Names, Meta(min_length=1)]
    values: dict[str, Names | Meaning]

    @cached_property
    def meanings(self) -> dict[str, tuple[tuple[str, How], ...]]:
        """Folded word -> concepts, each with how it comes about."""
        return {fold(word): tuple(_concepts(said)) for word, said in self.values.items()}


def _concepts(said: Names | Meaning) -> Iterator[tuple[str, How]]:
    for _, concept in _named(said):
        exact = isinstance(said, Meaning) and concept in said.exact
        yield concept, "exact crosswalk" if exact else "crosswalk"


def _named(said: Names | Meaning) -> Iterator[tuple[Where, str]]:
    """Every concept of a meaning, and where in it."""
    if not isinstance(said, Meaning):
        yield from (((place,), concept) for place, concept in enumerate(said))
        return
    for match, concepts in (("exactMatch", said.exact), ("closeMatch", said.close), ("broadMatch", said.broad)):
        yield from (((match, place), concept) for place, concept in enumerate(concepts))


class Identity(Struct, frozen=True, forbid_unknown_fields=True):
    """The column of the local id, or the key that makes one: columns, or names of ours and the columns of each."""

    column: str = ""
    key: Names | dict[str, Names] = ()


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """One file of indexer/sources/.

    recognise: the columns, or `column=value`, of which a row has to have all of one list. fields: our field -> its
    columns, the first filled one counting for single values. defaults fill what a row leaves empty, adds stand beside
    what it says. title_language names a column, text_language a language. translations: field -> column -> language.
    home: the country (ISO3) in whose sense it uses words, where a row is about none: Social Security, of the US.
    ignore: the columns that feed no field, on purpose.
    """

    id: Text = field(name="source")
    title: str = ""
    homepage: str = ""
    recognise: tuple[Names, ...] = ()
    identity: Identity = field(name="id", default_factory=Identity)
    fields: dict[str, Names] = field(default_factory=dict)
    separators: dict[str, Text] = field(default_factory=dict)
    defaults: dict[str, Text | Names] = field(default_factory=dict)
    adds: dict[str, Names] = field(default_factory=dict)
    crosswalk: dict[str, tuple[Crosswalk, ...]] = field(default_factory=dict)
    figures: tuple[FigureRule, ...] = ()
    date_order: Literal["DMY", "MDY"] = "DMY"
    title_language: str = ""
    text_language: str = ""
    home: str = ""
    translations: dict[str, dict[Text, Text]] = field(default_factory=dict)
    match: bool = True
    match_columns: dict[str, Names] = field(default_factory=dict)
    ignore: Names = ()

    def __post_init__(self) -> None:
        for section in ("fields", "separators", "defaults", "adds", "translations", "match_columns", "crosswalk"):
            known = {n: f for n, f in FIELDS.items() if f.kind == "concept" or section not in CONCEPTS}
            for name in getattr(self, section):
                if name not in known:
                    template = NO_CONCEPTS if name in FIELDS else NO_FIELD
                    raise Unusable(Sentence(template, nearest=Choice(near(name, list(known)) or known)), section, name)

    def slips(self, taxonomy: Taxonomy) -> Iterator[tuple[Where, Sentence]]:
        """Where a crosswalk names a concept that there is not."""
        for scheme, walks in self.crosswalk.items():
            for place, walk in enumerate(walks):
                for word, said in walk.values.items():
                    for within, concept in _named(said):
                        if not taxonomy.concept(scheme, concept):
                            nearest = Choice(taxonomy.suggest(scheme, concept) or ("another",))
                            told = Sentence(NO_CONCEPT, concept=concept, scheme=scheme, nearest=nearest)
                            yield ("crosswalk", scheme, place, "values", word, *within), told

    def recognises(self, signs: Set[str]) -> bool:
        """Whether a row is of this source, by its columns and the `column=value` signs that any source asks for."""
        return any(signs >= set(wanted) for wanted in self.recognise)

    @property
    def key(self) -> dict[str, Names]:
        """Name -> columns, the first filled one of which counts."""
        key = self.identity.key
        return key if isinstance(key, dict) else {column: (column,) for column in key}

    def columns_of(self, name: str) -> Names:
        """The columns that feed a field, in whatever way."""
        return self._columns_of.get(name, ())

    @cached_property
    def _columns_of(self) -> dict[str, Names]:
        found = {
            name: (
                *self.fields.get(name, ()), *self.translations.get(name, ()),
                *(column for walk in self.crosswalk.get(name, ()) for column in walk.columns),
            )
            for name in FIELDS
        }  # fmt: skip
        return found | {"figures": tuple(rule.column for rule in self.figures)}

    @cached_property
    def feeds(self) -> dict[str, Names]:
        """Column -> the fields that it feeds."""
        found: dict[str, Names] = {}
        for name, columns in self._columns_of.items():
            for column in columns:
                found[column] = (*found.get(column, ()), name)
        return found

    @property
    def telling(self) -> frozenset[str]:
        """The columns whose values tell this source from others."""
        return frozenset(sign.partition("=")[0] for wanted in self.recognise for sign in wanted if "=" in sign)

    @cached_property
    def columns(self) -> frozenset[str]:
        """Every column that it reads, or passes over on purpose."""
        several = (
            *self.recognise, *self.fields.values(), *self.match_columns.values(), *self.key.values(),
            *(walk.columns for walks in self.crosswalk.values() for walk in walks),
            *((rule.column, rule.year) for rule in self.figures),
            *self.translations.values(), (self.identity.column, self.title_language), self.ignore,
        )  # fmt: skip
        return frozenset(column.partition("=")[0] for columns in several for column in columns)
