"""SourceRow -> Record: one function for each field, each value with its origin; no reader and no writer needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from indexer.normalise import concepts, fields, languages, links, names, places
from indexer.normalise.carried import carried_record, is_record
from indexer.normalise.classified import classified
from indexer.normalise.countries import CountryCells
from indexer.normalise.draft import Draft
from indexer.normalise.garbled import garbled
from indexer.normalise.identity import Identity, identity, own_source
from indexer.normalise.shortening import shortened
from indexer.normalise.text import as_text
from indexer.normalise.titles import Capitals, titles_told
from indexer.proposals import CountryProposer, LabelProposer, ProgrammeProposer, Proposer
from indexer.rows import Problem, Refusal, SourceRow
from indexer.sources import Sources
from search.authorities import Authorities, programmes
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
    *_of_kind(names.names, "name", many=(True,)),
    *_of_kind(names.names, "record"),
    *_of_kind(names.single, "name", many=(False,)),
    *_of_kind(fields.pages, "pages"),
    *_of_kind(fields.date_field, "date"),
)


@dataclass(frozen=True)
class Outcome:
    """A record, or why there is none; and in either case what is odd, and which filled columns feed no field.

    stated: whether the row says of itself which record it is.
    """

    record: Record | None
    refusal: Refusal | None = None
    problems: tuple[Problem, ...] = ()
    unread: tuple[Column, ...] = ()
    stated: bool = False


class Normaliser:
    """Reads rows with the vocabularies of one index, as their sources are read."""

    def __init__(self, authorities: Authorities, sources: Sources, proposers: Sequence[Proposer] = ()) -> None:
        """proposers: those of labels and of the names of countries and programmes, unless others are given."""
        self.authorities = authorities
        self._countries = CountryCells(authorities.countries)
        self._proposers = proposers or (
            LabelProposer(authorities.taxonomy),
            CountryProposer(authorities.countries),
            ProgrammeProposer(programmes()),
        )
        self._organisations = sources.organisations
        self._vectors = sources.vectors_for(authorities.classifier)
        self._capitals = Capitals(authorities, sources.organisations)
        self._signs = sources.signs
        self._find = lru_cache(maxsize=1024)(sources.find)

    def __call__(self, row: SourceRow) -> Outcome:
        """Never raises for what a row holds."""
        if is_record(row.columns):
            return carried_record(row, self.authorities)
        source, unknown = self._find(self._signs(row))
        row, cut = shortened(row)
        stack = (*((one, self._find(self._signs(one))[0]) for one in row.beneath), (row, source))
        draft = Draft(row, source, self._organisations, stack, problems=[*cut, *garbled(row)])
        unread = tuple((row.file, column) for column in unknown if as_text(row.columns[column]))
        if draft.cell("source") and not own_source(draft):  # a text, such as "World Bank", is no id space
            unread += tuple((row.file, column) for column in source.fields["source"])
        try:
            found = identity(draft)
        except ValueError as error:
            refusal = _refusal(draft, NO_IDENTITY, "Give it an id or a title.", error)
            return Outcome(None, refusal, tuple(draft.problems), unread)
        made = self._made(draft, found)
        if isinstance(made, Record):
            return Outcome(made, None, tuple(draft.problems), unread, found.stated)
        return Outcome(None, made, tuple(draft.problems), unread)

    def _made(self, draft: Draft, found: Identity) -> Record | Refusal:
        self._fill(draft)
        if not draft.texts.get("title"):
            return _refusal(draft, "The row has no title.", "Write one; every record needs it.")
        titles_told(draft, self._capitals)
        try:
            return _record(draft, found)
        except ValueError as error:
            return _refusal(draft, "The row makes no record (%(reason)s).", "Correct that value.", error)

    def _fill(self, draft: Draft) -> None:
        draft.turn("language")
        languages.language(draft)
        for step, name in STEPS:
            if step is not fields.text_field:
                draft.turn(name)
                step(draft, name)
                continue
            for _ in draft.newest_first():
                step(draft, name)
        _years(draft)
        for one, name in ((links.url, "url"), (links.doi, "doi"), (links.isbn, "isbn")):
            draft.turn(name if name != "doi" or draft.age("doi") >= 0 else "url")
            one(draft)
        for name in CONCEPTS:
            draft.turn(name)
            concepts.crosswalk(draft, name)
            concepts.concept_field(draft, name, self.authorities)
        for _ in draft.newest_first():
            fields.figures(draft)
            concepts.untranslated(draft)
            fields.defaults(draft)
        draft.turn("country")
        places.country(draft, self.authorities, self._countries)
        if draft.source.match:
            places.proposed(draft, self._proposers)
            concepts.proposed(draft, self._proposers, self.authorities)
            classified(draft, self.authorities, self._vectors)
        places.regions(draft, self.authorities)


def _years(draft: Draft) -> None:
    """A year in a newer row than the one with the date counts, where the two contradict each other."""
    newer = draft.age("year") > max(draft.age("published"), 0)
    draft.turn("year")
    date, cell = draft.first("published"), draft.cell("year")
    if newer and date and cell and not cell[1].startswith(date[:4]):
        del draft.values["published"], draft.origins["published"]
    fields.year(draft)
    fields.published(draft)


def _refusal(draft: Draft, template: str, suggestion: str, error: ValueError | None = None) -> Refusal:
    reason = Sentence(template, reason=why(error)) if error else Sentence(template)
    return Refusal.of(draft.row, reason, Sentence(suggestion))


def _record(draft: Draft, found: Identity) -> Record:
    values: dict[str, Any] = {
        name: tuple(found) if FIELDS[name].many else found[0] for name, found in draft.values.items() if found
    }
    raw = tuple(_raw(row, place) for place, (row, _) in enumerate(draft.stack))
    fixed = {
        "id": found.id,
        "source": found.source,
        "title": draft.texts["title"],
        "abstract": draft.texts.get("abstract", {}),
        "year": int(values["year"]) if "year" in values else None,
        "figures": tuple(draft.figures),
        "raw": raw,
        "provenance": {name: tuple(origins) for name, origins in draft.origins.items() if origins},
    }
    return Record.checked(values | fixed)


def _raw(row: SourceRow, correction: int) -> RawRow:
    columns = dict(row.columns)
    return RawRow(
        file=row.file, row=row.row, sheet=row.sheet, source=row.source, columns=columns, correction=correction
    )
