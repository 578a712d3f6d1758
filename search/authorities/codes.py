"""Codes of other vocabularies in cells (JEL:H55, DAC 16010, COFOG 10.2): which concepts each stands for, how surely.

They are the taxonomy's own mappings, read the other way round. What a code matches exactly it states; what it matches
closely, or is narrower than, follows from it; of a code that is only wider than concepts none of them follows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from search.authorities.taxonomy import Taxonomy
from search.records import How
from search.text import fold

FOLLOWS: dict[str, How] = {"exactMatch": "exact crosswalk", "closeMatch": "crosswalk", "narrowMatch": "crosswalk"}
CALLED = {  # other names of vocabularies, folded -> as the taxonomy has them
    "oecd dac": "DAC", "crs": "DAC", "dac crs": "DAC", "ilo c102": "C102", "convention 102": "C102",
    "c102 part": "C102", "iati cashvoucher": "IATI-CashVoucher", "jel code": "JEL", "jel classification": "JEL",
}  # fmt: skip
_BARE = {"DAC": regex.compile(r"[1-9]\d{4}"), "JEL": regex.compile(r"[A-Z]\d{2}", regex.IGNORECASE)}  # tell themselves
_NAMED = regex.compile(r"(?P<name>\p{L}[\p{L}\p{N} /-]*?)(?:\s*:\s*|\s+)(?P<code>[\p{L}\p{N}][\p{L}\p{N}.-]*)")
_BETWEEN = regex.compile(r"\s*[,/]\s*|\s+")


@dataclass(frozen=True)
class Coded:
    """A code as a cell has it, `JEL:H55` as the taxonomy has it, and (scheme, concept, how) of all that follow.

    within: (scheme, concept) of those that are narrower than the code, where none follows.
    """

    text: str
    code: str
    means: tuple[tuple[str, str, How], ...] = ()
    within: tuple[tuple[str, str], ...] = ()


@dataclass
class _Matches:
    """What has one code: by kind of match, and scheme."""

    kinds: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def follow(self) -> Iterator[tuple[str, str, How]]:
        """Of each scheme the concepts with the surest kind of match."""
        done: set[str] = set()
        for kind, how in FOLLOWS.items():
            for scheme, concepts in self.kinds.get(kind, {}).items():
                if scheme not in done:
                    yield from ((scheme, concept, how) for concept in concepts)
            done.update(self.kinds.get(kind, {}))

    def within(self) -> Iterator[tuple[str, str]]:
        """Those that are a part of what the code means."""
        for scheme, concepts in self.kinds.get("broadMatch", {}).items():
            yield from ((scheme, concept) for concept in concepts)


class Codes:
    """All codes that a taxonomy maps its concepts to; see `codes_of`."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._matches: dict[str, _Matches] = {}
        self._written: dict[tuple[str, str], str] = {}
        for scheme, concept, kind, code in _mappings(taxonomy):
            vocabulary, _, notation = code.partition(":")
            self._written[fold(vocabulary), fold(notation)] = code
            self._matches.setdefault(code, _Matches()).kinds.setdefault(kind, {}).setdefault(scheme, []).append(concept)

    def read(self, text: str) -> tuple[Coded, ...]:
        """Of a cell that is one code or a list of codes and nothing else; else nothing."""
        whole = self._one(text.strip())
        if whole:
            return (whole,)
        several = [self._one(piece) for piece in _BETWEEN.split(text.strip()) if piece]
        return tuple(one for one in several if one) if all(several) else ()

    def _one(self, text: str) -> Coded | None:
        code = self._bare(text) or self._named(text)
        if code is None:
            return None
        matches = self._matches[code]
        means = tuple(matches.follow())
        return Coded(text, code, means, () if means else tuple(matches.within()))

    def _bare(self, text: str) -> str | None:
        found = (self._written.get((fold(name), fold(text))) for name, shape in _BARE.items() if shape.fullmatch(text))
        return next((code for code in found if code), None)

    def _named(self, text: str) -> str | None:
        said = _NAMED.fullmatch(text)
        if said is None:
            return None
        name = fold(said["name"])
        return self._written.get((fold(CALLED.get(name, name)), fold(said["code"])))


@lru_cache(maxsize=4)
def codes_of(taxonomy: Taxonomy) -> Codes:
    """The codes of a taxonomy."""
    return Codes(taxonomy)


def _mappings(taxonomy: Taxonomy) -> Iterable[tuple[str, str, str, str]]:
    """(scheme, concept, kind of match, code) of all concepts in use."""
    for scheme in taxonomy.schemes.values():
        for concept in scheme.concepts.values():
            if not (concept.deprecated or concept.replaced_by):
                for kind, codes in concept.matches.items():
                    yield from ((scheme.id, concept.id, kind, code) for code in codes)
