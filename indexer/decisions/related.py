"""Records that name each other: with where that comes from, a person or their titles."""

from collections.abc import Iterable

from search.records import How, Origin, Record

BY_TITLE: How = "derived from title"


def related_to(record: Record, origins: Iterable[Origin]) -> Record:
    """With these among the records that it names, each with its origin; what it names already stays."""
    new = {origin.value: origin for origin in origins if origin.value not in (record.id, *record.related)}
    if not new:
        return record
    told = (*record.provenance.get("related", ()), *new.values())
    return record.changed(related=(*record.related, *new), provenance=_with_origins(record, told))


def unrelated(record: Record, wrong: Iterable[str]) -> Record:
    """Without those of the named ones that only titles relate to it."""
    origins = record.provenance.get("related", ())
    gone = {one.value for one in origins if one.how == BY_TITLE}.intersection(wrong)
    if not gone:
        return record
    told = tuple(one for one in origins if one.value not in gone)
    related = tuple(one for one in record.related if one not in gone)
    return record.changed(related=related, provenance=_with_origins(record, told))


def _with_origins(record: Record, related: tuple[Origin, ...]) -> dict[str, tuple[Origin, ...]]:
    others = {name: origins for name, origins in record.provenance.items() if name != "related"}
    return dict(sorted((others | ({"related": related} if related else {})).items()))
