"""SourceRow -> Record: one function for each field, each value with its origin; no reader and no writer needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from indexer.normalise import concepts, fields, languages, places
from indexer.normalise.carried import carried_record, is_record
from indexer.normalise.draft import Draft
from indexer.normalise.shortening import shortened
from indexer.normalise.text import as_text
from indexer.proposals import CountryProposer, LabelProposer, Proposer
from indexer.rows import Problem, Refusal, SourceRow
from indexer.sources import Sources
from search.authorities import Authorities
from search.records import FIELDS, Kind, RawRow, Record, why
from search.sentences import Sentence

Step = Callable[[Draft, str], None]
Column = tuple[str, str]  # the name of a file, and that of a column in it


def _of_kind(step: Step, kind: Kind, many: tuple[bool, ...] = (True, False)) -> list[tuple[Step, str]]:
    return [(step, name) for name, field in FIELDS.items() if field.kind == kind and field.many in many]


NO_IDENTITY = "The row has no usable identity: %(reason)s."
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
    """A record, or why there is none; and in either case what is odd, and which filled columns feed no field."""

    record: Record | None
    refusal: Refusal | None = None
    problems: tuple[Problem, ...] = ()
    unread: tuple[Column, ...] = ()


class Normaliser:
    """Reads rows with the vocabularies of one index, as their sources are read."""

    def __init__(self, authorities: Authorities, sources: Sources, proposers: Sequence[Proposer] = ()) -> None:
        """proposers: those of the labels and of the countries' names, unless others are given."""
        self.authorities = authorities
        self._proposers = proposers or (
            LabelProposer(authorities.taxonomy),
            CountryProposer(authorities.countries),
        )
        self._signs = sources.signs
        self._find = lru_cache(maxsize=1024)(sources.find)

    def __call__(self, row: SourceRow) -> Outcome:
        """Never raises for what a row holds."""
        if is_record(row.columns):
            return carried_record(row, self.authorities)
        source, unknown = self._find(self._signs(row))
        row, cut = shortened(row)
        draft = Draft(row, source, problems=cut)
        unread = tuple((row.file, column) for column in unknown if as_text(row.columns[column]))
        made = self._made(draft)
        if isinstance(made, Record):
            return Outcome(made, None, tuple(draft.problems), unread)
        return Outcome(None, made, tuple(draft.problems), unread)

    def _made(self, draft: Draft) -> Record | Refusal:
        source = fields.source_id(draft)
        try:
            identifier = fields.identity(draft, source)
        except ValueError as error:
            return _refusal(draft, NO_IDENTITY, "Give it an id or a title.", error)
        self._fill(draft)
        if not draft.texts.get("title"):
            return _refusal(draft, "The row has no title.", "Write one; every record needs it.")
        try:
            return _record(draft, identifier, source)
        except ValueError as error:
            return _refusal(draft, "The row makes no record (%(reason)s).", "Correct that value.", error)

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
            concepts.proposed(draft, self._proposers, self.authorities)
            places.proposed(draft, self._proposers)
        places.regions(draft, self.authorities)


def _refusal(draft: Draft, template: str, suggestion: str, error: ValueError | None = None) -> Refusal:
    row = draft.row
    reason = Sentence(template, reason=why(error)) if error else Sentence(template)
    return Refusal(reason, row.file, row.row, Sentence(suggestion), row.columns)


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
