"""/api/v1/profile: what is special about the records of a search, and who writes on it."""

from flask import Blueprint, Response
from msgspec import Struct, convert

from search.index import deadline
from webapp.api.answers import Asked, IndexState, Notes, as_json
from webapp.api.parameters import canonical
from webapp.asking import strict_question
from webapp.presenters import profile
from webapp.visit import visit

views = Blueprint("api_profile", __name__)


class SpecialValue(Struct, gc=False):
    """A value in `count` records of the search, `times` as often as in the whole index; `url`: the search with it."""

    value: str
    label: str
    url: str
    count: int
    times: float


class SpecialValues(Struct, gc=False):
    """The values of a facet that are more frequent here than chance would have it, the least likely first."""

    facet: str
    label: str
    values: tuple[SpecialValue, ...]


class WriterOnThis(Struct, gc=False):
    """Who has written `count` records of the search, of the `whole` that the index has of them."""

    value: str
    url: str
    count: int
    whole: int
    whole_url: str


class WritersOnThis(Struct, gc=False):
    """Authors, or organisations, by the number of their records here."""

    facet: str
    label: str
    values: tuple[WriterOnThis, ...]


class ProfileAnswer(Struct, gc=False):
    """What is special about a search. `words`: of the titles and abstracts of its first `probed` records."""

    query: Asked
    total: int
    index: IndexState
    notes: Notes
    special: tuple[SpecialValues, ...]
    words: tuple[str, ...]
    probed: int
    writers: tuple[WritersOnThis, ...]


@views.get("/api/v1/profile")
@deadline.limited()
def of_search() -> Response:
    """422 for a question that is not understood whole."""
    reading, here = strict_question(), visit()
    view = profile(here.snapshot, reading.query, here.labels, here.links)
    told = {
        "query": canonical(view.query),
        "total": view.total,
        "index": here.snapshot.status,
        "notes": tuple(note.said(here.language) for note in reading.notes),
        "special": view.special,
        "words": [word for word, _ in view.words],
        "probed": view.probed,
        "writers": view.writers,
    }
    answer = convert(told, ProfileAnswer, from_attributes=True)
    for value in (value for facet in answer.special for value in facet.values):
        value.url = here.links.absolute(value.url)
    for writer in (writer for facet in answer.writers for writer in facet.values):
        writer.url, writer.whole_url = here.links.absolute(writer.url), here.links.absolute(writer.whole_url)
    return as_json(answer)
