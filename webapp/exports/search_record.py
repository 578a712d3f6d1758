"""The record of a search, as a systematic review reports it (PRISMA-S, Rethlefsen and others 2021), and takes it back.

It holds what was asked, how it was read, when, of which index, and what was found: enough to repeat the search and to
say what has changed since.
"""

from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256

from msgspec import Struct, json

from search.index import Snapshot, rungs
from search.queries import Query
from search.records import TAGGED
from webapp.exports.bibliography import DATABASE
from webapp.languages import Labels
from webapp.links import Links


class OfIndex(Struct, frozen=True):
    """Which state of the index answered. Times are UTC, ISO 8601."""

    version: str
    built_at: str
    updated_at: str
    taxonomy_version: str
    records: int


class OnRung(Struct, frozen=True):
    """records: how many have all parts of the words but `lacking`, or fewer, and are on no rung before."""

    lacking: int
    records: int


class SearchRecord(Struct, frozen=True, kw_only=True):
    """One search. sentence: it in words; read_as: how its words were understood; searched_at: UTC, ISO 8601.

    whole: how many have all of it, where the others lack some. rungs: these by what they may lack; they add up to the
    total. ids_sha256: of the sorted ids, a line each. known: field -> kind -> how many values of the answer came about
    so.
    """

    database: str
    sentence: str
    read_as: str
    address: str
    parameters: list[tuple[str, str]]
    searched_at: str
    index: OfIndex
    total: int
    whole: int
    rungs: list[OnRung] = []
    ids_sha256: str
    known: dict[str, dict[str, int]]
    ids: list[str]


def hashed(ids: list[str]) -> str:
    """SHA-256 of ids in their order, each with a line end (UTF-8), in hexadecimal digits."""
    return sha256("".join(f"{one}\n" for one in ids).encode()).hexdigest()


def search_record(snapshot: Snapshot, query: Query, sentence: str, labels: Labels, links: Links) -> SearchRecord:
    """Of a search as it is answered now. Raises QueryError."""
    query = query.plain()
    results, status = snapshot.search(query), snapshot.status
    ids: list[str] = []
    known: dict[str, Counter[str]] = {field: Counter() for field in TAGGED}
    for record in snapshot.scan(query):
        ids.append(record.id)
        for field, kinds in known.items():
            kinds.update(record.kinds(field).values())
    ids.sort()
    return SearchRecord(
        database=DATABASE,
        sentence=sentence,
        read_as=results.read_as.said(labels.language, labels.value),
        address=links.absolute(links.search(query)),
        parameters=query.parameters(),
        searched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        index=OfIndex(status.version, status.built_at, status.updated_at, status.taxonomy_version, status.records),
        total=len(ids),
        whole=results.whole if results.relaxed else len(ids),
        rungs=[OnRung(lacking, count) for lacking, count in rungs(snapshot, query)],
        ids_sha256=hashed(ids),
        known={field: dict(sorted(kinds.items())) for field, kinds in known.items()},
        ids=ids,
    )


def written(record: SearchRecord) -> bytes:
    """As a file, to be read by people, too."""
    return json.format(json.encode(record), indent=2) + b"\n"


def read(data: bytes) -> SearchRecord:
    """What such a file holds. Raises msgspec.MsgspecError for anything else."""
    return json.decode(data, type=SearchRecord)
