"""Finding, and the flaws that it is made of: what the checks of the taxonomy share."""

from dataclasses import dataclass

from search.authorities.concepts import Concept
from search.sentences import Sentence
from search.strict_yaml import Where

ABOUT = "%(what)s: %(problem)s"


@dataclass(frozen=True)
class Finding:
    """One thing to mend: `line` from 1; `severity` is `error` (must be mended) or `warning`."""

    line: int
    severity: str
    kind: str
    message: str


@dataclass(frozen=True)
class Flaw:
    """The same, by the keys from the top of the file down to it. `fatal`: no taxonomy can be made of it."""

    where: Where
    kind: str
    problem: Sentence
    severity: str = "error"
    fatal: bool = False


def flaw(
    concept: Concept,
    kind: str,
    problem: str,
    *where: str | int,
    warns: bool = False,
    fatal: bool = False,
    **values: object,
) -> Flaw:
    """Of a concept, or of what is at `where` in it."""
    said = Sentence(ABOUT, what=f"{concept.scheme}/{concept.id}", problem=Sentence(problem, **values))
    place = ("schemes", concept.scheme, "concepts", concept.id, *where)
    return Flaw(place, kind, said, "warning" if warns else "error", fatal)
