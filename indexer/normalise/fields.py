"""One function for each other field of a record."""

import math
import re
from collections.abc import Iterator

from indexer.normalise.dates import ImpossibleDate, doubtful, read_date, serial_date, year_in
from indexer.normalise.draft import Cell, Draft
from indexer.normalise.languages import language_code, stated_language, text_language
from indexer.normalise.shortening import CUT, LONGEST_CELL
from indexer.normalise.text import as_text, one_line
from search.records import FIELDS, LARGEST_FIGURE, How, web_address, why
from search.sentences import Sentence
from search.text import UNKNOWN

LONGEST_TITLE = 2_000
OTHER_CALENDAR = "“%(value)s” is a year of another calendar, or one that is still to come."
SERIAL = "“%(value)s” is the number by which a spreadsheet keeps a day, perhaps %(day)s."
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
                yield column, code if code != UNKNOWN else None, _shaped(name, as_text(text))
        else:
            several = value if isinstance(value, list) else [value]
            yield column, stated_language(draft, name), _shaped(name, "\n".join(filter(None, map(as_text, several))))
    for column, language in draft.source.translations.get(name, {}).items():
        yield column, language, _shaped(name, as_text(draft.row.columns.get(column)))


def _shaped(name: str, text: str) -> str:
    return one_line(text) if name == "title" else text


def names(draft: Draft, field: str) -> None:
    """Authors, organisations, keywords, related records: split at ; | and lines; some fields at commas, too."""
    for cell in draft.parts(field):
        commas = FIELDS[field].commas and field not in draft.source.separators
        parts = cell[1].split(",") if commas else [cell[1]]
        for part in filter(None, map(str.strip, parts)):
            draft.put(field, part, "stated", cell)


def single(draft: Draft, field: str) -> None:
    """Publisher, journal, rights: the first filled column."""
    if cell := draft.cell(field):
        draft.put(field, one_line(cell[1]), "stated", cell)


def pages(draft: Draft, field: str) -> None:
    """As they stand in one column; where the first and the last have columns of their own, with a dash between."""
    cells = list(draft.cells(field))[:2]
    if cells:
        text = "-".join(dict.fromkeys(one_line(text) for _, text in cells))
        draft.put(field, text, "stated", cells[0] if len(cells) == 1 else (cells[0][0], ""))


def date_field(draft: Draft, field: str) -> None:
    """The first column that holds a date; a day that no calendar has is a problem, and so is what is no date."""
    for cell in draft.cells(field):
        try:
            found = read_date(one_line(cell[1]), draft.source.date_order)
        except ImpossibleDate:
            message = Sentence("There is no day %(value)s.", value=cell[1])
            draft.problem("impossible date", message, field, cell[1], Sentence("Correct it in the source."))
            found, impossible = None, True
        else:
            impossible = False
        how: How = "stated" if found else "derived from date"
        found = found or year_in(cell[1])
        if found and not _asked(draft, field, cell, found):
            draft.put(field, found, how, cell)
            return
        if found or impossible:
            continue
        message = Sentence("“%(value)s” cannot be read as a date.", value=cell[1])
        advice = Sentence("Write 2015, 2015-03 or 2015-03-04.")
        if day := serial_date(cell[1]):
            message = Sentence(SERIAL, value=cell[1], day=day)
        draft.problem("unknown", message, field, cell[1], advice)


def _asked(draft: Draft, field: str, cell: Cell, found: str) -> bool:
    """Whether somebody has to say which year is meant."""
    doubt = doubtful(found, field)
    if doubt:
        message = Sentence(OTHER_CALENDAR, value=cell[1])
        draft.problem("ambiguous", message, field, cell[1], Sentence("Write the year of the common calendar."))
    return doubt


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
        if found and _asked(draft, "year", cell, found):
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


def url(draft: Draft) -> None:
    """The first address that starts with http or https; javascript: and the like are refused as values.

    Blanks within an address are encoded; several addresses may stand in a cell.
    """
    cells = [(c, one) for c, text in draft.cells("url") for one in re.split(r"[\s;|]+(?=https?://|www\.)", text)]
    for cell in cells:
        address = "%20".join(one_line(cell[1]).split())
        address = f"https://{address}" if address.startswith("www.") else address
        try:
            web_address(address)
        except ValueError as error:
            wrong = Sentence("“%(value)s” is no web address: %(reason)s.", value=cell[1][:100], reason=why(error))
            draft.problem("refused value", wrong, "url", cell[1])
            continue
        if not draft.has("url"):
            draft.put("url", address, "stated", cell)


def doi(draft: Draft) -> None:
    """From its own column, else out of the address; lower case, without a resolver's address in front."""
    for cell in [*draft.cells("doi"), *draft.cells("url")]:
        match = re.search(r"10\.\d{4,9}/\S+", cell[1])
        if match and (cell[0] in draft.source.fields.get("doi", ()) or "doi.org/" in cell[1]):
            draft.put("doi", match[0].rstrip(".,;").lower(), "stated", cell)
            return
    for cell in draft.cells("doi"):
        message = Sentence("“%(value)s” is no DOI.", value=cell[1])
        draft.problem("unknown", message, "doi", cell[1], Sentence("A DOI begins with 10."))


def isbn(draft: Draft) -> None:
    """Ten or thirteen digits whose check digit is right."""
    for cell in draft.parts("isbn", ";|,\n"):
        from idutils import is_isbn

        digits = re.sub(r"[^0-9Xx]", "", cell[1]).upper()
        if is_isbn(digits):
            draft.put("isbn", digits, "stated", cell)
        else:
            wrong = Sentence("“%(value)s” is no ISBN: its check digit is wrong.", value=cell[1])
            draft.problem("unknown", wrong, "isbn", cell[1])


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
