"""/api/v1/taxonomy, /<scheme> and /<scheme>/<id>: the vocabularies in SKOS's words, with their counts."""

from flask import Blueprint, Response, redirect
from msgspec import convert
from msgspec.structs import fields
from werkzeug.wrappers import Response as AnyResponse

from search.authorities import Concept
from search.index import deadline
from search.queries import Query
from search.records import BY_NAME
from webapp.api.answers import IndexState, as_json
from webapp.api.vocabulary_answers import ConceptEntry, ConceptOne, SchemeEntry, TaxonomyAnswer
from webapp.asking import known_concept, known_scheme, nothing_else
from webapp.presenters import Browser, everything
from webapp.visit import Visit, visit

views = Blueprint("api_taxonomy", __name__)

OWN = {field.name for field in fields(ConceptEntry)} & {field.name for field in fields(Concept)}


@views.get("/api/v1/taxonomy")
@deadline.limited()
def all_schemes() -> Response:
    """Every vocabulary, those that are facets first."""
    nothing_else("lang")
    schemes = visit().labels.taxonomy.schemes
    facets = [name for name in BY_NAME if name in schemes]
    return _answer(list(dict.fromkeys([*facets, *schemes])))


@views.get("/api/v1/taxonomy/<scheme>")
@deadline.limited()
def one_scheme(scheme: str) -> Response:
    """One of them."""
    nothing_else("lang")
    known_scheme(scheme)
    return _answer([scheme])


@views.get("/api/v1/taxonomy/<scheme>/<identifier>")
@deadline.limited()
def concept(scheme: str, identifier: str) -> Response | AnyResponse:
    """One concept; what was replaced leads to what replaced it."""
    nothing_else("lang")
    here, (found, successor) = visit(), known_concept(scheme, identifier)
    if successor:
        return redirect(here.links.in_api(f"taxonomy/{scheme}/{successor}"))
    return as_json(ConceptOne(_state(here), _Entries(here).concept(found)))


def _answer(names: list[str]) -> Response:
    here = visit()
    entries = _Entries(here)
    return as_json(TaxonomyAnswer(_state(here), tuple(map(entries.scheme, names))))


def _state(here: Visit) -> IndexState:
    return convert(here.snapshot.status, IndexState, from_attributes=True)


class _Entries:
    def __init__(self, here: Visit) -> None:
        self._labels, self._links = here.labels, here.links
        self._taxonomy = here.labels.taxonomy
        self._lang = here.language.code
        self._browse = Browser(here.snapshot.search(everything(self._lang, 1)), here.labels, here.links)

    def scheme(self, name: str) -> SchemeEntry:
        scheme = self._taxonomy.schemes[name]
        concepts = tuple(map(self.concept, scheme.concepts.values()))
        texts = (scheme.pref_label, scheme.definition)
        return SchemeEntry(
            name, self._labels.field(name), *texts, name in BY_NAME, self._api(f"taxonomy/{name}"), concepts
        )

    def concept(self, concept: Concept) -> ConceptEntry:
        scheme, links, facet = concept.scheme, self._links, concept.scheme in BY_NAME
        asked = links.search(Query(lang=self._lang).with_(scheme, concept.id), "/api/v1/search")
        return ConceptEntry(
            **{name: getattr(concept, name) for name in OWN},
            label=self._taxonomy.label(scheme, concept.id, self._lang),
            narrower=self._taxonomy.narrower(scheme, concept.id),
            count=self._browse.count(scheme, concept.id) if facet else 0,
            url=links.absolute(links.concept(scheme, concept.id)),
            api=self._api(f"taxonomy/{scheme}/{concept.id}"),
            search=links.absolute(asked) if facet else None,
        )

    def _api(self, path: str) -> str:
        return self._links.absolute(self._links.in_api(path))
