"""The tree of a question's words: what both engines translate, and nothing of theirs."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.records import FIELDS

TEXT_FIELDS = tuple(name for name, field in FIELDS.items() if field.boost)


@dataclass(frozen=True)
class Word:
    """One word, in any language; with a `field`, only there."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other; `language` restricts where an alternative of the taxonomy is looked for.

    glued: they were typed without a blank between (*co-operation*), not in quotation marks.
    """

    words: tuple[str, ...]
    field: str | None = None
    language: str | None = None
    glued: bool = False


@dataclass(frozen=True)
class Prefix:
    """The beginning of a word; matched on unstemmed, folded text."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Begun:
    """The title as it is ordered by, folded, begins so."""

    text: str


@dataclass(frozen=True)
class Identifier:
    """A DOI, ISBN, address or local id, folded as `search.records` folds those of records."""

    value: str


@dataclass(frozen=True)
class Naming:
    """Names a work as related: by the id of its record, or an identifier of its own (`names_of_work`)."""

    value: str


@dataclass(frozen=True)
class Tagged:
    """Has one of these values in a facet, or something narrower: a name that was typed is also that."""

    facet: str
    values: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True)
class Years:
    """Dated in these years, both included; None: open. What lasts some years is dated in each of them."""

    first: int | None
    last: int | None


@dataclass(frozen=True)
class Entered:
    """Entered the index between these moments, both included: seconds since 1970, from 1. Nobody types it."""

    first: int
    last: int


@dataclass(frozen=True)
class All:
    """Every part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Any_:
    """At least one part; several count together."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Best:
    """What was typed, or something that means the same: the best of them counts, and what was added counts less.

    spelt: what was added are other spellings of what was typed.
    """

    typed: "Node"
    added: tuple["Node", ...]
    spelt: bool = False


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: all of `required` and at least `least` of `some`; `extra` may be there or not.

    Each of `some` and of `extra` that is there puts a record before all that have fewer of them.
    """

    required: tuple["Node", ...]
    some: tuple["Node", ...] = ()
    least: int = 0
    extra: tuple["Node", ...] = ()


@dataclass(frozen=True)
class Not:
    """Not this part."""

    part: "Node"


@dataclass(frozen=True)
class Kept:
    """A part in quotation marks or in a field, as it was typed: it is meant exactly."""

    part: "Node"


@dataclass(frozen=True)
class Pattern:
    """A word with `?` for one letter or `*` for some, as it was typed."""

    text: str
    field: str | None = None


Node = (
    Word
    | Phrase
    | Prefix
    | Begun
    | Identifier
    | Naming
    | Tagged
    | Years
    | Entered
    | All
    | Any_
    | Best
    | Rung
    | Not
    | Kept
    | Pattern
)
Leaf = Word | Phrase | Prefix


def below(node: Node) -> tuple[Node, ...]:
    """The parts that a record may have because it was found; none of what is refused."""
    match node:
        case All(parts) | Any_(parts):
            return parts
        case Best(typed, added):
            return typed, *added
        case Rung(required, some, _, extra):
            return *required, *some, *extra
        case Kept(part):
            return (part,)
    return ()


def leaves(node: Node | None) -> Iterator[Leaf]:
    """Every leaf that may be found in a text: those under a Not are left out."""
    if isinstance(node, Leaf):
        yield node
    elif node is not None:
        for part in below(node):
            yield from leaves(part)


def all_of(parts: list[Node]) -> Node:
    """The parts joined by "and", flattened."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, All) else (part,))]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def any_of(parts: list[Node]) -> Node:
    """The parts joined by "or", each once."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Any_(found)


def in_field(node: Leaf, field: str) -> bool:
    """Whether that leaf looks into that text field."""
    return node.field is None or node.field == field
