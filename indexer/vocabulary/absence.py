"""Why a record has no value in a field, or not the one that its rows say: read again, as they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.normalise import Normaliser, rows_of
from indexer.rows import Problem, SourceRow
from indexer.sources import Source, Sources
from search.authorities import Authorities
from search.records import SUBJECTS, Record
from search.sentences import Sentence

REJECTED = "The row says “%(value)s” (%(place)s): %(message)s"
PERHAPS = "The row says “%(value)s” (%(place)s): %(message)s Perhaps: %(suggestion)s."
NO_COLUMN = "No column of %(file)s feeds %(field)s."
EMPTY = "The column %(columns)s is empty (%(place)s)."
OTHERWISE = "The row says “%(value)s” (%(place)s); nothing in this field was made of it."
NO_ROW = "The record keeps no row that says more."
NOT_NAMED = "Title and abstract name no %(field)s of the taxonomy."
FOLLOWS = {"region": "country", "country_group": "country", "year": "published"}  # a field -> what it is derived from


@dataclass(frozen=True)
class Refused:
    """A value that the rows of a record state and that it does not have, or why there is none; the field."""

    field: str
    sentence: Sentence
    value: str = ""
    suggestion: str = ""

    def as_dict(self) -> dict[str, str]:
        """As `--json` prints it."""
        return {**vars(self), "sentence": str(self.sentence)}


def absences(record: Record, authorities: Authorities, sources: Sources, field: str = "") -> list[Refused]:
    """What the rows of a record say that came to nothing, of every field, or why a field is empty."""
    normaliser = Normaliser(authorities, sources)
    found: dict[str, Refused] = {}
    for row in rows_of(record):
        source, _ = sources.find(sources.signs(row))
        for problem in normaliser(row).problems:
            for name in _fields_of(problem, source):
                if field in ("", name):
                    said = _rejected(name, problem, row, source)
                    found.setdefault(f"{name} {said.sentence}", said)
    if field and not found and not getattr(record, field):
        above = absences(record, authorities, sources, FOLLOWS[field]) if field in FOLLOWS else []
        return [*_empty(record, sources, field), *above]
    return list(found.values())


def _fields_of(problem: Problem, source: Source) -> Iterable[str]:
    """The fields that a problem is of: one of a crosswalk is told of its column."""
    if problem.kind == "no crosswalk":
        walks = source.crosswalk.items()
        return [name for name, several in walks if any(problem.field in walk.columns for walk in several)]
    return [problem.field]


def _rejected(field: str, problem: Problem, row: SourceRow, source: Source) -> Refused:
    column = problem.field if problem.kind == "no crosswalk" else _column(problem, row, source)
    place = f"column {column}, {row.file}:{row.row}" if column else f"{row.file}:{row.row}"
    suggestion = str(problem.suggestion).rstrip(".")
    template = PERHAPS if suggestion else REJECTED
    told = {"value": problem.value, "place": place, "message": problem.message, "suggestion": suggestion}
    return Refused(field, Sentence(template, **told), problem.value, suggestion)


def _column(problem: Problem, row: SourceRow, source: Source) -> str:
    """The column of the field that holds the value."""
    columns = source.fields.get(problem.field, ())
    holds = (column for column in columns if problem.value and problem.value in str(row.columns.get(column, "")))
    return next(holds, next(iter(columns), ""))


def _empty(record: Record, sources: Sources, field: str) -> Iterator[Refused]:
    said: dict[Sentence, None] = {}
    for row in rows_of(record):
        source, _ = sources.find(sources.signs(row))
        said[_why_empty(row, source, field)] = None
        if field in SUBJECTS and source.match:
            said[Sentence(NOT_NAMED, field=field.replace("_", " "))] = None
    yield from (Refused(field, one) for one in said or {Sentence(NO_ROW): None})


def _why_empty(row: SourceRow, source: Source, field: str) -> Sentence:
    walked = (column for walk in source.crosswalk.get(field, ()) for column in walk.columns)
    columns = [column for column in dict.fromkeys((*source.fields.get(field, ()), *walked)) if column in row.columns]
    filled = [(column, str(row.columns[column])) for column in columns if str(row.columns[column] or "").strip()]
    if not columns:
        return Sentence(NO_COLUMN, file=row.file or "its file", field=field)
    if filled:
        column, value = filled[0]
        return Sentence(OTHERWISE, value=value[:200], place=f"column {column}, {row.file}:{row.row}")
    return Sentence(EMPTY, columns=", ".join(columns), place=f"{row.file}:{row.row}")
