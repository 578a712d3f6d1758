"""Snapshot: one state of the live index; what is asked of it and how an answer is put together, for every engine."""

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import repeat

from search.answers import (
    Bucket,
    Cross,
    Hit,
    Marker,
    Place,
    Results,
    Segments,
    Status,
    Suggestions,
    beginning,
    buckets_of,
    facet_of,
    first_by_count,
)
from search.authorities import Authorities, Vocabulary
from search.errors import IndexDamaged, QueryError, RecordNotFound
from search.index.crossing import Crossed, Crossing, check_sides, cross_of
from search.index.deadline import aside, go_on, limited
from search.index.plan import (
    Answer,
    Condition,
    Counting,
    Order,
    Plan,
    condition,
    kinds_apart,
    order,
    plan,
)
from search.index.suggesting import Suggester, counting_names, titles
from search.index.understanding import Understanding, Understood
from search.queries import ENOUGH, Identifier, Query, check, check_beginning
from search.records import BY_NAME, FACETS, HOW, NO_VALUE, OPEN_LIMIT, Record, typed_identifier
from search.sentences import N_
from search.text import fold, unknown_name

NO_RECORD = N_("There is no record “%(id)s” in this index: search for its title instead.")
LOG = logging.getLogger(__name__)
UNREADABLE = "A record of the index cannot be read: `spindex verify` says what is damaged, and what to do about it."


