"""What a table of indicators holds, and what in it nobody can be shown: each finding with its line."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from search.authorities import Authorities, Indicators
from search.errors import SourceError

FIRST_YEAR = 1945  # before it there are no such statistics
UNREADABLE, WRONG, NOTED = "error", "warning", "note"  # the whole table cannot be read; wrong; as it should be


@dataclass(frozen=True)
class Finding:
    """What is wrong, the line where that is first so, and on how many lines it is."""

    line: int
    severity: str
    kind: str
    message: str
    lines: int = 1


@dataclass(frozen=True)
class Covered:
    """An indicator of the taxonomy or the table: how many countries and values it has, and from when to when."""

    id: str
    countries: int = 0
    values: int = 0
    first: int = 0
    newest: int = 0


@dataclass
class Checked:
    """Everything found by line, and what each indicator covers."""

    findings: list[Finding]
    coverage: list[Covered]

    @property
    def wrong(self) -> list[Finding]:
        """Those that somebody should mend."""
        return [one for one in self.findings if one.severity != NOTED]

    @property
    def readable(self) -> bool:
        """Whether a build takes the table."""
        return not any(one.severity == UNREADABLE for one in self.findings)


@dataclass
class _Findings:
    """Gathers them: what is the same on many lines is told once."""

    known: dict[tuple[str, str], Finding] = field(default_factory=dict)

    def add(self, line: int, kind: str, message: str, severity: str = WRONG) -> None:
        first = self.known.get((kind, message))
        if first is None:
            self.known[kind, message] = Finding(line, severity, kind, message)
        else:
            self.known[kind, message] = Finding(first.line, severity, kind, message, first.lines + 1)


def checked(name: str, data: bytes, authorities: Authorities, this_year: int) -> Checked:
    """A table in bytes; never raises for what it holds."""
    found = _Findings()
    try:
        table = Indicators.read(name, data)
    except SourceError as error:
        return Checked([Finding(_line(error), UNREADABLE, "unreadable", str(error))], [])
    seen: dict[tuple[str, str, int], int] = {}
    for line, iso3, code, year in _rows(table.text):
        _check(line, (iso3, code, year), authorities, this_year, found)
        if (first := seen.setdefault((iso3, code, year), line)) != line:
            found.add(line, "duplicate", f"{iso3} {code} {year} stands on line {first}, too: the last one counts")
    return Checked(sorted(found.known.values(), key=lambda one: one.line), coverage(table, authorities))


def coverage(table: Indicators, authorities: Authorities) -> list[Covered]:
    """Of each indicator, those of the taxonomy first, with values of countries or without."""
    scheme = authorities.taxonomy.schemes.get("indicator")
    of: dict[str, list[tuple[int, int, int]]] = {code: [] for code in (scheme.concepts if scheme else ())}
    for iso3 in authorities.countries.codes:
        for code, series in table.of(iso3).items():
            of.setdefault(code, []).append((len(series), series[0][0], series[-1][0]))
    return [
        Covered(code, len(all_), sum(n for n, _, _ in all_), min(y for _, y, _ in all_), max(y for _, _, y in all_))
        if all_ else Covered(code)
        for code, all_ in of.items()
    ]  # fmt: skip


def _rows(text: str) -> Iterator[tuple[int, str, str, int]]:
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows, None)
    for iso3, code, year, _ in rows:
        yield rows.line_num, iso3, code, int(year)


def _check(line: int, cells: tuple[str, str, int], authorities: Authorities, this_year: int, found: _Findings) -> None:
    iso3, code, year = cells
    if iso3 in authorities.countries.together:
        found.add(line, "together", f"“{iso3}” is no country but several together: no page shows its figures", NOTED)
    elif iso3 not in authorities.countries.codes:
        found.add(line, "country", f"“{iso3}” is no ISO 3166 code of a country: its figures are shown nowhere")
    if authorities.taxonomy.concept("indicator", code) is None:
        found.add(line, "indicator", f"“{code}” is no indicator of the taxonomy: describe it there, with its unit")
    if not FIRST_YEAR <= year <= this_year:
        found.add(line, "year", f"{year} is no year of such figures: write one from {FIRST_YEAR} to {this_year}")


def _line(error: SourceError) -> int:
    line = str(error.sentence.values.get("line", "1"))
    return int(line) if line.isdecimal() else 1
