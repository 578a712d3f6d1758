"""Snapshot: one state of the live index; what is asked of it and how an answer is put together, for every engine."""

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import repeat

from search.answers import (
    Bucket,
    Cross,
    Hit,
    Marker,
    Results,
    Segments,
    Status,
    beginning,
    buckets_of,
    facet_of,
    first_by_count,
)
from search.authorities import Authorities, Vocabulary
from search.errors import IndexDamaged, QueryError, RecordNotFound
from search.index.deadline import go_on, limited
from search.index.plan import Answer, Condition, Counting, Crossing, Order, Plan, condition, cross_of, order, plan
from search.queries import (
    ENOUGH,
    Identifier,
    Ladder,
    Manner,
    Node,
    Query,
    Reached,
    Reader,
    ReadWords,
    check,
    check_beginning,
    reader_of,
)
from search.records import BY_NAME, FACETS, NO_VALUE, OPEN_LIMIT, Record, typed_identifier
from search.sentences import N_
from search.text import unknown_name

RUNGS = 4096  # questions of which the rung is kept
NO_RECORD = N_("There is no record “%(id)s” in this index: search for its title instead.")
LOG = logging.getLogger(__name__)
UNREADABLE = "A record of the index cannot be read: `spindex verify` says what is damaged, and what to do about it."


