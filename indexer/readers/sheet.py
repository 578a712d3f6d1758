"""One sheet of a workbook: its header rows, merged cells, errors, links and numbers that are dates, row by row."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any

from indexer.readers.body import PASSED_OVER, Body
from indexer.readers.headers import Line, Names, filled, joined, texts
from indexer.readers.merged import Merged
from indexer.readers.workbook import MOST
from indexer.rows import Problem, Row, SourceRow
from search.records import FIELDS
from search.sentences import Sentence

ERROR = "Cell %(cell)s holds the error %(error)s of the spreadsheet: it is read as empty."
NO_RESULT = "Cell %(cell)s holds a formula without a result: it is read as empty."
CORRECT = Sentence("Correct its formula.")
CALCULATE = Sentence("Open the workbook in a spreadsheet program and save it, so that it is calculated.")
MORE = "The sheet holds more than %(count)s errors, links or merged cells: the others were not looked at."
SPLIT = Sentence("Divide it into several sheets.")
HEADING = "“%(text)s” in merged cells is a heading within the table and is not indexed."
ABOVE = "The columns are named in row %(row)s; what stands above is not indexed."
ODD_TITLE = "Cell %(cell)s is the title, but holds the %(what)s %(value)s."
WRITE = Sentence("Write the title as text.")
DAYS = "Cell %(cell)s holds %(days)s, which is read as %(date)s: spreadsheets count days."
NUMBER = "Cell %(cell)s holds the date %(date)s, which is read as the year %(year)s: it was a number, shown as a date."
FORMAT = Sentence("Format the cell as what it is.")
YEARS = range(1800, 2151)  # numbers that are years, in cells of dates
SERIALS = range(25_000, 70_000)  # days since 1900 that are dates: 1968 to 2091
LINKED = ("http://", "https://", "ftp://")
IS_LINK = ("://", "www.", "10.", "doi:", "hdl:")


class Sheet:
    """facts: what workbook.py tells of a sheet."""

    def __init__(self, names: Names, sheet: str, facts: dict[str, Any]) -> None:
        self._names = names
        self._sheet = sheet
        self._merged = Merged(facts["merged"])
        self._more = any(len(facts.get(name, ())) >= MOST for name in ("faults", "links", "merged"))
        self._faults: list[tuple[int, int, str]] = facts.get("faults", [])[::-1]
        self._links: dict[int, dict[int, str]] = {}
        for row, column, target in facts.get("links", []):
            self._links.setdefault(row, {})[column] = target
        self._checked_header: list[str] = []
        self._places: list[tuple[str, int]] = []
        self._epoch = date(1904, 1, 1) if facts.get("from_1904") else date(1899, 12, 30)

    def rows(self, first: list[Line], place: int, others: Iterator[Line]) -> Iterator[Row]:
        """The rows under the header, which is among the first."""
        header, begin = self._header(first, place)
        body = Body(self._names, header, self._sheet)
        number = first[place][0]
        self._faults = [fault for fault in self._faults if fault[0] >= number]
        top = place - self._is_group(first, place)
        if top:
            yield body.told(ABOVE, first[top - 1][0], row=str(first[top][0]))
        for number, cells in chain(first[begin:], others):
            cells = self._merged.filled(number, cells)
            yield from self._faults_to(number)
            yield from self._taken(body, number, cells)
        yield from self._faults_to(1 << 30)
        yield from body.end()
        if self._more:
            said = Sentence(MORE, count=MOST)
            yield Problem(PASSED_OVER, said, self._names.file, suggestion=SPLIT, sheet=self._sheet)

    def _is_group(self, first: list[Line], place: int) -> bool:
        """Whether the row above belongs to the header: it has merged cells that name several columns."""
        if not place or first[place - 1][0] != first[place][0] - 1:
            return False
        width = len(first[place][1])
        wide = self._merged.wide(first[place - 1][0])
        return any(last - column + 1 < width for column, last in wide.items()) and filled(first[place - 1][1]) >= 2

    def _header(self, first: list[Line], place: int) -> tuple[list[str], int]:
        """The names of the columns, and the place of the first row under them."""
        number, cells = first[place]
        below = first[place + 1] if place + 1 < len(first) else (0, [])
        if self._merged.spans(number) and below[0] == number + 1 and self._names.known([*below[1]]) >= 1:
            return self._joined((number, cells), below), place + 2
        if self._is_group(first, place):
            return self._joined(first[place - 1], (number, cells)), place + 1
        return texts(cells), place + 1

    def _joined(self, above: Line, below: Line) -> list[str]:
        groups = texts(self._merged.spread(*above))
        names = texts(self._merged.filled(*below))
        _, known = self._names.source(names)
        return joined(groups, names, known)

    def _faults_to(self, number: int) -> Iterator[Problem]:
        while self._faults and self._faults[-1][0] <= number:
            row, column, error = self._faults.pop()
            template, advice = (NO_RESULT, CALCULATE) if error == "=" else (ERROR, CORRECT)
            yield self._problem("error cell", template, (row, column), advice, error=error)

    def _problem(self, kind: str, template: str, cell: tuple[int, int], advice: Sentence, **values: Any) -> Problem:
        row, column = cell
        said = Sentence(template, cell=f"{_letters(column)}{row}", **values)
        return Problem(kind, said, self._names.file, row, suggestion=advice, sheet=self._sheet)

    def _taken(self, body: Body, number: int, cells: list[Any]) -> Iterator[Row]:
        if self._merged.wide(number) and filled(cells) == 1 and body.columns > 1:
            text = next(str(cell) for cell in cells if str(cell).strip())
            yield body.told(HEADING, number, text=text[:80])
            return
        extra: dict[str, str] = {}
        if number in self._links:
            cells, extra = self._linked(body, cells, self._links[number])
        told: list[Problem] = []
        cells = self._checked(body, number, cells, told)
        for row in body.take(number, cells):
            if isinstance(row, SourceRow) and row.row == number:
                yield from told
                row = SourceRow({**row.columns, **extra}, row.file, number, row.sheet) if extra else row
            yield row

    def _linked(self, body: Body, cells: list[Any], links: dict[int, str]) -> tuple[list[Any], dict[str, str]]:
        """Addresses behind cells: in the column of links where its text is none, else in columns of their own."""
        urls = [body.header.index(name) for name in body.source.fields.get("url", ()) if name in body.header]
        extra: dict[str, str] = {}
        cells = list(cells)
        for column, target in sorted(links.items()):
            if column >= len(cells) or any(one in str(cells[column]).casefold() for one in IS_LINK):
                continue
            free = next((url for url in urls if url < len(cells) and not str(cells[url]).strip()), None)
            if column in urls or (free is not None and target.startswith(LINKED)):
                cells[column if column in urls or free is None else free] = target
            elif not urls and target.startswith(LINKED) and "url" not in extra:
                extra["url"] = target
            else:
                name = body.header[column] if column < len(body.header) else _letters(column)
                extra[f"link of {name}"] = target
        return cells, extra

    def _checked(self, body: Body, number: int, cells: list[Any], told: list[Problem]) -> list[Any]:
        """Numbers in columns of titles and dates: told, and read as what was meant."""
        if self._checked_header is not body.header:
            self._checked_header, self._places = body.header, _places(body)
        for name, place in self._places:
            if place < len(cells) and cells[place] != "":
                cells = self._checked_cell(name, (number, place), cells, told)
        return cells

    def _checked_cell(self, name: str, at: tuple[int, int], cells: list[Any], told: list[Problem]) -> list[Any]:
        value = cells[at[1]]
        if name == "title":
            if isinstance(value, bool | int | float):
                kind = "value" if isinstance(value, bool) else "number"
                told.append(self._problem("odd value", ODD_TITLE, at, WRITE, what=kind, value=str(value)))
            return cells
        if (days := _days(value)) is not None:
            meant = (self._epoch + timedelta(days=days)).isoformat()
            told.append(self._problem("repaired", DAYS, at, FORMAT, days=str(value), date=meant))
        elif (year := self._year(value)) is not None:
            meant = str(year)
            told.append(self._problem("repaired", NUMBER, at, FORMAT, date=str(value), year=meant))
        else:
            return cells
        return [*cells[: at[1]], meant, *cells[at[1] + 1 :]]

    def _year(self, value: Any) -> int | None:
        """The year that was typed into a cell of dates: 2015 became the 2015th day, 1905-07-08."""
        if not isinstance(value, str) or not value.startswith(("1904", "1905", "1909")):
            return None
        try:
            days = (date.fromisoformat(value) - self._epoch).days
        except ValueError:
            return None
        return days if days in YEARS else None


def _places(body: Body) -> list[tuple[str, int]]:
    """The columns of titles, years and dates."""
    fields = (name for name in body.source.fields if name in ("title", "year") or FIELDS[name].kind == "date")
    return [
        (name, body.header.index(column))
        for name in fields
        for column in body.source.fields[name]
        if column in body.header
    ]


def _days(value: Any) -> int | None:
    """The number of a day, as a number or a text."""
    number = int(value) if isinstance(value, str) and value.isdecimal() and len(value) == 5 else value
    whole = isinstance(number, int | float) and not isinstance(number, bool)
    return int(number) if whole and int(number) in SERIALS else None


def _letters(column: int) -> str:
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(65 + last)
