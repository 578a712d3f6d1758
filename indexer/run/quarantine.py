"""Refused rows, kept as JSON Lines with the reason, so that they can be mended and read again."""

import json
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from indexer.rows import Refusal
from search.files import appearing, sweep


class Quarantine:
    """Rows wait in a file without a name; `keep` makes the file of the run appear whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines = tempfile.TemporaryFile("w+", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
        self._end = 0  # of what is kept whatever comes

    def __enter__(self) -> "Quarantine":
        return self

    def add(self, refusal: Refusal) -> None:
        """Keep one refused row."""
        self._lines.write(json.dumps(refusal.as_row(), ensure_ascii=False, default=str) + "\n")

    def mark(self) -> None:
        """What was added until now stays."""
        self._end = self._lines.tell()

    def forget(self) -> None:
        """What was added since the mark was never there."""
        self._lines.seek(self._end)
        self._lines.truncate()

    def keep(self) -> list[str]:
        """The path of the file, or nothing when no row was refused."""
        if not self._lines.tell():
            return []
        self._folder.mkdir(0o700, parents=True, exist_ok=True)
        sweep(self._folder)
        self._lines.seek(0)
        path = self._folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{os.getpid()}.jsonl"
        with appearing(path) as file:
            shutil.copyfileobj(self._lines, file)
        return [str(path)]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()
