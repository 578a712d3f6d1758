"""What a run changes in single records, for people: field by field, what stands there and what will."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.run.changes import ADDED, CHANGED, MADE_OF, REMOVED, Changes, changed_fields
from search.authorities import Vocabulary
from search.records import BY_NAME, FIELDS, Figure, Record


@dataclass(frozen=True)
class FieldChange:
    """A field as people call it, with what it says before and afterwards ("" for nothing)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordChange:
    """kind: ADDED, CHANGED or REMOVED. fields: of a changed record, those that differ; none where only its row does."""

    kind: str
    id: str
    title: str
    fields: tuple[FieldChange, ...]


def differences(changes: Changes) -> Iterator[RecordChange]:
    """Of the records that the changes show."""
    assert changes.facets
    vocabulary = changes.facets.new.vocabulary
    for before, after in changes.shown:
        record = after or before
        assert record
        kind = REMOVED if after is None else CHANGED if before else ADDED
        title = next(iter(record.title.values()), "")
        fields = tuple(_fields(before, after, vocabulary)) if before and after else ()
        yield RecordChange(kind, record.id, title, fields)


def _fields(before: Record, after: Record, vocabulary: Vocabulary) -> Iterator[FieldChange]:
    for name in changed_fields(before, after):
        if name not in MADE_OF:
            label = vocabulary.facet_label(name) if name in BY_NAME else str(FIELDS[name].label) or name
            texts = (_text(name, getattr(one, name), vocabulary) for one in (before, after))
            yield FieldChange(label, *texts)


def _text(name: str, value: Any, vocabulary: Vocabulary) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{text} ({key})" for key, text in value.items())
    several = value if isinstance(value, tuple) else (value,)
    return "; ".join(_one(name, value, vocabulary) for value in several)


def _one(name: str, value: Any, vocabulary: Vocabulary) -> str:
    if isinstance(value, Figure):
        return " ".join(filter(None, (value.measure, f"{value.value:,.10g}", value.unit, str(value.year or ""))))
    return vocabulary.label(name, str(value)) if name in BY_NAME else str(value)
