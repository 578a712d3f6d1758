"""SourceRow -> Record: one function for each field, each value with its origin; no reader and no writer needed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from indexer.normalise import concepts, fields, languages, places
from indexer.normalise.carried import carried_record, is_record
from indexer.normalise.draft import Draft
from indexer.proposals import Matcher
from indexer.rows import Problem, SourceRow, Unreadable
from indexer.sources import Source, load_sources, load_synonyms, own_source
from search.authorities import Authorities
from search.records import FIELDS, Kind, RawRow, Record

Step = Callable[[Draft, str], None]


def _of_kind(step: Step, kind: Kind, many: tuple[bool, ...] = (True, False)) -> list[tuple[Step, str]]:
    return [(step, name) for name, field in FIELDS.items() if field.kind == kind and field.many in many]


CONCEPTS = tuple(name for name, field in FIELDS.items() if field.kind == "concept")
STEPS = (
    *_of_kind(fields.text_field, "text"),
    *_of_kind(fields.names, "name", many=(True,)),
    *_of_kind(fields.names, "record"),
    *_of_kind(fields.single, "name", many=(False,)),
    *_of_kind(fields.pages, "pages"),
    *_of_kind(fields.date_field, "date"),
)


@dataclass(frozen=True)
class Outcome:
    """A record, or why there is none; and what a curator should look at in either case."""

    record: Record | None
    refusal: Unreadable | None = None
    problems: tuple[Problem, ...] = ()


class Normaliser:
    """Reads rows with the vocabularies of one index; `source` names where rows come from that do not say it."""

    def __init__(self, authorities: Authorities, source: str = "") -> None:
        self.authorities = authorities
        self._given = source
        self._sources = load_sources()
        self._telling = frozenset(column for source in self._sources for column in source.telling)
        self._synonyms = load_synonyms()
        self._matcher = Matcher(authorities.taxonomy, authorities.countries)
        self._source_of = lru_cache(maxsize=1024)(self._find_source)

    def __call__(self, row: SourceRow) -> Outcome:
        """Never raises for what a row holds."""
        if is_record(row.columns):
            return carried_record(row, self.authorities)
        draft = Draft(row, self._source_of(self._signs(row), row.source))
        source = fields.source_id(draft, row.source or self._given)
        try:
            identifier = fields.identity(draft, source)
        except ValueError as error:
            return _refused(draft, f"The row has no usable identity: {error}.", "Give it an id or a title.")
        self._fill(draft)
        if not draft.texts.get("title"):
            return _refused(draft, "The row has no title.", "Write one; every record needs it.")
        try:
            return Outcome(_record(draft, identifier, source), None, tuple(draft.problems))
        except ValueError as error:
            return _refused(draft, f"The row makes no record ({error}).", "Correct that value.")

    def _fill(self, draft: Draft) -> None:
        languages.language(draft)
        for step, name in STEPS:
            step(draft, name)
        fields.year(draft)
        fields.published(draft)
        for one in (fields.url, fields.doi, fields.isbn, fields.figures):
            one(draft)
        for name in CONCEPTS:
            concepts.crosswalk(draft, name)
            concepts.concept_field(draft, name, self.authorities)
        concepts.untranslated(draft)
        fields.defaults(draft)
        places.country(draft, self.authorities)
        if draft.source.match:
            concepts.derived_concepts(draft, self._matcher, self.authorities)
            places.derived_country(draft, self._matcher)
        places.regions(draft, self.authorities)

    def _signs(self, row: SourceRow) -> frozenset[str]:
        """The row's columns, and the values of those that tell sources apart (`_file` is the file's name)."""
        told = {**row.columns, "_file": row.file}
        return frozenset((*row.columns, *(f"{c}={told[c]}" for c in self._telling if c in told)))

    def _find_source(self, signs: frozenset[str], given: str) -> Source:
        for source in self._sources:
            if source.recognises(signs):
                return source
        columns = frozenset(sign for sign in signs if sign.partition("=")[0] not in self._telling or "=" not in sign)
        return own_source(columns, given or self._given or "local", self._synonyms)


def _refused(draft: Draft, reason: str, suggestion: str) -> Outcome:
    row = draft.row
    refusal = Unreadable(reason, row.file, row.row, suggestion, row.columns)
    return Outcome(None, refusal, tuple(draft.problems))


def _record(draft: Draft, identifier: str, source: str) -> Record:
    row = draft.row
    values: dict[str, Any] = {
        name: tuple(found) if FIELDS[name].many else found[0] for name, found in draft.values.items() if found
    }
    raw = RawRow(file=row.file, row=row.row, sheet=row.sheet, source=row.source, columns=dict(row.columns))
    fixed = {
        "id": identifier,
        "source": source,
        "title": draft.texts["title"],
        "abstract": draft.texts.get("abstract", {}),
        "year": int(values["year"]) if "year" in values else None,
        "figures": tuple(draft.figures),
        "raw": (raw,),
        "provenance": {name: tuple(origins) for name, origins in draft.origins.items() if origins},
    }
    return Record.checked(values | fixed)


def row_of(raw: RawRow) -> SourceRow:
    """The row that a record was made of, to be normalised again."""
    return SourceRow(raw.columns, raw.file, raw.row, raw.sheet, raw.source)


def with_source(row: SourceRow, source: str) -> SourceRow:
    """The row, said to come from that source where it does not say so itself."""
    return row if row.source or not source else replace(row, source=source)
