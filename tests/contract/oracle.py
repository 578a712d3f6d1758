"""The answer by brute force, in plain Python, over the records themselves: what both engines must agree with.

A set of records is an integer with one bit for each, so that 30,000 records and every facet take milliseconds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from search.authorities import Authorities
from search.index import Documents, Gathering, Understanding
from search.queries import (
    All,
    Any_,
    Best,
    Group,
    Identifier,
    Kept,
    Lexicon,
    Node,
    Not,
    Phrase,
    Prefix,
    Query,
    Rung,
    Tagged,
    Word,
    Years,
)
from search.queries.nodes import TEXT_FIELDS
from search.records import FACETS, KINDS, NONE, TAGGED, Field, Record, identifiers_of
from search.text import SNOWBALL, WORD, fold_word, joined_words, normalise_script, stem

from .brute_force import all_kinds, bits, kinds_asked, kinds_of, members, of_kinds, span

Leaf = Word | Phrase | Prefix
Place = tuple[str, str]  # (field, language or "und")


@dataclass
class Expected:
    """Total, ids, and facet -> value -> count (`none` for no value)."""

    ids: set[str]
    counts: dict[str, dict[str, int]]


def _lexicon(records: list[Record], authorities: Authorities) -> Lexicon:
    gathering, documents = Gathering(), Documents(authorities.taxonomy, authorities.countries)
    for record in records:
        gathering.add(documents.of(record))
    return gathering.lexicon


class Oracle:
    """Answers questions about a list of records."""

    def __init__(self, records: list[Record], authorities: Authorities) -> None:
        self.records = records
        self.authorities = authorities
        self.understanding = Understanding(authorities, lambda: _lexicon(records, authorities))
        self.everything = (1 << len(records)) - 1
        self.facets = {f.name: self._sets((n, self._values(r, f)) for n, r in enumerate(records)) for f in FACETS}
        self.kinds = {f: self._sets((n, kinds_of(r, f, self._broader)) for n, r in enumerate(records)) for f in TAGGED}
        self.spans = self._sets((n, [span(r)]) for n, r in enumerate(records) if r.year is not None)
        self.identifiers = self._sets((n, identifiers_of(r)) for n, r in enumerate(records))
        self.texts = [list(self._streams(record)) for record in records]  # each: place and tokens of a text
        found: dict[Place, list[tuple[int, list[str]]]] = defaultdict(list)
        for number, texts in enumerate(self.texts):
            for place, tokens in texts:
                found[place].append((number, tokens))
        self.tokens = {place: self._sets(pairs) for place, pairs in found.items()}

    def answer(self, query: Query) -> Expected:
        """What the whole index says to this question."""
        found = self._understood(query)
        counts = {}
        for facet in FACETS:
            own = query.without_own_choice(facet.name)
            shown = found & self._chosen(own)
            having = self.having(facet.name, own)
            counted = ((value, (shown & having[value]).bit_count()) for value in having)
            counts[facet.name] = {value: count for value, count in counted if count}
        for kind in KINDS:  # which is chosen decides what other choices mean
            alone = query.without_own_choice("how").with_("how", kind)
            counts["how"][kind] = (found & self._chosen(alone)).bit_count()
        counts["how"] = {kind: count for kind, count in counts["how"].items() if count}
        ids = {self.records[number].id for number in members(found & self._chosen(query))}
        return Expected(ids, counts)

    def having(self, facet: str, query: Query) -> dict[str, int]:
        """Value -> the records that count for it."""
        if facet in TAGGED and kinds_asked(query):
            return {NONE: self.facets[facet].get(NONE, 0)} | of_kinds(self.kinds[facet], query)
        return self.facets[facet]

    def _sets(self, pairs: Iterable[tuple[int, Iterable[Any]]]) -> dict[Any, int]:
        having: dict[Any, set[int]] = defaultdict(set)
        for number, keys in pairs:
            for key in keys:
                having[key].add(number)
        return {key: bits(numbers, len(self.records)) for key, numbers in having.items()}

    def _values(self, record: Record, facet: Field) -> set[str]:
        if facet.name == "how":
            return set(all_kinds(record, self._broader)) or {NONE}
        return self._broader(facet.name, set(record.values(facet.name))) or {NONE}

    def _broader(self, facet: str, values: set[str]) -> set[str]:
        """These and everything above them."""
        if facet in self.authorities.taxonomy.schemes:
            concepts = self.authorities.taxonomy.schemes[facet].concepts
            while more := {b for value in values for b in concepts[value].broader} - values:
                values = values | more
        return values

    def _years(self, query: Query) -> int:
        """Whatever was in one of the years of the range; nothing where there is none."""
        if not query.has_years:
            return 0
        return self._dated(query.year_from, query.year_to)

    def _dated(self, since: int | None, until: int | None) -> int:
        first, last = since or 0, until or 9999
        return reduce(or_, (having for (start, end), having in self.spans.items() if start <= last and end >= first), 0)

    def _chosen(self, query: Query) -> int:
        left = self.everything
        for facet in self.facets:
            chosen, having = query.selection(facet), self.having(facet, query)
            ranged = query.has_years and facet == "year"
            if chosen.any or ranged:
                left &= reduce(or_, (having.get(value, 0) for value in chosen.any), self._years(query) if ranged else 0)
            left = reduce(and_, (having.get(value, 0) for value in chosen.all), left)
            left = reduce(and_, (~having.get(value, 0) for value in chosen.not_), left)
        return left

    def _streams(self, record: Record) -> Iterator[tuple[Place, list[str]]]:
        for field in TEXT_FIELDS:
            for language, text in self._written(record, field):
                words = WORD.findall(normalise_script(text))
                yield (field, "und"), [fold_word(word) for word in words]
                for stream in SNOWBALL if language == "und" else [language]:
                    if stream in SNOWBALL:
                        yield (field, stream), [stem(word, stream) for word in words]

    def _written(self, record: Record, field: str) -> Iterator[tuple[str, str]]:
        """The texts of a field, and after each what is written in it with a hyphen or an apostrophe, in one word."""
        for language, text in self._field(record, field):
            yield language, text
            if field != "country" and (joined := joined_words(normalise_script(text))):
                yield language, " ".join(joined)

    def _field(self, record: Record, field: str) -> list[tuple[str, str]]:
        if field in ("title", "abstract"):
            return list(getattr(record, field).items())
        if field == "country":
            return [("", name) for iso3 in record.country for name in self.authorities.countries.names(iso3)]
        return [("", value) for value in record.values(field)]

    def _matching(self, node: Node | None) -> int:
        if node is None:
            return self.everything
        if isinstance(node, All):
            return reduce(and_, map(self._matching, node.parts))
        if isinstance(node, Any_):
            return reduce(or_, map(self._matching, node.parts))
        if isinstance(node, Best):
            return reduce(or_, map(self._matching, (node.typed, *node.added)))
        if isinstance(node, Rung):
            some = self._least(list(map(self._matching, node.some)), node.least)
            return reduce(and_, map(self._matching, node.required), some)
        if isinstance(node, Kept):
            return self._matching(node.part)
        if isinstance(node, Years):
            return self._dated(node.first, node.last)
        if isinstance(node, Not):
            return self.everything & ~self._matching(node.part)
        if isinstance(node, Identifier):
            return self.identifiers.get(node.value, 0)
        if isinstance(node, Tagged):
            return reduce(or_, (self.facets[node.facet].get(value, 0) for value in node.values))
        assert isinstance(node, Word | Phrase | Prefix)
        return reduce(or_, (self._found(node, place) for place in self.tokens if node.field in (None, place[0])), 0)

    def _understood(self, query: Query) -> int:
        """The records on the rung of a question: the definition of the ladder, once more and without a tree."""
        words = self.understanding.of(query, lambda trees: [self._matching(tree).bit_count() for tree in trees]).words
        wanted = self.everything
        for part in words.refused:
            wanted &= ~self._matching(part.part)
        sets = [(group, self._matching(group.node)) for group in words.groups]
        if words.any_word:
            return wanted & reduce(or_, (having for _, having in sets))
        if query.words == "all" or len(sets) < 2:
            return reduce(and_, (having for _, having in sets), wanted)
        rungs = list(self._rungs(sets, wanted))
        if not rungs[-1] and any(having for _, having in sets):
            rungs = list(self._rungs([pair for pair in sets if pair[1]], wanted))
        return next((rung for rung in rungs if rung.bit_count() >= 10), rungs[-1])

    def _rungs(self, sets: list[tuple[Group, int]], wanted: int) -> Iterator[int]:
        """Each rung in turn: groups that are kept go last; of a long question any part will do."""
        kept = [having for group, having in sets if group.kept]
        loose = [having for group, having in sets if not group.kept]
        if len(sets) > 8:
            sure = [having for group, having in sets if group.sure]
            yield self._least([*kept, *loose], len(sets)) & wanted
            yield (self._least(sure, len(sure)) if sure else self._least([*kept, *loose], 1)) & wanted
            return
        for least in range(len(loose), -1 if kept else 0, -1):
            yield self._least(kept, len(kept)) & self._least(loose, least) & wanted
        for least in range(len(kept) - 1, 0, -1):
            yield self._least(kept, least) & wanted

    def _least(self, sets: list[int], least: int) -> int:
        """The records that are in at least so many of these sets."""
        having = [self.everything] + [0] * len(sets)  # having[n]: records in at least n of the sets so far
        for part in sets:
            for n in range(len(sets), 0, -1):
                having[n] |= having[n - 1] & part
        return having[least]

    def _found(self, leaf: Leaf, place: Place) -> int:
        sets, language = self.tokens[place], place[1]
        if isinstance(leaf, Prefix):
            matching = (having for token, having in sets.items() if token.startswith(leaf.text))
            return reduce(or_, matching, 0) if language == "und" else 0
        if isinstance(leaf, Phrase) and leaf.language and language not in ("und", leaf.language):
            return 0
        text = " ".join(leaf.words) if isinstance(leaf, Phrase) else leaf.text
        words = WORD.findall(normalise_script(text))
        wanted = [fold_word(word) if language == "und" else stem(word, language) for word in words]
        having = reduce(and_, (sets.get(token, 0) for token in wanted)) if wanted else 0
        if len(wanted) < 2:
            return having
        return bits((number for number in members(having) if self._follow(number, place, wanted)), len(self.records))

    def _follow(self, number: int, place: Place, wanted: list[str]) -> bool:
        texts = (tokens for where, tokens in self.texts[number] if where == place)
        length = len(wanted)
        return any(t[n : n + length] == wanted for t in texts for n in range(len(t) - length + 1))
