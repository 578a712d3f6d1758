"""The tables of a workbook, read by a process of its own: `python -P workbook.py [sparse]`; marshalled, batch by batch.

The library lays a sheet out whole, from its first cell to its last, and ends the process where memory does not suffice
(one stray cell in XFD1048576 asks for 550 GB). So it runs where it ends nothing else, within limits; and where it has
ended, an XLSX is read once more with rows and columns left out that are empty, and their numbers put back.
Nothing of ours is imported: it starts in 20 ms.
"""

import datetime
import errno
import io
import itertools
import marshal
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from html import unescape
from typing import Any
from xml.etree import ElementTree

LIMITS = {  # of the process
    resource.RLIMIT_AS: 1_500_000_000,  # bytes; 100,000 rows of 20 columns need 300 million
    resource.RLIMIT_CPU: 600,  # seconds
    resource.RLIMIT_FSIZE: 4_000_000_000,  # bytes of tables
    resource.RLIMIT_CORE: 0,
}
LARGEST = 2_000_000_000  # bytes of a workbook, unpacked
TOO_LARGE = "it holds more than 2 GB when it is unpacked"
UNPLACED = "there are cells that do not say where they stand"
BATCH = 500  # rows
REFUSED, FULL = 2, 3  # exit codes: after a reason; where the disk is full
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
FILLED = re.compile(rb"""(<(?:\w+:)?c\s(?:[^>]*?\s)?r=["'])([A-Z]{1,3})([0-9]{1,7})(["'][^>]*(?<!/)>)""")
BEGUN = re.compile(rb"""(<(?:\w+:)?row\s(?:[^>]*?\s)?r=["'])([0-9]{1,7})(["'])""")
ERROR = re.compile(
    rb"""<(?:\w+:)?c(?=\s[^>]*?\bt=["']e["'])(?=\s[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["'])[^>]*>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""",
    re.DOTALL,
)
FORMULA = re.compile(
    rb"""<(?:\w+:)?c(?=\s[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["'])([^>]*)>\s*"""
    rb"""<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*(<(?:\w+:)?v>[^<]|)"""
)
FORMULAS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")  # looked for before, as this takes a tenth of the time
BEHIND = re.compile(r"""\s*HYPERLINK\(\s*"([^"]+)\"""")
LINK = re.compile(rb"<(?:\w+:)?hyperlink\s[^>]*>")
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")
NO_RESULT = "="  # in place of an error: a formula whose result the workbook does not hold
MOST = 10_000  # links, errors, merged cells of a sheet
SEARCHED = 400_000_000  # bytes of a sheet in which errors and links are looked for
NOWHERE = re.compile(rb"""<(?:\w+:)?c(?![^>]*\sr=["'])[\s>]""")

Line = tuple[int, list[Any]]  # the number of a row, from 1, and its cells
Lines = Iterator[Line]
Facts = dict[str, Any]  # hidden, merged; of an XLSX: faults, links, from_1904


def tables(data: bytes, sparse: bool) -> Iterator[tuple[str, Facts, Lines]]:
    """(sheet, what is known beside its cells, filled rows) of every sheet. Raises what the library does, ValueError."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST:
            raise ValueError(TOO_LARGE)
    whole = data
    number: Callable[[Iterable[list[Any]]], Lines] = _numbered
    if sparse:
        data, number = without_gaps(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for meta in book.sheets_metadata:
        facts: Facts = {"hidden": meta.visible != SheetVisibleEnum.Visible, **_beside(whole, meta.name)}
        sheet = book.get_sheet_by_name(meta.name)
        facts["merged"] = _merged(sheet)
        left = 0 if sparse or not sheet.start else sheet.start[1]
        yield meta.name, facts, _moved(number(sheet.iter_rows()), left)


def _merged(sheet: Any) -> list[tuple[int, int, int, int]]:
    """First row and column, last row and column, from 1 and 0."""
    with suppress(Exception):  # it is of no format that has them
        return [(a[0] + 1, a[1], b[0] + 1, b[1]) for a, b in (sheet.merged_cell_ranges or [])[:MOST]]
    return []


def _moved(lines: Lines, left: int) -> Lines:
    """With the empty columns before the first filled one, so that places are those of the sheet."""
    for number, cells in lines:
        yield number, [""] * left + cells


def _beside(data: bytes, sheet: str) -> Facts:
    """What only the parts of an XLSX tell: errors, formulas without a result, links behind cells, how days count."""
    with suppress(zipfile.BadZipFile, KeyError, ElementTree.ParseError), zipfile.ZipFile(io.BytesIO(data)) as parts:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        names = {one.get("name"): _related(one) for one in book.iterfind("{*}sheets/{*}sheet")}
        from_1904 = any(one.get("date1904") in ("1", "true") for one in book.iterfind("{*}workbookPr"))
        part = _targets(parts, "xl/_rels/workbook.xml.rels")[names[sheet]]
        part = part.lstrip("/") if part.startswith("/") else f"xl/{part}"
        found: Facts = {"from_1904": from_1904}
        if parts.getinfo(part).file_size <= SEARCHED:
            text = parts.read(part)
            links = _links(text)
            folder, _, name = part.rpartition("/")
            targets = _targets(parts, f"{folder}/_rels/{name}.rels") if links else {}
            behind = [(row, column, targets[link]) for row, column, link in links if link in targets]
            found |= _formulas(text)
            found["links"] = found.get("links", []) + behind
        return found
    return {}


def _related(one: ElementTree.Element) -> str:
    return next((value for key, value in one.attrib.items() if key.endswith("}id")), "")


def _targets(parts: zipfile.ZipFile, name: str) -> dict[str, str]:
    return {one.get("Id", ""): one.get("Target", "") for one in ElementTree.fromstring(parts.read(name))}


def _formulas(text: bytes) -> Facts:
    faults = [
        (int(cell[2]), _column(cell[1]), unescape(cell[3].decode("utf-8", "replace")))
        for cell in itertools.islice(ERROR.finditer(text) if b't="e"' in text or b"t='e'" in text else (), MOST)
    ]
    links: list[tuple[int, int, str]] = []
    for cell in FORMULA.finditer(text) if any(sign in text for sign in FORMULAS) else ():
        row, column = int(cell[2]), _column(cell[1])
        if not cell[5] and b't="str"' not in cell[3] and b't="e"' not in cell[3] and len(faults) < MOST:
            faults.append((row, column, NO_RESULT))
        behind = BEHIND.match(unescape((cell[4] or b"").decode("utf-8", "replace")))
        if behind and len(links) < MOST:
            links.append((row, column, behind[1]))
    return {"faults": sorted(faults), "links": links}


def _links(text: bytes) -> list[tuple[int, int, str]]:
    """Row, column and the name of the relation of every cell with a link."""
    found: list[tuple[int, int, str]] = []
    for one in LINK.finditer(text) if b"hyperlink" in text else ():
        told = dict(re.findall(r"""([\w:]+)=["']([^"']*)["']""", one[0].decode("utf-8", "replace")))
        place = PLACE.fullmatch(told.get("ref", ""))
        link = next((value for key, value in told.items() if key.endswith(":id")), "")
        if place and link and len(found) < MOST:
            first, last = int(place[2]), int(place[4] or place[2])
            column = _column(place[1].encode())
            found += [(row, column, link) for row in range(first, min(last, first + MOST) + 1)]
    return found


def _numbered(rows: Iterable[list[Any]]) -> Lines:
    for number, cells in enumerate(rows, start=1):
        if any(cell != "" for cell in cells):
            yield number, list(map(_plain, cells))


def _plain(value: Any) -> Any:
    """Workbooks know only floats: 2001.0 is 2001. A time of midnight is a date."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value)
    return value


