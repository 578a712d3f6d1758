"""Records as rows of a table: the fields in their order; beside codes their names, beside tags how they came about."""

from collections.abc import Iterable, Iterator

from search.records import FIELDS, TAGGED, Field, Figure, Record, shown
from webapp.exports.export import Context, careful

SEPARATOR = "; "
NAMED = ("concept", "country")  # kinds whose values are codes


def columns() -> list[str]:
    """The header."""
    return ["id", *(column for field in _written() for column in _columns(field)), "figures", "page"]


@careful
def row(record: Record, context: Context) -> list[str]:
    """The cells of one record, as they are."""
    cells = [record.id]
    for field in _written():
        if field.kind == "text":
            language, text = shown(getattr(record, field.name), context.labels.language.code)
            cells += [text, language] if field.name == "title" else [text]
            continue
        values = record.values(field.name)
        cells.append(SEPARATOR.join(values))
        if field.kind in NAMED:
            cells.append(SEPARATOR.join(context.labels.value(field.name, value) for value in values))
        if field.name in TAGGED:
            kinds = record.kinds(field.name)
            cells.append(SEPARATOR.join(kinds[value] for value in values))
    figures = SEPARATOR.join(map(_figure, record.figures))
    return [*cells, figures, context.links.outside(record.id)]


def rows(records: Iterable[Record], context: Context) -> Iterator[list[str]]:
    """The header, then a row for each record."""
    yield columns()
    for record in records:
        yield row(record, context)


def _written() -> list[Field]:
    return [field for field in FIELDS.values() if field.kind not in ("identifier", "part")]


def _columns(field: Field) -> list[str]:
    if field.name == "title":
        return ["title", "title_language"]
    named = [f"{field.name}_label"] if field.kind in NAMED else []
    return [field.name, *named, *([f"{field.name}_how"] if field.name in TAGGED else [])]


def _figure(figure: Figure) -> str:
    return f"{figure.measure}={digits(figure.value)} {figure.unit}" + (f" ({figure.year})" if figure.year else "")


def digits(value: float) -> str:
    """All digits of a number, never a power of ten: 3960410, 0.15."""
    return f"{value:.0f}" if value == int(value) else f"{value:.15f}".rstrip("0") if abs(value) < 1e-4 else repr(value)
