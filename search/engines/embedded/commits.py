"""tantivy's commits, by its meta.json: which one a folder holds, and what a killed writer left beside it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_OF_A_SEGMENT = re.compile(r"(?P<segment>[0-9a-f]{32})\.(?:(?P<stamp>\d+)\.del|\w+)")
_UNFINISHED = ".tmp"  # how tantivy names what it has not renamed yet


def commit_of(folder: Path) -> int:
    """The number of the commit that readers see: a new one for every change. Raises ValueError for a damaged file."""
    return int(_meta(folder)["opstamp"])


def sweep(folder: Path) -> None:
    """Remove what no commit names, so that the same operations can be written again under the same names.

    tantivy refuses to write a list of deletions that is there, and numbers the operations of a repeated run alike. Only
    for the one writer, before it writes; a reader keeps the files that it has open.
    """
    for path in _left(folder):
        path.unlink(missing_ok=True)


def _left(folder: Path) -> Iterator[Path]:
    deletions = {one["segment_id"].replace("-", ""): one["deletes"] or {} for one in _meta(folder)["segments"]}
    for path in folder.iterdir():
        found = _OF_A_SEGMENT.fullmatch(path.name)
        if (
            path.name.startswith(_UNFINISHED)
            or (found and found["segment"] not in deletions)
            or (found and found["stamp"] and int(found["stamp"]) != deletions[found["segment"]].get("opstamp"))
        ):
            yield path


def _meta(folder: Path) -> dict[str, Any]:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    if not isinstance(meta, dict) or not {"opstamp", "segments"} <= set(meta):
        raise ValueError("meta.json names no commit")
    return meta