def without_gaps(data: bytes) -> tuple[bytes, Callable[[Iterable[list[Any]]], Lines]]:
    """An XLSX whose filled rows and columns follow one another; and what gives them their own places again.

    The furthest cell is said on standard error. Raises ValueError where cells do not say where they stand.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        whole = {part: parts.read(part) for part in parts.namelist()}
    sheets = {name: text for name, text in whole.items() if SHEET.fullmatch(name)}
    if any(NOWHERE.search(text) for text in sheets.values()):
        raise ValueError(UNPLACED)
    filled = {(cell[2], cell[3]) for text in sheets.values() for cell in FILLED.finditer(text)}
    columns = sorted({column for column, _ in filled}, key=_column)
    rows = sorted({row for _, row in filled}, key=int)
    print("".join(part.decode() for part in (*columns[-1:], *rows[-1:])), file=sys.stderr, flush=True)
    near = {column: _letters(place) for place, column in enumerate(columns)}
    above = {row: b"%d" % place for place, row in enumerate(rows, start=1)}
    for name, text in sheets.items():
        text = FILLED.sub(lambda cell: cell[1] + near[cell[2]] + above[cell[3]] + cell[4], text)
        whole[name] = BEGUN.sub(lambda row: row[1] + above.get(row[2], row[2]) + row[3], text)
    places = [_column(column) for column in columns]
    return _packed(whole), lambda dense: _put_back(dense, [int(row) for row in rows], places)


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _put_back(dense: Iterable[list[Any]], rows: list[int], columns: list[int]) -> Lines:
    for place, cells in _numbered(dense):
        filled = [(column, cell) for column, cell in zip(columns, cells, strict=False) if cell != ""]
        line = [""] * (filled[-1][0] + 1)
        for column, cell in filled:
            line[column] = cell
        yield rows[place - 1], line


def _column(letters: bytes) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _letters(column: int) -> bytes:
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else b"") + bytes([65 + last])


def marshalled(lines: Lines) -> bytes:
    """The lines, to be unpacked by who wants them; nothing where there are none."""
    found = list(lines)
    return marshal.dumps(found) if found else b""


def main() -> None:
    """A workbook in; (sheet, facts, packed rows) out, in batches. REFUSED with the reason on standard error."""
    for kind, limit in LIMITS.items():
        with suppress(OSError, ValueError):  # which is there already
            resource.setrlimit(kind, (limit, limit))
    try:
        for sheet, facts, lines in tables(sys.stdin.buffer.read(), "sparse" in sys.argv):
            marshal.dump((sheet, facts, marshalled(itertools.islice(lines, BATCH))), sys.stdout.buffer)
            while batch := marshalled(itertools.islice(lines, BATCH)):
                marshal.dump((sheet, {}, batch), sys.stdout.buffer)
    except MemoryError:
        raise
    except Exception as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        sys.exit(FULL if getattr(error, "errno", 0) == errno.ENOSPC else REFUSED)


if __name__ == "__main__":
    main()
