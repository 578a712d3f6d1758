"""The answer by brute force, in plain Python, over the records themselves: what both engines must agree with."""

from collections import Counter
from dataclasses import dataclass

from search.analysis import SNOWBALL, stem
from search.facets import FACETS, NONE
from search.fold import WORD, fold_word
from search.identifiers import identifiers_of
from search.index import Authorities
from search.query import Query
from search.reading import Reader
from search.record import Record
from search.words import TEXT_FIELDS, All, Any_, Identifier, Most, Node, Not, Phrase, Prefix, Tagged, Word

Streams = list[tuple[str, list[str]]]  # (language or "und", tokens) of each text of a field


@dataclass
class Expected:
    """Total, ids, and facet -> value -> count (`none` for no value)."""

    ids: set[str]
    counts: dict[str, dict[str, int]]


class Oracle:
    """Answers questions about a list of records."""

    def __init__(self, records: list[Record], authorities: Authorities) -> None:
        self.records = records
        self.authorities = authorities
        self.reader = Reader(authorities.taxonomy)
        self.values = {r.id: {f.name: self._values(r, f.name, f.kind) for f in FACETS} for r in records}
        self.texts = {r.id: {field: self._streams(r, field) for field in TEXT_FIELDS} for r in records}

    def answer(self, query: Query) -> Expected:
        """What the whole index says to this question."""
        words = self.reader.read(query.q, query.any_word)
        tree = words.tree
        if words.fallback and not any(self._matches(record, tree) for record in self.records):
            tree = words.fallback
        found = [record for record in self.records if self._matches(record, tree)]
        ids = {record.id for record in found if self._fulfils(record, query)}
        counts = {}
        for facet in FACETS:
            own = query.without_own_choice(facet.name)
            counts[facet.name] = Counter(
                value for r in found if self._fulfils(r, own) for value in self.values[r.id][facet.name] or {NONE}
            )
        return Expected(ids, counts)

    def _values(self, record: Record, facet: str, kind: str) -> set[str]:
        values = set(record.values(facet))
        if kind != "concept":
            return values
        concepts = self.authorities.taxonomy.schemes[facet].concepts
        while more := {b for value in values for b in concepts[value].broader} - values:
            values |= more
        return values

    def _fulfils(self, record: Record, query: Query) -> bool:
        if query.has_years and (
            record.year is None
            or (query.year_from is not None and record.year < query.year_from)
            or (query.year_to is not None and record.year > query.year_to)
        ):
            return False
        for facet, chosen in query.selections.items():
            has = self.values[record.id][facet] or {NONE}
            if (chosen.any and not chosen.any & has) or not chosen.all <= has or chosen.not_ & has:
                return False
        return True

    def _streams(self, record: Record, field: str) -> Streams:
        if field in ("title", "abstract"):
            texts = list(getattr(record, field).items())
        elif field == "country":
            texts = [("", name) for iso3 in record.country for name in self.authorities.countries.names(iso3)]
        else:
            texts = [("", value) for value in record.values(field)]
        streams: Streams = [("und", [fold_word(word) for word in WORD.findall(text)]) for _, text in texts]
        streams += [
            (stream, [stem(word, stream) for word in WORD.findall(text)])
            for language, text in texts
            for stream in (SNOWBALL if language == "und" else [language])
            if stream in SNOWBALL
        ]
        return streams

    def _matches(self, record: Record, node: Node | None) -> bool:
        if node is None:
            return True
        if isinstance(node, All):
            return all(self._matches(record, part) for part in node.parts)
        if isinstance(node, Any_):
            return any(self._matches(record, part) for part in node.parts)
        if isinstance(node, Most):
            return sum(self._matches(record, part) for part in node.parts) >= node.least
        if isinstance(node, Not):
            return not self._matches(record, node.part)
        if isinstance(node, Identifier):
            return node.value in identifiers_of(record)
        if isinstance(node, Tagged):
            return node.value in self.values[record.id][node.facet]
        fields = [node.field] if node.field else TEXT_FIELDS
        streams = [stream for field in fields for stream in self.texts[record.id][field]]
        return any(_found(node, language, tokens) for language, tokens in streams)


def _found(leaf: Word | Phrase | Prefix, language: str, tokens: list[str]) -> bool:
    if isinstance(leaf, Prefix):
        return language == "und" and any(token.startswith(leaf.text) for token in tokens)
    if isinstance(leaf, Phrase) and leaf.language and language not in ("und", leaf.language):
        return False
    words = list(leaf.words) if isinstance(leaf, Phrase) else [leaf.text]
    wanted = [fold_word(word) if language == "und" else stem(word, language) for word in words]
    return any(tokens[n : n + len(wanted)] == wanted for n in range(len(tokens) - len(wanted) + 1))
