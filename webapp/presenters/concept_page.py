"""The vocabularies: all schemes as trees with counts, and the page of one concept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from search.authorities import Concept, Indicators
from search.queries import Query
from search.records import BY_NAME, FACETS
from search.text import fold
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.browse import Browser
from webapp.presenters.evidence_map import MAP
from webapp.presenters.figure import Figure, main_medians
from webapp.presenters.map_asked import MAPPED, MapAsked
from webapp.presenters.sourced import Sourced, sourced

MOST_ALSO = 8  # other labels that are named at once


@dataclass(slots=True)
class ListedConcept:
    """A concept in a tree of concepts."""

    id: str
    label: str
    url: str
    count: int
    search: str
    children: "list[ListedConcept]" = field(default_factory=list)


@dataclass(slots=True)
class Scheme:
    """A vocabulary; facet: whether searches can use it."""

    id: str
    label: str
    definition: Mapping[str, str]
    size: int
    facet: bool
    roots: list[ListedConcept]


@dataclass(slots=True)
class ConceptPage:
    """Everything that concept.html prints. names: (language code, label, status, other labels) in each language.

    also: the first other labels in the language of the page. search, map: addresses, empty for what is no facet.
    medians: of the main figures of the members, those of narrower ones included.
    """

    concept: Concept
    label: str
    scheme: str
    definition: Mapping[str, str]
    scope_note: Mapping[str, str]
    source: Sourced
    names: list[tuple[str, str, str, tuple[str, ...]]]
    also: tuple[str, ...]
    broader: list[ListedConcept]
    narrower: list[ListedConcept]
    related: list[ListedConcept]
    members: list[ListedConcept]
    count: int
    search: str
    map: str
    medians: list[Figure]


class Vocabularies:
    """Makes the pages of the taxonomy."""

    def __init__(self, browse: Browser, labels: Labels, links: Links, indicators: Indicators) -> None:
        self._browse = browse
        self._indicators = indicators
        self._labels = labels
        self._taxonomy = labels.taxonomy
        self._links = links

    def schemes(self) -> list[Scheme]:
        """The schemes that searches use, in the order of the facets, then the others."""
        order = [facet.name for facet in FACETS if facet.name in self._taxonomy.schemes]
        return [self._scheme(name) for name in dict.fromkeys([*order, *self._taxonomy.schemes])]

    def page(self, concept: Concept) -> ConceptPage:
        """The page of a concept."""
        scheme, taxonomy = concept.scheme, self._taxonomy
        members = self._members(concept)
        return ConceptPage(
            concept=concept,
            label=self._labels.taxonomy.label(scheme, concept.id, self._labels.language.code),
            scheme=self._scheme_name(scheme),
            definition=concept.definition,
            scope_note=concept.scope_note,
            source=sourced(concept.source, self._labels.language),
            names=[
                (lang, label, concept.label_status.get(lang, ""), concept.alt_label.get(lang, ()))
                for lang, label in concept.pref_label.items()
            ],
            also=concept.alt_label.get(self._labels.language.code, ())[:MOST_ALSO],
            broader=self._listed(scheme, concept.broader),
            narrower=self._listed(scheme, taxonomy.narrower(scheme, concept.id)),
            related=self._listed(scheme, concept.related),
            members=[self._member(iso3) for iso3 in members],
            count=self._browse.count(scheme, concept.id) if scheme in BY_NAME else 0,
            search=self._browse.url(scheme, concept.id) if scheme in BY_NAME else "",
            map=self._map(scheme, concept.id) if scheme in MAPPED else "",
            medians=main_medians(self._indicators.medians(members), self._labels) if members else [],
        )

    def _members(self, concept: Concept) -> list[str]:
        """The countries of a region or group and of those within it, by name."""
        within = [self._taxonomy.concept(concept.scheme, one) for one in self._below(concept)]
        found = dict.fromkeys(iso3 for one in (concept, *within) if one for iso3 in one.members)
        return sorted(found, key=lambda iso3: fold(self._labels.value("country", iso3)))

    def _below(self, concept: Concept) -> tuple[str, ...]:
        return self._taxonomy.descendants(concept.scheme, concept.id)

    def _map(self, scheme: str, identifier: str) -> str:
        """The map of all that is about it: its programmes, and of a programme the countries, by population."""
        asked = MapAsked(rows="country") if scheme == MapAsked.rows else MapAsked()
        address = self._links.search(Query(lang=self._labels.language.code).with_(scheme, identifier), MAP)
        return self._links.with_more(address, asked.parameters())

    def _scheme(self, name: str) -> Scheme:
        scheme = self._taxonomy.schemes[name]
        return Scheme(
            id=name,
            label=self._scheme_name(name),
            definition=scheme.definition,
            size=len(scheme.concepts),
            facet=name in BY_NAME,
            roots=self._tree(name, self._taxonomy.roots(name)),
        )

    def _tree(self, scheme: str, ids: Iterable[str]) -> list[ListedConcept]:
        nodes = self._listed(scheme, ids)
        for node in nodes:
            node.children = self._tree(scheme, self._taxonomy.narrower(scheme, node.id))
        return nodes

    def _listed(self, scheme: str, ids: Iterable[str]) -> list[ListedConcept]:
        return [self._one(scheme, id_) for id_ in ids]

    def _one(self, scheme: str, id_: str) -> ListedConcept:
        facet = scheme in BY_NAME
        return ListedConcept(
            id=id_,
            label=self._taxonomy.label(scheme, id_, self._labels.language.code),
            url=self._links.concept(scheme, id_),
            count=self._browse.count(scheme, id_) if facet else 0,
            search=self._browse.url(scheme, id_) if facet else "",
        )

    def _member(self, iso3: str) -> ListedConcept:
        count = self._browse.count("country", iso3)
        name = self._labels.value("country", iso3)
        return ListedConcept(iso3, name, self._links.country(iso3), count, self._browse.url("country", iso3))

    def _scheme_name(self, name: str) -> str:
        return self._text(self._taxonomy.schemes[name].pref_label) or name

    def _text(self, texts: Mapping[str, str]) -> str:
        return texts.get(self._labels.language.code) or texts.get("en") or next(iter(texts.values()), "")
