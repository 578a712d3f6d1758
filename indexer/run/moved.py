"""What moves between two states of the same records: which of them change, and how many have each value of a facet."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from search.authorities import Authorities
from search.index import Documents
from search.records import FACETS, NO_VALUE, NONE, Record

EXAMPLES = 5  # ids of records that are named for a value
SHOWN = 20  # values on a terminal; the rest is counted

Pair = tuple[Record | None, Record | None]
Value = tuple[str, str]  # facet, value


@dataclass
class Move:
    """Of one value of a facet: how many records had it and have it, and some that got or lost it."""

    facet: str
    value: str
    label: str
    before: int
    after: int
    gained: int
    lost: int
    examples: list[str]

    @property
    def size(self) -> tuple[int, int]:
        """How bad it is: what is lost can be missed, what is gained can be seen."""
        return -(self.gained + self.lost), -self.lost

    def line(self) -> str:
        """For people."""
        named = f"{self.label} ({self.value})" if self.label != self.value else self.value
        how = f"+{self.gained:,} -{self.lost:,}"
        return f"  {self.facet}: {named}: {self.before:,} -> {self.after:,} ({how}; {', '.join(self.examples)})"


@dataclass
class Moved:
    """What moves from the records of one state to those of another; each state with its own vocabularies.

    named: whether some records are named for each value, too.
    """

    old: Authorities
    new: Authorities
    named: bool = True
    records: int = 0
    changed: int = 0
    added: int = 0
    gone: int = 0
    _before: Counter[Value] = field(default_factory=Counter)
    _gained: Counter[Value] = field(default_factory=Counter)
    _lost: Counter[Value] = field(default_factory=Counter)
    _examples: dict[Value, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._had = Documents(self.old.taxonomy, self.old.countries)
        same = self.old.taxonomy.fingerprint == self.new.taxonomy.fingerprint
        self._has = self._had if same else Documents(self.new.taxonomy, self.new.countries)

    def take(self, old: Record | None, new: Record | None) -> None:
        """The two states of a record; None for where it is not."""
        self.records += new is not None
        self.added += old is None
        self.gone += new is None
        self.changed += bool(old and new and old.undated() != new.undated())
        before, after = _values(self._had, old), _values(self._has, new)
        self._before.update(before)
        self._gained.update(after - before)
        self._lost.update(before - after)
        if self.named and (one := new or old):
            self._name(before ^ after, one.id)

    def _name(self, values: set[Value], identifier: str) -> None:
        for value in values:
            examples = self._examples.setdefault(value, [])
            if len(examples) < EXAMPLES:
                examples.append(identifier)

    def steps(self) -> Iterator[tuple[str, str, int]]:
        """Facet, value and difference wherever a count changes."""
        for value in self._gained | self._lost:
            if step := self._gained[value] - self._lost[value]:
                yield (*value, step)

    @property
    def moves(self) -> list[Move]:
        """Every value that records got or lost, worst first."""
        found = (self._move(value) for value in self._gained | self._lost)
        return sorted(found, key=lambda move: (move.size, move.facet, move.value))

    def _move(self, value: Value) -> Move:
        facet, name = value
        before, gained, lost = (of[value] for of in (self._before, self._gained, self._lost))
        told, examples = NONE if name == NO_VALUE else name, self._examples.get(value, [])
        return Move(facet, told, self._label(facet, name), before, before + gained - lost, gained, lost, examples)

    def called(self, facet: str, value: str) -> tuple[str, str]:
        """The facet and the value as people read them."""
        return self.new.vocabulary.facet_label(facet), self._label(facet, value)

    def _label(self, facet: str, value: str) -> str:
        if value == NO_VALUE:
            return NONE
        known = self.new if self.new.vocabulary.canonical(facet, value) == value else self.old
        return known.vocabulary.label(facet, value)

    def as_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        counts = {name: getattr(self, name) for name in ("records", "changed", "added", "gone")}
        return {**counts, "facets": [vars(move) for move in self.moves]}

    def lines(self) -> list[str]:
        """For people: the values that moved most."""
        moves = self.moves
        more = [f"  ... and {len(moves) - SHOWN:,} more; see them all with --json."] if len(moves) > SHOWN else []
        return [f"{len(moves):,} facet counts moved.", *(move.line() for move in moves[:SHOWN]), *more]

    def summary(self) -> str:
        """For people: how many records."""
        new = f", {self.added:,} new" if self.added else ""
        gone = f", {self.gone:,} gone" if self.gone else ""
        return f"{self.changed:,} of {self.records:,} records changed{new}{gone}."


def _values(documents: Documents, record: Record | None) -> set[Value]:
    if record is None:
        return set()
    return {(facet.name, value) for facet in FACETS for value in documents.facet_values(record, facet)}


def paired(old: Iterator[Record], new: Iterator[Record], key: Callable[[Record], Any]) -> Iterator[Pair]:
    """The two states of each record, where both come in the order of the key."""
    left, right = next(old, None), next(new, None)
    while left or right:
        first = right is None or (left is not None and key(left) <= key(right))
        second = left is None or (right is not None and key(right) <= key(left))
        yield (left if first else None), (right if second else None)
        left = next(old, None) if first else left
        right = next(new, None) if second else right
