"""Word trees -> an engine's queries: one walk through a tree for every engine; each says what a part becomes."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from search.queries import All, Any_, Identifier, Most, Node, Not, Phrase, Prefix, Tagged, Word

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
            case Most(parts, least):
                return self._least([self.node(part) for part in parts], least)
            case Identifier(value):
                return self._identifier(value)
            case Tagged(facet, value):
                return self._tagged(facet, value)
        return self._leaf(node)

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
    def _least(self, parts: list[Q], least: int) -> Q:
        """At least so many."""

    @abstractmethod
    def _identifier(self, value: str) -> Q:
        """What has that identifier."""

    @abstractmethod
    def _tagged(self, facet: str, value: str) -> Q:
        """What has that value."""

    @abstractmethod
    def _leaf(self, leaf: Word | Phrase | Prefix) -> Q:
        """What holds these words."""
