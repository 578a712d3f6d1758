"""One function for each other field of a record."""

import math
from collections.abc import Iterator

from indexer.normalise.calendars import other_calendar
from indexer.normalise.dates import ImpossibleDate, read_date, serial_date, too_late, year_in, year_or_month
from indexer.normalise.draft import Cell, Draft
from indexer.normalise.languages import language_code, stated_language, text_language
from indexer.normalise.markup import plain
from indexer.normalise.shortening import CUT, LONGEST_CELL
from indexer.normalise.text import as_text, one_line
from search.records import LARGEST_FIGURE, How
from search.sentences import Sentence
from search.text import UNKNOWN

LONGEST_TITLE = 2_000
OTHER_CALENDAR = "“%(value)s” is a year of another calendar: write that of the common one."
TO_COME = "“%(value)s” is a year that is still to come: write the one that is meant."
TWO_YEARS = "“%(value)s” may be a month or two years: only the year %(year)s is kept."
SERIAL = "“%(value)s” is the number by which a spreadsheet keeps a day, perhaps %(day)s."
MARKUP = "Markup or signs of footnotes were taken out of the %(field)s; the raw rows keep them."
OTHER_YEAR = "“%(value)s” is not the year of %(field)s, which is %(date)s and counts."


def text_field(draft: Draft, name: str) -> None:
    """Title and abstract, in the language that somebody names for them, or that they are written in.

    Too long a one is cut. One without a language takes the place of those that older rows give without one.
    """
    limit = LONGEST_TITLE if name == "title" else LONGEST_CELL
    replaced = name in draft.unnamed
    for column, stated, text in _texts(draft, name):
        if not text or (replaced and not stated):
            continue
        language = stated or text_language(draft, name, (column, text))
        if not language or language in draft.texts.get(name, {}):
            continue
        if len(text) > limit:
            cut = Sentence(CUT, field=name, limit=limit, length=len(text))
            draft.problem("too long", cut, name, text[:60])
        draft.texts.setdefault(name, {})[language] = text[:limit]


def _texts(draft: Draft, name: str) -> Iterator[tuple[str, str | None, str]]:
    """(column, stated language, text); a JSON object is a text in several languages, a list one of several parts."""
    for column in draft.source.fields.get(name, ()):
        value = draft.row.columns.get(column)
        if isinstance(value, dict):
            for key, text in value.items():
                code = language_code(key)
                yield column, code if code != UNKNOWN else None, _shaped(draft, name, as_text(text))
        else:
            several = value if isinstance(value, list) else [value]
            yield (
                column,
                stated_language(draft, name),
                _shaped(draft, name, "\n".join(filter(None, map(as_text, several)))),
            )
    for column, language in draft.source.translations.get(name, {}).items():
        yield column, language, _shaped(draft, name, as_text(draft.row.columns.get(column)))


def _shaped(draft: Draft, name: str, text: str) -> str:
    said = plain(text, title=name == "title") or text  # what is nothing but markup says at least that
    if said != text:
        draft.problem("markup", Sentence(MARKUP, field=name), name, text)
    return one_line(said) if name == "title" else said


def pages(draft: Draft, field: str) -> None:
    """As they stand in one column; where the first and the last have columns of their own, with a dash between."""
    cells = list(draft.cells(field))[:2]
    if cells:
        text = "-".join(dict.fromkeys(one_line(text) for _, text in cells))
        draft.put(field, text, "stated", cells[0] if len(cells) == 1 else (cells[0][0], ""))


def date_field(draft: Draft, field: str) -> None:
    """The first column that holds a date; a day that no calendar has is a problem, and so is what is no date."""
    for cell in draft.cells(field):
        impossible = False
        try:
            found = read_date(one_line(cell[1]), draft.source.date_order)
        except ImpossibleDate:
            message = Sentence("There is no day %(value)s.", value=cell[1])
            draft.problem("impossible date", message, field, cell[1], Sentence("Correct it in the source."))
            found, impossible = None, True
        how: How = "stated" if found else "derived from date"
        found = found or year_in(cell[1])
        if _asked(draft, field, cell, found) or (impossible and not found):
            continue
        if found:
            draft.put(field, found, how, cell)
            return
        _no_date(draft, field, cell)


