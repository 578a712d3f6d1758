"""What the commands cost: `python -m benchmarks.commands [--rows 100000] [--form csv] [--form xlsx]`.

Generated rows are checked, planned and built; the same file, and one with every hundredth title changed, are planned
and taken in again. A line for each: seconds, seconds of all processors, and the most memory that its processes held.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import COLUMNS, Corpus
from benchmarks.memory import sampled

FORMS = ("csv", "xlsx")
EVERY = 100  # which rows differ in the second file


@dataclass(frozen=True)
class Cost:
    """seconds: on the clock; processor: of all processes together, in seconds; held: megabytes at most."""

    seconds: float
    processor: float
    held: int


def cost(*arguments: str) -> Cost:
    """Of a command that ends well."""
    before, started = os.times(), time.monotonic()
    with subprocess.Popen([sys.executable, "-m", "indexer", *arguments], stdout=subprocess.DEVNULL) as process:
        held = max((megabytes for _, megabytes in sampled(process)), default=0)
    after, seconds = os.times(), time.monotonic() - started
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(seconds, spent, held)


def write(path: Path, rows: Iterator[list[str]]) -> None:
    """A table of these rows."""
    if path.suffix == ".csv":
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *rows])
        return
    from xlsxwriter import Workbook

    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("rows")
        for number, row in enumerate([[*COLUMNS], *rows]):
            sheet.write_row(number, 0, row)


def rows(count: int, changed: bool = False) -> Iterator[list[str]]:
    """Generated ones, in the order of their columns. changed: some have another title."""
    for number, row in enumerate(Corpus().rows(count)):
        if changed and number % EVERY == 0:
            row["title"] += " revised"
        yield [row.get(name, "") for name in COLUMNS]


def measure(count: int, form: str, folder: Path) -> None:
    """Print a line for each command."""
    first, other = folder / f"rows.{form}", folder / "changed" / f"rows.{form}"
    other.parent.mkdir(exist_ok=True)
    write(first, rows(count))
    write(other, rows(count, changed=True))
    print(f"\n{count:,} rows of {form.upper()}, {first.stat().st_size / 1e6:,.0f} MB", flush=True)
    data = f"{folder}/data-{form}-{count}"
    for name, *arguments in (
        ("check", "check", first),
        ("plan, no index", "plan", "--build", first),
        ("build", "build", first),
        ("plan, the same", "plan", first),
        ("update, the same", "update", first),
        ("plan, 1% changed", "plan", other),
        ("update, 1% changed", "update", other),
        ("reindex", "reindex", "--force"),
    ):
        found = cost(*map(str, arguments), "--data", data)
        print(f"{name:20} {found.seconds:8.1f} s {found.processor:8.1f} s {found.held:6,} MB", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, action="append")
    parser.add_argument("--form", choices=FORMS, action="append")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spindex-benchmark-") as folder:
        for form in given.form or FORMS:
            for count in given.rows or [10_000, 50_000, 100_000]:
                measure(count, form, Path(folder))


if __name__ == "__main__":
    main()
