"""A taxonomy that may be used: one in which `spindex taxonomy check` finds no error."""

from pathlib import Path

from search.authorities.checks import Finding, check
from search.errors import ConfigurationError

UNSOUND = (
    "%(file)s, line %(line)s: %(problem)s. Mend that (errors in all: %(count)s; `spindex taxonomy check` lists them); "
    "nothing was changed."
)


def errors_in(text: str, name: str) -> list[Finding]:
    """What must be mended, by line."""
    return [finding for finding in check(text, name) if finding.severity == "error"]


def be_sound(text: str, path: Path) -> None:
    """Raises ConfigurationError for a taxonomy that has errors."""
    if found := errors_in(text, path.name):
        first = found[0]
        raise ConfigurationError(
            UNSOUND, file=path.name, line=str(first.line), problem=first.message.rstrip("."), count=len(found)
        )
