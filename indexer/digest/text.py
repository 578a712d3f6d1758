"""A digest as plain text: the part of a mail for readers that show no HTML, and what a terminal prints."""

from collections.abc import Iterator

from indexer.digest.plain import one_line
from search.digest import Told, ToldEntry, ToldSection

INDENT = "  "


def text(told: Told) -> str:
    """Lines end with a line feed alone; a mail program makes of them what it needs."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Told) -> Iterator[str]:
    yield told.title
    yield "=" * len(told.title)
    yield ""
    yield f"{told.period}{told.language.colon}{told.counts}"
    yield from told.notes
    for section in told.sections:
        yield from _section(section, told)
    yield ""
    yield "-" * 3
    yield told.url or told.asked
    yield told.index


def _section(section: ToldSection, told: Told) -> Iterator[str]:
    heading = one_line(section.heading)
    yield ""
    yield ""
    yield heading
    yield "-" * len(heading)
    yield section.counts
    for entry in section.entries:
        yield ""
        yield from _entry(entry)
    if section.more:
        yield ""
        yield section.more
    yield ""
    yield f"{section.behind}{told.language.colon}".rstrip()
    yield f"{INDENT}{section.url or section.asked}"


def _entry(entry: ToldEntry) -> Iterator[str]:
    yield f"* {one_line(entry.title)}" + (f" [{entry.note}]" if entry.note else "")
    if entry.line:
        yield f"{INDENT}{one_line(entry.line)}"
    yield f"{INDENT}{entry.url or entry.id}"