class Snapshot(ABC):
    """One state of the live index: every answer of a snapshot is about the same content.

    An engine gives the six abstract readings; what is asked and how it is put together is the same for all.
    """

    status: Status
    authorities: Authorities

    @abstractmethod
    def ask(self, plan: Plan) -> Answer:
        """Answer a plan."""

    @abstractmethod
    def totals(self, conditions: list[Condition]) -> list[int]:
        """How many records fulfil each condition."""

    @abstractmethod
    def stream(self, condition: Condition, order: Order) -> Iterator[bytes]:
        """The JSON of every record that fulfils a condition, in that order."""

    @abstractmethod
    def values(self, facet: str, condition: Condition) -> dict[str, int]:
        """Every value of an open vocabulary among the records that fulfil a condition, with how many have it."""

    @abstractmethod
    def crossed(self, condition: Condition, rows: str, columns: str) -> Crossing:
        """Two closed facets against each other among the records that fulfil a condition, in one request."""

    @abstractmethod
    def fetch(self, identifiers: list[str]) -> dict[str, bytes]:
        """id -> JSON of those records that exist."""

    @limited()
    def search(self, query: Query) -> Results:
        """Answer a question. Raises QueryError for one that cannot be asked (TooCostly: would take too long)."""
        started = time.perf_counter()
        check(query, self.vocabulary)
        words, reached, asked, answer = self._answered(query)
        marker = Marker(reached.tree, query.lang)
        lacking = answer.lacking or [()] * len(answer.records)
        hits = tuple(map(self._hit, answer.records, lacking, repeat(marker)))
        counted = zip(asked.counting, answer.counts, strict=True)
        counts = {facet: of[facet] for counting, of in counted for facet in counting.facets}
        facets = {facet.name: facet_of(facet.name, counts, query) for facet in FACETS}
        took = (time.perf_counter() - started) * 1000
        return Results(
            query, answer.total, hits, facets, reached.said(words), words.groups, reached.relaxed,
            answer.also[0] if answer.also else answer.total, round(took, 1), self.status,
        )  # fmt: skip

    def _answered(self, query: Query) -> tuple[ReadWords, Reached, Plan, Answer]:
        """The answer on the rung of the question. Most stay on the first: that is asked before others are counted."""
        words = self._words(query)
        settled = self._rungs.get(query.how)
        known = settled or Ladder(words).rungs()[0]
        asked = plan(query, words, known)
        answer = self.ask(asked)
        if settled is None and answer.total < ENOUGH and len(words.groups) > 1:
            reached = self._reached(query)
            if reached != known:
                asked = plan(query, words, reached)
                return words, reached, asked, self.ask(asked)
        return words, known, asked, answer

    def understood(self, query: Query) -> tuple[ReadWords, Reached]:
        """How the words of a question are read, and on which rung of its ladder it stands."""
        return self._words(query), self._reached(query)

    def _words(self, query: Query) -> ReadWords:
        """The words of a question as they are read; a dash before a word is one in a title that there is."""
        manner = Manner(query.any_word, query.names != "typed")
        words = self.reader.read(query.q, manner)
        if words.pasted and self._pasted(words.pasted):
            return self.reader.read(query.q, manner, minus=False)
        return words

    def _reached(self, query: Query) -> Reached:
        """The rung of a question."""
        reached = self._rungs.get(query.how)
        if reached is None:
            ladder = Ladder(self._words(query))
            if query.words == "all":
                reached = ladder.rungs()[0]
            else:
                reached = ladder.climb(lambda trees: self.totals([Condition(tree) for tree in trees]))
            if len(self._rungs) >= RUNGS:
                self._rungs.clear()
            self._rungs[query.how] = reached
        return reached

    @cached_property
    def _rungs(self) -> dict[tuple[object, ...], Reached]:
        return {}

    @cached_property
    def _pasted(self) -> Callable[[Node], bool]:
        return lru_cache(maxsize=RUNGS)(lambda title: self.totals([Condition(title)]) != [0])

    def _hit(self, record: Record, lacks: tuple[int, ...], marker: Marker) -> Hit:
        go_on()
        return Hit(record, _marked(record, marker), lacks)

    @limited()
    def count(self, queries: list[Query]) -> list[int]:
        """The totals of several questions, in their order. Raises QueryError."""
        for query in queries:
            check(query, self.vocabulary)
        return self.totals([condition(query, self._reached(query).tree) for query in queries])

    def scan(self, query: Query) -> Iterator[Record]:
        """Every record of the answer, in the order of its pages, without their limit. Raises QueryError."""
        check(query, self.vocabulary)
        tree = self._reached(query).tree
        wanted = order(query, tree, self._words(query).bonus)
        return map(record_of, self.stream(condition(query, tree), wanted))

    def identified(self, text: str) -> list[Record]:
        """The records that have that identifier (id, local id, DOI, ISBN, address), in the order of ties."""
        known = typed_identifier(text) or text.strip().lower()
        return list(map(record_of, self.stream(Condition(Identifier(known)), Order())))

    @limited()
    def facet_values(self, facet: str, text: str, query: Query) -> tuple[Bucket, ...]:
        """The values of a facet of which some word begins as the text does, counted as the facet counts.

        At most OPEN_LIMIT, by count and then value; of closed vocabularies by their names in every language, too.
        Raises QueryError.
        """
        check(query, self.vocabulary)
        check_beginning(text)
        if facet not in BY_NAME:
            raise QueryError(unknown_name("facet", facet, list(BY_NAME)))
        bare = query.without_own_choice(facet)
        under = condition(bare, self._reached(bare).tree)
        if BY_NAME[facet].closed:
            counts = self.ask(Plan(under, (Counting(under, (facet,)),))).counts[0][facet]
        else:
            counts = self.values(facet, under)
        names, begins = self.vocabulary.names, beginning(text)
        found = {value: n for value, n in counts.items() if value != NO_VALUE and begins(names(facet, value))}
        return buckets_of(first_by_count(found, OPEN_LIMIT), query.selection(facet))

    @limited()
    def cross(self, query: Query, rows: str, columns: str) -> Cross:
        """Two facets of closed vocabularies against each other, under the whole question. Raises QueryError."""
        check(query, self.vocabulary)
        closed = [facet.name for facet in FACETS if facet.closed]
        if wrong := [facet for facet in (rows, columns) if facet not in closed]:
            raise QueryError(*(unknown_name("facet", facet, closed) for facet in wrong))
        return cross_of(self.crossed(condition(query, self._reached(query).tree), rows, columns))

    def get(self, identifier: str) -> Record:
        """Raises RecordNotFound."""
        lines = self.fetch([identifier])
        if identifier not in lines:
            raise RecordNotFound(NO_RECORD, id=identifier)
        return record_of(lines[identifier])

    @property
    def vocabulary(self) -> Vocabulary:
        """The closed vocabularies of this version."""
        return self.authorities.vocabulary

    @property
    def reader(self) -> Reader:
        """Reads words with the taxonomy of this version."""
        return reader_of(self.authorities.taxonomy, self.authorities.names)


def _marked(record: Record, marker: Marker) -> dict[str, tuple[Segments, ...]]:
    """What was found in a record; one in which that cannot be marked costs no answer."""
    try:
        return marker.highlights(record)
    except Exception:
        LOG.exception("What was found in %s cannot be marked", record.id)
        return {}


def record_of(line: str | bytes) -> Record:
    """The record that an engine keeps as JSON. Raises IndexDamaged."""
    try:
        return Record.from_json(line)
    except ValueError as error:
        raise IndexDamaged(UNREADABLE, reason=error) from error
