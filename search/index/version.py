"""Version: what an engine notes of each version of an index that it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from search.answers import Status


def now() -> str:
    """UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Version:
    """schema, taxonomy: fingerprints. A version that is not finished says nothing but its name.

    commit: which of the engine's commits this describes, where it is written apart from it. previous: the version that
    `rollback` would show, where an engine notes it with the version.
    """

    name: str
    schema: str = ""
    taxonomy: str = ""
    taxonomy_version: str = ""
    built_at: str = ""
    updated_at: str = ""
    records: int = 0
    commit: str = ""
    previous: str = ""

    @classmethod
    def of(cls, name: str, noted: Mapping[str, Any]) -> "Version":
        """From what an engine has noted, by this or another version of the program: other keys are passed over."""
        return cls(**{**{field.name: noted[field.name] for field in fields(cls) if field.name in noted}, "name": name})

    def status(self) -> Status:
        """The same, as the contract names it."""
        return Status(self.name, self.built_at, self.updated_at, self.taxonomy_version, self.records)
