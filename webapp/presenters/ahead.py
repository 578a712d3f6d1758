"""Ahead: suggestions as they are shown, in groups, each with where it leads."""

from dataclasses import dataclass

from search.answers import Segments, SuggestedKind, Suggestion, Suggestions
from search.authorities import programmes
from search.queries import Query
from search.records import BY_NAME
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links

HEADINGS: dict[SuggestedKind, str] = {
    "concept": N_("Concepts"),
    "country": N_("Countries"),
    "programme": N_("Programmes"),
    "organisation": N_("Organisations"),
    "title": N_("Titles"),
}


@dataclass(slots=True)
class Entry:
    """One suggestion. about: what kind of concept it is; url: the search, the programme's page or the record."""

    suggestion: Suggestion
    label: str
    also: str
    about: str
    url: str


@dataclass(slots=True)
class Group:
    """The suggestions of one kind."""

    kind: SuggestedKind
    heading: str
    entries: list[Entry]


def ahead(found: Suggestions, labels: Labels, links: Links) -> list[Group]:
    """Put them together."""
    say = labels.language.gettext
    return [
        Group(kind, say(HEADINGS[kind]), [_entry(one, labels, links) for one in several])
        for kind, several in found.items()
    ]


def how_many(groups: list[Group], labels: Labels) -> str:
    """The sentence that is read out."""
    language, number = labels.language, sum(len(group.entries) for group in groups)
    if not number:
        return language.gettext("No suggestions")
    sentence = language.ngettext("%(count)s suggestion", "%(count)s suggestions", number)
    return sentence % {"count": language.number(number)}


def _entry(one: Suggestion, labels: Labels, links: Links) -> Entry:
    about = labels.field(one.facet) if one.kind == "concept" else ""
    return Entry(one, _whole(one.label), _whole(one.also), about, _address(one, labels, links))


def _whole(segments: Segments) -> str:
    return "".join(segment.text for segment in segments)


def _address(one: Suggestion, labels: Labels, links: Links) -> str:
    if one.facet not in BY_NAME:
        return links.record(one.value)
    programme = programmes().id_of(one.value) if one.kind == "programme" else None
    if programme:
        return links.programme(programme)
    return links.search(Query(lang=labels.language.code).with_(one.facet, one.value))