class Snapshot(ABC):
    """One state of the live index: every answer of a snapshot is about the same content.

    An engine gives the seven abstract readings; what is asked and how it is put together is the same for all.
    """

    status: Status
    authorities: Authorities
    understanding: Understanding

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
    def first(self, conditions: list[Condition], order: Order, size: int) -> Iterator[list[Record]]:
        """Of each condition the first records in that order, by a field; without their total, which takes longer."""

    @abstractmethod
    def values(self, facet: str, condition: Condition) -> dict[str, int]:
        """Every value of an open vocabulary among the records that fulfil a condition, with how many have it."""

    @abstractmethod
    def crossed(self, asked: Sequence[Crossed]) -> list[Crossing]:
        """Two closed facets against each other among the records that fulfil a condition; several in one request."""

    @abstractmethod
    def fetch(self, identifiers: list[str]) -> dict[str, bytes]:
        """id -> JSON of those records that exist."""

    @limited()
    def search(self, query: Query, after: Place | None = None) -> Results:
        """Answer a question. Raises QueryError for one that cannot be asked (TooCostly: would take too long).

        after: where a walk stands, in steps of the question's size, in the order of `scan`: its page is no matter then.
        """
        started = time.perf_counter()
        check(query, self.vocabulary)
        understood, asked, answer = self._answered(query, after)
        words, reached = understood.words, understood.reached
        marker = Marker(reached.tree, query.lang)
        lacks = list(map(reached.lacking, answer.lacking)) or [()] * len(answer.records)
        hits = tuple(map(self._hit, answer.records, lacks, repeat(marker)))
        counts = answer.counted(asked)
        facets = {facet.name: facet_of(facet.name, counts, query) for facet in FACETS}
        took = (time.perf_counter() - started) * 1000
        return Results(
            query, answer.total, hits, facets, reached.said(words), words.groups, reached.relaxed,
            answer.also[0] if asked.strict else answer.total, round(took, 1), self.status,
            understood.did_you_mean, understood.corrected, answer.after(after) if after else None,
        )  # fmt: skip

    def _answered(self, query: Query, after: Place | None) -> tuple[Understood, Plan, Answer]:
        """The answer on the rung of the question.

        Most stay on the first: where a request takes longer than a count, it is asked before anything is counted.
        """
        settled = self.understanding.settled(query)
        first = settled or (
            self.understanding.first(query, self.status.records) if self.understanding.at_once > 1 else None
        )
        if first:
            asked = plan(query, first.words, first.reached, after)
            answer = self.ask(asked)
            if settled or answer.total >= ENOUGH:
                return self.understanding.settle(query, first), asked, answer
        understood = self.understood(query)
        if first and understood.reached == first.reached:
            return understood, asked, answer
        asked = plan(query, understood.words, understood.reached, after)
        return understood, asked, self.ask(asked)

    def understood(self, query: Query) -> Understood:
        """How the words of a question are read, and on which rung of its ladder it stands."""
        return self.understanding.of(query, lambda trees: self.totals([Condition(tree) for tree in trees]))

    def _hit(self, record: Record, lacks: tuple[int, ...], marker: Marker) -> Hit:
        go_on()
        return Hit(record, _marked(record, marker), lacks)

    @limited()
    def count(self, queries: list[Query]) -> list[int]:
        """The totals of several questions, in their order. Raises QueryError."""
        for query in queries:
            check(query, self.vocabulary)
        return self.totals([condition(query, self.understood(query).reached.tree) for query in queries])

    def scan(self, query: Query) -> Iterator[Record]:
        """Every record of the answer, in the order of its pages, without their limit. Raises QueryError."""
        check(query, self.vocabulary)
        understood = self.understood(query)
        tree = understood.reached.tree
        wanted = order(query, tree, understood.words.bonus)
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
        tree = self.understood(bare).reached.tree
        under = condition(bare, tree)
        if BY_NAME[facet].closed:
            kinds = kinds_apart(bare, tree) if facet == HOW.name else ()
            asked = Plan(under, (Counting(under, (facet,)),), kinds=kinds)
            counts = self.ask(asked).counted(asked)[facet]
        else:
            counts = self.values(facet, under)
        names, begins = self.vocabulary.names, beginning(text)
        found = {value: n for value, n in counts.items() if value != NO_VALUE and begins(names(facet, value))}
        return buckets_of(first_by_count(found, OPEN_LIMIT), query.selection(facet))

    @limited()
    def suggest(self, text: str, language: str = "en") -> Suggestions:
        """What the beginning of a question may become: things with names, counted among all records, and titles.

        At most a few of each kind, with names in that language of the interface. Raises QueryError for what is longer
        than any question.
        """
        check_beginning(text)
        if not fold(text):
            return {}
        found, titled = self.suggester().named(text, language), titles(text, language, self.first)
        return found | ({"title": titled} if titled else {})

    def suggester(self) -> Suggester:
        """Made by the first question to a content, for all."""
        if self.understanding.suggester is None:
            with aside():
                asked = counting_names()
                self.understanding.suggester = Suggester(self.authorities, self.ask(asked).counted(asked))
        return self.understanding.suggester

    def cross(self, query: Query, rows: str, columns: str) -> Cross:
        """Two facets of closed vocabularies against each other, under the whole question. Raises QueryError."""
        return self.crosses([(query, rows, columns)])[0]

    @limited()
    def crosses(self, asked: Sequence[tuple[Query, str, str]]) -> list[Cross]:
        """Several of these (question, rows, columns) at once. Raises QueryError."""
        for query, *sides in asked:
            check(query, self.vocabulary)
            check_sides(*sides)
        under = [(condition(q, self.understood(q).reached.tree), rows, columns) for q, rows, columns in asked]
        return list(map(cross_of, self.crossed(under)))

    def kept_as(self, identifier: str) -> str:
        """The id of the record that one of this id was merged into; empty where there is none."""
        found = self.stream(Condition(Identifier(identifier.lower())), Order())
        return next((one.id for one in map(record_of, found) if identifier in one.merged), "")

    def get(self, identifier: str) -> Record:
        """Raises RecordNotFound."""
        lines = self.fetch([identifier])
        if identifier not in lines:
            raise RecordNotFound(NO_RECORD, id=identifier)
        return record_of(lines[identifier])

    @property
    def vocabulary(self) -> Vocabulary:
        """The closed vocabularies of this version, and how its records spell the values of open ones."""
        return replace(self.authorities.vocabulary, spellings=lambda: self.understanding.lexicon.spellings)


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
