"""A digest as Markdown (CommonMark): nothing that a record says is markup."""

import re
from collections.abc import Iterator

from indexer.digest.plain import one_line
from search.digest import Told, ToldEntry, ToldSection

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&])")


def markdown(told: Told) -> str:
    """A heading for each subject, a list item for each record."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Told) -> Iterator[str]:
    yield f"# {_plain(told.title)}"
    yield ""
    yield _plain(f"{told.period}{told.language.colon}{told.counts}")
    for note in told.notes:
        yield ""
        yield _plain(note)
    for section in told.sections:
        yield from _section(section)
    yield ""
    yield "---"
    yield ""
    yield _linked(told.index, told.url)


def _section(section: ToldSection) -> Iterator[str]:
    yield ""
    yield f"## {_plain(section.heading)}"
    yield ""
    yield _plain(section.counts)
    yield ""
    yield from map(_entry, section.entries)
    if section.more:
        yield f"- {_plain(section.more)}"
    yield ""
    yield _linked(section.behind, section.url) + ("" if section.url else f" `{section.asked.replace('`', '')}`")


def _entry(entry: ToldEntry) -> str:
    note = f" *{_plain(entry.note)}*" if entry.note else ""
    line = f" – {_plain(entry.line)}" if entry.line else ""
    return f"- {_linked(entry.title, entry.url)}{note}{line}" + ("" if entry.url else f" ({_plain(entry.id)})")


def _linked(text: str, url: str) -> str:
    return f"[{_plain(text)}](<{url}>)" if url else _plain(text)


def _plain(text: str) -> str:
    """With a backslash before each sign that could mean something."""
    return _SIGNS.sub(r"\\\1", one_line(text))
