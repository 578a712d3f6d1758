"""What waits in the quarantine: its files, whose rows they hold, how many, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from indexer.readers import opened
from indexer.rows import SourceRow
from indexer.run.quarantine import written_at
from search.errors import SearchError


@dataclass(frozen=True)
class Waiting:
    """rows: none where the file cannot be read any more."""

    path: str
    file: str
    rows: int | None
    since: str


def waiting(folder: Path) -> list[Waiting]:
    """The files of a quarantine, the oldest first; empty where there is none."""
    files = sorted(path for path in folder.glob("*") if path.suffix in (".csv", ".jsonl") and path.is_file())
    return [_one(path) for path in files]


def _one(path: Path) -> Waiting:
    since = _since(path)
    try:
        rows = _rows(path)
        first = next(rows, "")
        return Waiting(str(path), first, bool(first) + sum(1 for _ in rows), since)
    except (SearchError, OSError):
        return Waiting(str(path), "", None, since)


def _rows(path: Path) -> Iterator[str]:
    """Of each row, the name of the file that it is from."""
    _, content = opened(path)
    for row in content if isinstance(content, Iterator) else ():
        yield str(row.columns.get("_file") or row.file) if isinstance(row, SourceRow) else row.file


def _since(path: Path) -> str:
    written = written_at(path) or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return f"{written:%Y-%m-%dT%H:%M:%SZ}"
