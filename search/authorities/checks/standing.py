"""Where each concept stands among those above it: how far from the top, and whether in a circle; in one walk."""

from collections.abc import Iterator, Mapping

from search.strict_yaml import Names

Above = Mapping[str, Names]  # concept -> what is directly above it


def everything_above(identifier: str, directly: Above) -> set[str]:
    """All that can be reached; itself, too, in a circle."""
    found: set[str] = set()
    waiting = list(directly.get(identifier, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += directly.get(one, ())
    return found


class Standing:
    """level: the longest way to the top, where a circle is one step. circular: all that are above themselves.

    By Tarjan's algorithm (1972): a circle is left after all that is above it, so that its level is known then.
    """

    def __init__(self, directly: Above) -> None:
        self.level: dict[str, int] = {}
        self.circular: set[str] = set()
        self._directly = directly
        self._met: dict[str, int] = {}  # in which order
        self._lowest: dict[str, int] = {}  # the first met that can be reached and is still open
        self._open: list[str] = []
        for identifier in directly:
            if identifier not in self._met:
                self._walk(identifier)

    def follows(self, concept: str) -> set[str]:
        """What is directly above the concept, and again above something else that is."""
        direct = self._directly[concept]
        floor = min((self.level[one] for one in direct), default=0)
        found: set[str] = set()
        waiting = [above for one in direct for above in self._directly.get(one, ())]
        while waiting:
            one = waiting.pop()
            if one not in found and self.level[one] >= floor:  # from further up no way leads back
                found.add(one)
                waiting += self._directly.get(one, ())
        return found.intersection(direct)

    def _meet(self, identifier: str) -> tuple[str, Iterator[str]]:
        self._met[identifier] = self._lowest[identifier] = len(self._met)
        self._open.append(identifier)
        return identifier, iter(self._directly.get(identifier, ()))

    def _walk(self, start: str) -> None:
        way = [self._meet(start)]
        while way:
            here, rest = way[-1]
            for other in rest:
                if other not in self._met:
                    way.append(self._meet(other))
                    break
                if other not in self.level:
                    self._lowest[here] = min(self._lowest[here], self._met[other])
            else:
                way.pop()
                if self._lowest[here] == self._met[here]:
                    self._leave(here)
                else:
                    below = way[-1][0]
                    self._lowest[below] = min(self._lowest[below], self._lowest[here])

    def _leave(self, first: str) -> None:
        """Everything that was met since then stands in one circle with it, or is it alone."""
        place = len(self._open) - 1
        while self._open[place] != first:
            place -= 1
        circle = self._open[place:]
        del self._open[place:]
        above = [other for one in circle for other in self._directly.get(one, ())]
        level = 1 + max((self.level[other] for other in above if other in self.level), default=-1)
        self.level |= dict.fromkeys(circle, level)
        if len(circle) > 1 or first in above:
            self.circular.update(circle)
