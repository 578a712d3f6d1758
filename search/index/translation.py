"""Word trees -> an engine's queries: one walk through a tree for every engine; each says what a part becomes."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from search.index.document import entered_keys
from search.queries import (
    All,
    Any_,
    Begun,
    Best,
    Entered,
    Identifier,
    Kept,
    Leaf,
    Naming,
    Node,
    Not,
    Rung,
    Tagged,
    Years,
)  # fmt: skip

KEPT = 1024  # translations: a question asks the same words for its page and for each of its counts

Q = TypeVar("Q")


class TreeTranslator(ABC, Generic[Q]):
    """Adds nothing that is not in the tree."""

    def node(self, node: Node) -> Q:
        """The query for a word tree; it is kept and shared, and not to be changed."""
        return self._translated(node)

    @cached_property
    def _translated(self) -> Callable[[Node], Q]:
        return lru_cache(maxsize=KEPT)(self._translate)

    def _translate(self, node: Node) -> Q:
        match node:
            case All(parts):
                return self._all(parts)
            case Not():
                return self._all((node,))
            case Any_(parts):
                return self._any([self.node(part) for part in parts])
            case Best(typed, added, spelt):
                return self._best(self.node(typed), [self.node(part) for part in added], spelt)
            case Rung(required, some, least, extra):
                return self._rung(
                    list(map(self.node, required)), list(map(self.node, some)), list(map(self.node, extra)), least
                )
            case Kept(part):
                return self.node(part)
            case Begun(text):
                return self._begun(text)
            case Identifier(value):
                return self._identifier(value)
            case Naming(value):
                return self._naming(value)
            case Tagged(facet, values):
                return self._tagged(facet, values)
            case Years(first, last):
                return self._dated(first, last)
            case Entered(first, last):
                return self._between("sort.added", *entered_keys(first, last))
        return self._leaf(node)  # type: ignore[arg-type]

    def _all(self, parts: tuple[Node, ...]) -> Q:
        wanted = [self.node(part) for part in parts if not isinstance(part, Not)]
        return self._both(wanted, [self.node(part.part) for part in parts if isinstance(part, Not)])

    @abstractmethod
    def _both(self, wanted: list[Q], refused: list[Q]) -> Q:
        """All of the one and none of the other; where nothing is wanted, everything else."""

    @abstractmethod
    def _any(self, parts: list[Q]) -> Q:
        """At least one."""

    @abstractmethod
    def _best(self, typed: Q, added: list[Q], spelt: bool) -> Q:
        """At least one; the best of them counts, and what was added less than what was typed."""

    @abstractmethod
    def _rung(self, required: list[Q], some: list[Q], extra: list[Q], least: int) -> Q:
        """All of `required` and at least `least` of `some`; each of `some` and `extra` adds a tier to the score."""

    @abstractmethod
    def _begun(self, text: str) -> Q:
        """What has a title that begins so, as it is kept to order by."""

    @abstractmethod
    def _identifier(self, value: str) -> Q:
        """What has that identifier."""

    @abstractmethod
    def _naming(self, value: str) -> Q:
        """What names that as related."""

    @abstractmethod
    def _tagged(self, facet: str, values: tuple[str, ...]) -> Q:
        """What has one of these values."""

    @abstractmethod
    def _dated(self, first: int | None, last: int | None) -> Q:
        """What was in any of these years; None for an open end."""

    @abstractmethod
    def _between(self, field: str, least: int, most: int) -> Q:
        """What has a number of that field in these bounds, both included."""

    @abstractmethod
    def _leaf(self, leaf: Leaf) -> Q:
        """What holds these words."""
