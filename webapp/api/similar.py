"""/api/v1/similar/<id>: records like one, and those that belong to it."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, redirect
from msgspec import Struct, convert
from werkzeug.wrappers import Response as BaseResponse

from search.errors import RecordNotFound
from search.index import Snapshot, companions, deadline, similar
from search.queries import Query
from search.records import Record
from webapp.api.answers import IndexState, RecordSummary, as_json
from webapp.asking import nothing_else
from webapp.links import Links
from webapp.visit import visit

views = Blueprint("api_similar", __name__)


class NearRecord(Struct, gc=False):
    """A record that belongs to the one that is asked about."""

    id: str
    url: str
    record: RecordSummary


class SimilarRecord(NearRecord, gc=False):
    """A record like it. `likeness`: from 0 to 1; `tags`: facet -> values that both have; `words` of both texts."""

    likeness: float
    tags: dict[str, list[str]]
    words: tuple[str, ...]


class OnOneProgramme(Struct, gc=False):
    """The newest on a programme by name; `url`: the search for all of them, which are `total`."""

    value: str
    total: int
    url: str
    records: tuple[NearRecord, ...]


class SimilarAnswer(Struct, gc=False):
    """What stands near a record: `similar` ones, the likest first; `naming`: the newest that name it as related;
    `same_work`: of the same DOI, handle or ISBN; `programmes`: what else is on the programmes that it is on.
    """

    id: str
    index: IndexState
    similar: tuple[SimilarRecord, ...]
    naming: tuple[NearRecord, ...]
    same_work: tuple[NearRecord, ...]
    programmes: tuple[OnOneProgramme, ...]


@views.get("/api/v1/similar/<path:identifier>")
@deadline.limited()
def of_one(identifier: str) -> BaseResponse:
    """404 for an id that is not in the index; that of a record that was merged into another leads there."""
    nothing_else("lang")
    here = visit()
    try:
        record = here.snapshot.get(identifier)
    except RecordNotFound:
        if kept := here.snapshot.kept_as(identifier):
            return redirect(here.links.in_api(f"similar/{kept}"), 301)
        raise
    return as_json(_answer(record, here.snapshot, here.links))


def _answer(record: Record, snapshot: Snapshot, links: Links) -> SimilarAnswer:
    found = companions(snapshot, record)
    return SimilarAnswer(
        record.id,
        convert(snapshot.status, IndexState, from_attributes=True),
        similar=tuple(
            SimilarRecord(*_near(one.record, links), one.likeness, _by_facet(one.tags), one.words)
            for one in similar(snapshot, record)
        ),
        naming=tuple(_each(found.naming, links)),
        same_work=tuple(_each(found.same_work, links)),
        programmes=tuple(
            OnOneProgramme(one.value, one.total, _all_of(one.value, links), tuple(_each(one.records, links)))
            for one in found.on_programmes
        ),
    )


def _all_of(programme: str, links: Links) -> str:
    return links.absolute(links.search(Query().with_("named_programme", programme), "/api/v1/search"))


def _each(records: Iterable[Record], links: Links) -> Iterator[NearRecord]:
    return (NearRecord(*_near(one, links)) for one in records)


def _near(record: Record, links: Links) -> tuple[str, str, RecordSummary]:
    return record.id, links.absolute(links.record(record.id)), convert(record, RecordSummary, from_attributes=True)


def _by_facet(tags: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for facet, value in tags:
        found.setdefault(facet, []).append(value)
    return found
