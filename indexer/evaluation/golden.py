"""Golden queries, asked of a new version before it is shown."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

from indexer.readers import GoldenQueries, GoldenQuery
from search.errors import SourceError
from search.index import Snapshot
from search.queries import read_parameters
from search.sentences import Sentence

NOT_ASKED = "%(place)s: “%(search)s” cannot be asked (%(reason)s)."
TOO_FEW = "%(place)s: “%(search)s” finds %(found)s records, and at least %(wanted)s are expected."
TOO_MANY = "%(place)s: “%(search)s” finds %(found)s records, and at most %(wanted)s are expected."
NOT_FIRST = "%(place)s: “%(search)s” gives %(found)s first, and %(wanted)s is expected."
ABSENT = "%(place)s: “%(search)s” does not have %(absent)s on its first page."


def approve(golden: GoldenQueries, snapshot: Snapshot) -> None:
    """Raises SourceError when a finished version does not answer all of them as expected."""
    faults = [fault for place, query in golden.queries for fault in _faults(place, query, snapshot)]
    if faults:
        raise SourceError(
            "%(faults)s The index was not changed: look at what the files bring, or correct the expectation.",
            faults=" ".join(map(str, faults)),
        )


def _faults(place: str, query: GoldenQuery, snapshot: Snapshot) -> Iterator[Sentence]:
    """What is otherwise than expected."""
    reading = read_parameters(parse_qsl(query.search), snapshot.vocabulary)
    asked = {"place": place, "search": query.search}
    if wrong := [*reading.problems, *reading.beyond]:
        reason = " ".join(map(str, wrong))
        yield Sentence(NOT_ASKED, reason=reason, **asked)
        return
    results = snapshot.search(reading.query)
    found = [hit.record.id for hit in results.hits]
    number = f"{results.total:,}"
    if results.total < query.least:
        yield Sentence(TOO_FEW, found=number, wanted=query.least, **asked)
    if query.most is not None and results.total > query.most:
        yield Sentence(TOO_MANY, found=number, wanted=query.most, **asked)
    if query.first and found[:1] != [query.first]:
        yield Sentence(NOT_FIRST, found=found[0] if found else "nothing", wanted=query.first, **asked)
    if absent := [name for name in query.among if name not in found]:
        yield Sentence(ABSENT, absent=", ".join(absent), **asked)
