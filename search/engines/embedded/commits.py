"""tantivy's commits, by its meta.json: which one a folder holds, whether its files are whole, what else lies there."""

import json
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_OF_A_SEGMENT = re.compile(r"(?P<segment>[0-9a-f]{32})\.(?:(?P<stamp>\d+)\.del|\w+)")
SUFFIXES = ("store", "idx", "pos", "term", "fast", "fieldnorm")  # the parts of every segment
BLOCK = 1 << 20  # bytes read at a time
FOOTER = struct.Struct("<II")  # tantivy ends each file with a JSON object that has its CRC 32, its length, and a sign
SIGN = 1337
_UNFINISHED = ".tmp"  # how tantivy names what it has not renamed yet


def commit_of(folder: Path) -> int:
    """The number of the commit that readers see: a new one for every change. Raises ValueError for a damaged file."""
    return int(_meta(folder)["opstamp"])


def files_of(folder: Path) -> list[Path]:
    """Every file of the commit's segments. Raises ValueError for a damaged meta.json."""
    try:
        found: list[Path] = []
        for one in _meta(folder)["segments"]:
            stem = one["segment_id"].replace("-", "")
            deletes = [f"{one['deletes']['opstamp']}.del"] if one["deletes"] else []
            found += [folder / f"{stem}.{suffix}" for suffix in (*SUFFIXES, *deletes)]
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("meta.json names no segments") from error
    return found


def damaged(folder: Path) -> Iterator[Path]:
    """The files of tantivy that are not what it wrote."""
    try:
        needed = files_of(folder)
    except (OSError, ValueError):
        yield folder / "meta.json"
        return
    try:
        managed = json.loads((folder / ".managed.json").read_text(encoding="utf-8"))
        missing = {path.name for path in needed} - set(managed)
    except (OSError, ValueError, TypeError):
        missing = {".managed.json"}
    if missing:
        yield folder / ".managed.json"
    yield from (path for path in needed if not _as_written(path))


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


def _as_written(path: Path) -> bool:
    try:
        with open(path, "rb") as file:
            size = path.stat().st_size
            file.seek(size - FOOTER.size)
            length, sign = FOOTER.unpack(file.read())
            file.seek(size - FOOTER.size - length)
            footer = json.loads(file.read(length))
            file.seek(0)
            left, found = size - FOOTER.size - length, 0
            while left > 0:
                block = file.read(min(BLOCK, left))
                found, left = zlib.crc32(block, found), left - len(block)
            return bool(sign == SIGN and footer["crc"] == found)
    except (OSError, ValueError, TypeError, KeyError, struct.error):
        return False
