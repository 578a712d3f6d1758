"""Version: what an engine notes of each version of an index that it keeps."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec

from search.answers import Status
from search.authorities import PARTS, Authorities


def now() -> str:
    """UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def checksum(content: bytes) -> str:
    """A short one: against damage, not against somebody who means it."""
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def checksums(authorities: Authorities) -> dict[str, str]:
    """File of a part -> the checksum of its text."""
    return {part.file: checksum(authorities.texts[part.name].encode()) for part in PARTS}


@dataclass(frozen=True)
class Version:
    """schema, taxonomy: fingerprints. A version that is not finished says nothing but its name.

    commit: which of the engine's commits, or which writer's update, this describes. unfinished: an update has begun
    that has not ended, and some of it may be seen. previous: the version that `rollback` would show, where an engine
    notes it with the version. files: what was carried along -> its checksum.
    """

    name: str
    schema: str = ""
    taxonomy: str = ""
    taxonomy_version: str = ""
    built_at: str = ""
    updated_at: str = ""
    records: int = 0
    commit: str = ""
    unfinished: bool = False
    previous: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, noted: Mapping[str, Any]) -> "Version":
        """From what an engine has noted, by this or another version of the program: other keys are passed over.

        Raises ValueError where a value is of another kind.
        """
        return msgspec.convert({**noted, "name": name}, cls)

    def status(self) -> Status:
        """The same, as the contract names it."""
        state = "" if self.unfinished else self.commit or self.updated_at
        return Status(self.name, self.built_at, self.updated_at, self.taxonomy_version, self.records, state)