def _no_date(draft: Draft, field: str, cell: Cell) -> None:
    message = Sentence("“%(value)s” cannot be read as a date.", value=cell[1])
    if day := serial_date(cell[1]):
        message = Sentence(SERIAL, value=cell[1], day=day)
    draft.problem("unknown", message, field, cell[1], Sentence("Write 2015, 2015-03 or 2015-03-04."))


def _asked(draft: Draft, field: str, cell: Cell, found: str | None) -> bool:
    """Whether somebody has to say which year is meant; what may be a month is told, and its year taken."""
    common = other_calendar(found[:4] if found else cell[1])
    if common:
        draft.problem("ambiguous", Sentence(OTHER_CALENDAR, value=cell[1]), field, cell[1], common)
    elif found and too_late(found, field):
        draft.problem("ambiguous", Sentence(TO_COME, value=cell[1]), field, cell[1])
        return True
    elif found and len(found) == 4 and year_or_month(cell[1]):  # 2011-12 is a month
        draft.problem("ambiguous", Sentence(TWO_YEARS, value=cell[1], year=found[:4]), field, cell[1])
    return common is not None


def year(draft: Draft) -> None:
    """Of `published`, else of `start`, else as it is stated: a record is never of another year than its dates."""
    stated = _stated_year(draft)
    for field in ("published", "start"):
        if date := draft.first(field):
            if stated and stated[0] == date[:4]:
                break
            draft.put("year", date[:4], "derived from date", (field, date))
            if stated:
                message = Sentence(OTHER_YEAR, value=stated[0], field=field, date=date)
                draft.problem("contradiction", message, "year", stated[1][1], Sentence("Correct one of the two."))
            return
    if stated:
        how: How = "stated" if stated[1][1].strip() == stated[0] else "derived from date"
        draft.put("year", stated[0], how, stated[1])


def _stated_year(draft: Draft) -> tuple[str, Cell] | None:
    """The first column that holds one."""
    for cell in draft.cells("year"):
        try:
            found = read_date(one_line(cell[1]), draft.source.date_order)
        except ImpossibleDate:
            found = None
        found = found or year_in(cell[1])
        if _asked(draft, "year", cell, found):
            continue
        if found:
            return found[:4], cell
        message = Sentence("“%(value)s” is no year.", value=cell[1])
        draft.problem("unknown", message, "year", cell[1], Sentence("Write four digits, such as 2015."))
    return None


def published(draft: Draft) -> None:
    """A stated year alone is the date of publication of what has no other date."""
    cell = draft.cell("year")
    if cell and draft.has("year") and not draft.has("published") and not draft.has("start"):
        draft.put("published", str(draft.first("year")), "derived from date", cell)


def figures(draft: Draft) -> None:
    """Numbers that describe the resource, by the source's rules; words in a number's column are a problem."""
    newer = tuple(draft.figures)
    for rule in draft.source.figures:
        text = as_text(draft.row.columns.get(rule.column))
        if not text or any(figure["measure"] == rule.measure for figure in newer):
            continue
        try:
            value = float(text.replace(",", ""))
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            draft.problem("unknown", Sentence("“%(value)s” is no number.", value=text), rule.column, text)
            continue
        if abs(value) > LARGEST_FIGURE:
            draft.problem("unknown", Sentence("“%(value)s” is too large a number.", value=text), rule.column, text)
            continue
        if value == 0 and rule.zero_is_unknown:
            continue
        when = as_text(draft.row.columns.get(rule.year)) if rule.year else ""
        figure = {"measure": rule.measure, "value": value, "unit": rule.unit}
        draft.figures.append(figure | ({"year": int(when[:4])} if when[:4].isdigit() else {}))


def defaults(draft: Draft) -> None:
    """What the source says of all its records: beside what the row says, or where it says nothing.

    A newer row that speaks of a field says all of it.
    """
    present = (draft.row, draft.source)
    for field, values in draft.source.adds.items():
        spoken = draft.age(field) > draft.stack.index(present)
        draft.row, draft.source = present
        for one in () if spoken else values:
            draft.put(field, one, "default")
    for field, value in draft.source.defaults.items():
        if not draft.has(field):
            for one in (value,) if isinstance(value, str) else value:
                draft.put(field, one, "default")
