"""/api/v1/suggest: what the beginning of a question may become."""

from flask import Blueprint, Response, request
from msgspec import Struct, convert

from search.answers import Segments
from webapp.api.answers import IndexState, as_json
from webapp.asking import nothing_else
from webapp.presenters import Entry, Group, ahead, how_many
from webapp.visit import visit

views = Blueprint("api_suggest", __name__)

TEXT = "text"


class SuggestedEntry(Struct, gc=False):
    """A value of a facet, or a record (`facet` is empty, `value` its id); `url`: where it leads.

    `also`: the name under which it was found, where that is another one than `label`; `about`: what kind of concept it
    is. `marked`: both in segments, hits are what was typed. `count`: the records that the search for it finds.
    """

    facet: str
    value: str
    label: str
    also: str
    about: str
    count: int
    url: str
    marked: dict[str, Segments]


class SuggestedGroup(Struct, gc=False):
    """What was found of one kind (concept, country, programme, organisation or title), the best first."""

    kind: str
    label: str
    entries: tuple[SuggestedEntry, ...]


class SuggestAnswer(Struct, gc=False):
    """What the beginning of a question may become; `said`: how many there are, to be read out."""

    text: str
    said: str
    index: IndexState
    groups: tuple[SuggestedGroup, ...]


@views.get("/api/v1/suggest")
def suggest() -> Response:
    """422 for any other parameter than the text and the language, and for a text longer than any question."""
    nothing_else(TEXT, "lang")
    here, text = visit(), request.args.get(TEXT, "")
    found = ahead(here.snapshot.suggest(text, here.language.code), here.labels, here.links)
    index = convert(here.snapshot.status, IndexState, from_attributes=True)
    return as_json(SuggestAnswer(text, how_many(found, here.labels), index, tuple(map(_group, found))))


def _group(group: Group) -> SuggestedGroup:
    return SuggestedGroup(group.kind, group.heading, tuple(map(_entry, group.entries)))


def _entry(entry: Entry) -> SuggestedEntry:
    one = entry.suggestion
    marked = {"label": one.label} | ({"also": one.also} if one.also else {})
    url = visit().links.absolute(entry.url)
    return SuggestedEntry(one.facet, one.value, entry.label, entry.also, entry.about, one.count, url, marked)
