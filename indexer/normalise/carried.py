"""Rows that are records already, as `spindex export` writes them: taken as they are, checked, never guessed anew."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from indexer.rows import Problem, Refusal, SourceRow
from search.authorities import Authorities
from search.records import FACETS, FIELDS, Record, why
from search.sentences import Sentence

if TYPE_CHECKING:
    from indexer.normalise.normaliser import Outcome


def is_record(columns: Mapping[str, Any]) -> bool:
    """Whether the row has what only our export writes."""
    return isinstance(columns.get("title"), dict) and isinstance(columns.get("raw"), list) and "id" in columns


def carried_record(row: SourceRow, authorities: Authorities) -> "Outcome":
    """The same record again; values that the taxonomy does not know any more are left out and reported."""
    from indexer.normalise.normaliser import Outcome

    try:
        record = Record.checked(row.columns)
    except ValueError as error:
        reason = Sentence("This is no record of ours (%(reason)s).", reason=why(error))
        return Outcome(None, Refusal.of(row, reason, Sentence("Export it again.")))
    vocabulary = authorities.vocabulary
    problems: list[Problem] = []
    changes: dict[str, Any] = {}
    for facet in (one for one in FACETS if one.name in FIELDS):
        values = record.values(facet.name)
        known = tuple(v for v in values if vocabulary.canonical(facet.name, v) == v)
        if facet.kind != "year" and known != values:
            unknown = ", ".join(v for v in values if v not in known)
            message = Sentence("“%(value)s” is no value of %(field)s any more.", value=unknown, field=facet.name)
            problems.append(Problem("unknown", message, row.file, row.row, facet.name, unknown))
            multiple = isinstance(getattr(record, facet.name), tuple)
            changes[facet.name] = known if multiple else next(iter(known), None)
    return Outcome(record.changed(**changes), None, tuple(problems), stated=True)
