"""Version: what an engine notes of each version of an index that it keeps."""

from dataclasses import dataclass
from datetime import UTC, datetime

from search.answers import Status


def now() -> str:
    """UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Version:
    """schema, taxonomy: fingerprints. A version that is not finished says nothing but its name.

    previous: the version that `rollback` would show, where an engine notes it with the version.
    """

    name: str
    schema: str = ""
    taxonomy: str = ""
    taxonomy_version: str = ""
    built_at: str = ""
    updated_at: str = ""
    records: int = 0
    previous: str = ""

    def status(self) -> Status:
        """The same, as the contract names it."""
        return Status(self.name, self.built_at, self.updated_at, self.taxonomy_version, self.records)
