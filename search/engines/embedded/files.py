"""Objects that are noted in files, and what tells that one is no longer what was written."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from search.files import write_atomically
from search.index import checksum

SEAL = "seal"


def write_noted(path: Path, noted: Mapping[str, Any]) -> None:
    """Write an object as JSON, with a seal: the checksum of the rest."""
    write_atomically(path, json.dumps({**noted, SEAL: _seal(noted)}))


def is_sealed(path: Path) -> bool:
    """Whether an object is what was written; one without a seal comes from another version of the program."""
    noted = read_noted(path)
    return noted.pop(SEAL, None) in (None, _seal(noted))


def _seal(noted: Mapping[str, Any]) -> str:
    return checksum(json.dumps(noted, sort_keys=True).encode())


def read_noted(path: Path) -> dict[str, Any]:
    """The JSON object of a file. Raises OSError, and ValueError when it holds none."""
    noted = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(noted, dict):
        raise ValueError("it is no JSON object")
    return noted
