"""What moves between two states of the same records: which of them change, and how many have each value of a facet."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from search.authorities import Authorities
from search.index import Documents, Index, Snapshot
from search.queries import Query
from search.records import BY_NAME, FACETS, NO_VALUE, NONE, Record, tie

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
    """What moved from the records of one state to those of another; each state with its own vocabularies."""

    old: Authorities
    new: Authorities
    records: int = 0
    changed: int = 0
    added: int = 0
    gone: int = 0
    _before: Counter[Value] = field(default_factory=Counter)
    _after: Counter[Value] = field(default_factory=Counter)
    _gained: Counter[Value] = field(default_factory=Counter)
    _lost: Counter[Value] = field(default_factory=Counter)
    _examples: dict[Value, list[str]] = field(default_factory=dict)

    def compare(self, pairs: Iterable[Pair]) -> "Moved":
        """Take the two states of each record; None for where it is not."""
        had, has = (Documents(one.taxonomy, one.countries) for one in (self.old, self.new))
        for old, new in pairs:
            self.records += new is not None
            self.added += old is None
            self.gone += new is None
            self.changed += bool(old and new and old.undated() != new.undated())
            self._count(_values(had, old), _values(has, new), (new or old or _NOBODY).id)
        return self

    def _count(self, before: set[Value], after: set[Value], identifier: str) -> None:
        self._before.update(before)
        self._after.update(after)
        self._gained.update(after - before)
        self._lost.update(before - after)
        for value in before ^ after:
            examples = self._examples.setdefault(value, [])
            if len(examples) < EXAMPLES:
                examples.append(identifier)

    @property
    def moves(self) -> list[Move]:
        """Every value that records got or lost, worst first."""
        found = (self._move(value) for value in self._examples)
        return sorted(found, key=lambda move: (move.size, move.facet, move.value))

    def _move(self, value: Value) -> Move:
        facet, name = value
        before, after, gained, lost = (of[value] for of in (self._before, self._after, self._gained, self._lost))
        told = NONE if name == NO_VALUE else name
        return Move(facet, told, self._label(facet, name), before, after, gained, lost, self._examples[value])

    def _label(self, facet: str, value: str) -> str:
        if value == NO_VALUE:
            return NONE
        if BY_NAME[facet].kind == "country":
            return self.new.countries.name(value)
        if BY_NAME[facet].kind != "concept":
            return value
        known = self.new if self.new.taxonomy.concept(facet, value) else self.old
        return known.taxonomy.label(facet, value)

    def as_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        counts = {name: getattr(self, name) for name in ("records", "changed", "added", "gone")}
        return {**counts, "facets": [vars(move) for move in self.moves]}

    def lines(self) -> list[str]:
        """For people: how many records, and the values that moved most."""
        moves = self.moves
        new = f", {self.added:,} new" if self.added else ""
        gone = f", {self.gone:,} gone" if self.gone else ""
        said = [f"{self.changed:,} of {self.records:,} records changed{new}{gone}; {len(moves):,} facet counts moved."]
        more = [f"  ... and {len(moves) - SHOWN:,} more; see them all with --json."] if len(moves) > SHOWN else []
        return [*said, *(move.line() for move in moves[:SHOWN]), *more]


_NOBODY = Record(id="", title={}, source="")


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


def moved_since(before: Snapshot, index: Index) -> Moved:
    """What moved from an older state of an index to the one that is live."""
    after = index.snapshot()
    pairs = paired(before.scan(Query()), after.scan(Query()), lambda record: (tie(record.id), record.id))
    return Moved(before.authorities, after.authorities).compare(pairs)
