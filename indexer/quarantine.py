"""Refused rows, kept as JSON Lines with the reason, so that they can be mended and read again."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from indexer.rows import Unreadable


class Quarantine:
    """Written beside its final name; the file appears whole, when the block is left, and only if a row was refused."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: Any = None
        self.path: Path | None = None

    def __enter__(self) -> "Quarantine":
        return self

    def add(self, refused: Unreadable) -> None:
        """Keep one refused row."""
        if self._lines is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
            self.path = self._folder / f"{stamp}.jsonl"
            self._lines = open(self.path.with_suffix(".new"), "w", encoding="utf-8")  # noqa: SIM115  closed on exit
        place = {
            "_reason": refused.reason,
            "_suggestion": refused.suggestion,
            "_file": refused.file,
            "_row": refused.row,
        }
        row = {str(key): value for key, value in refused.columns.items()}
        self._lines.write(json.dumps({**row, **place}, ensure_ascii=False, default=str) + "\n")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lines is not None and self.path is not None:
            self._lines.flush()
            os.fsync(self._lines.fileno())
            self._lines.close()
            os.replace(self.path.with_suffix(".new"), self.path)
