"""Several rows of one id -> one record, whatever order they came in."""

from typing import Any

from search.record import Record

MERGED_APART = ("raw", "provenance", "title", "abstract", "added")


def merged(records: list[Record]) -> Record:
    """The fullest record, its empty fields filled and its lists extended from the others; every raw row is kept."""
    ranked = sorted(records, key=lambda record: (-_filled(record), record.fingerprint(), record.to_json()))
    best, *others = ranked
    changes: dict[str, Any] = {}
    for name in Record.model_fields:
        values = [getattr(record, name) for record in ranked]
        if name in ("title", "abstract"):
            changes[name] = {k: v for value in reversed(values) for k, v in value.items()}
        elif name == "provenance":
            changes[name] = _origins(values)
        elif isinstance(values[0], tuple):
            changes[name] = (
                tuple(dict.fromkeys(v for value in values for v in value)) if name != "raw" else _raw(values)
            )
        elif values[0] is None:
            changes[name] = next((value for value in values if value is not None), None)
    return best.model_copy(update=changes) if others else best


def _filled(record: Record) -> int:
    return sum(bool(getattr(record, name)) for name in Record.model_fields if name not in MERGED_APART)


def _raw(values: list[Any]) -> tuple[Any, ...]:
    rows = [row for value in values for row in value]
    return tuple(sorted(rows, key=lambda row: (row.file, row.sheet, row.row, row.model_dump_json())))


def _origins(values: list[Any]) -> dict[str, tuple[Any, ...]]:
    together: dict[str, list[Any]] = {}
    for value in values:
        for name, origins in value.items():
            together.setdefault(name, []).extend(o for o in origins if o not in together.get(name, []))
    return {name: tuple(origins) for name, origins in sorted(together.items())}
