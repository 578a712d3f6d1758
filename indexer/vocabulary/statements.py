"""A taxonomy as SKOS: the statements that each form of it writes down."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from search.authorities import Concept, Taxonomy

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
OURS = "urn:spindex:taxonomy"  # of a site whose address is not set
CODES = "urn:spindex:code:"  # before `ASPIRE:social-assistance`, a code of another scheme
SAFE = "-._~"
_TAG = re.compile("[A-Za-z]+(?:-[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Iri:
    """A thing that has a name of its own."""

    name: str


@dataclass(frozen=True)
class Literal:
    """A text, in a language or of a type (a term such as `xsd:boolean`), or neither."""

    text: str
    language: str = ""
    kind: str = ""


Statement = tuple[str, Iri | Literal]  # a term such as `skos:broader`, and what stands there
Description = tuple[Iri, tuple[Statement, ...]]  # everything that is said of a thing


class Skos:
    """Says everything of a taxonomy that SKOS has words for; site: the public address, before /taxonomy/..."""

    def __init__(self, taxonomy: Taxonomy, site: str = "") -> None:
        self._taxonomy = taxonomy
        self._base, self._joint = (f"{site}/taxonomy", "/") if site else (OURS, ":")

    def descriptions(self) -> Iterator[Description]:
        """Of each scheme and of its concepts, in the order of the file."""
        for key, scheme in self._taxonomy.schemes.items():
            roots = self._taxonomy.roots(key)
            top = [("skos:hasTopConcept", self.iri(key, one)) for one in roots]
            yield (
                self.iri(key),
                (
                    ("rdf:type", Iri(f"{PREFIXES['skos']}ConceptScheme")),
                    *_texts("skos:prefLabel", scheme.pref_label.items()),
                    *_texts("skos:definition", scheme.definition.items()),
                    *([("owl:versionInfo", Literal(self._taxonomy.version))] if self._taxonomy.version else []),
                    *top,
                ),
            )
            for concept in scheme.concepts.values():
                yield self.iri(key, concept.id), tuple(self._of(concept, concept.id in roots))

    def iri(self, scheme: str, concept: str = "") -> Iri:
        """Of a scheme, or of a concept in it."""
        parts = [self._base, quote(scheme, SAFE), *([quote(concept, SAFE)] if concept else [])]
        return Iri(self._joint.join(parts))

    def _of(self, concept: Concept, is_root: bool) -> Iterator[Statement]:
        yield "rdf:type", Iri(f"{PREFIXES['skos']}Concept")
        yield "skos:inScheme", self.iri(concept.scheme)
        if is_root:
            yield "skos:topConceptOf", self.iri(concept.scheme)
        for language, text, kind in concept.labels():
            yield f"skos:{kind}", _in_language(text, language)
        yield from _texts("skos:definition", concept.definition.items())
        yield from _texts("skos:scopeNote", concept.scope_note.items())
        yield "dct:identifier", Literal(concept.id)
        if concept.notation:
            yield "skos:notation", Literal(concept.notation)
        directly = [c.id for c in self._taxonomy.schemes[concept.scheme].concepts.values() if concept.id in c.broader]
        for term, others in (("broader", concept.broader), ("narrower", directly), ("related", concept.related)):
            yield from ((f"skos:{term}", self.iri(concept.scheme, other)) for other in others)
        for term, codes in concept.matches.items():
            yield from ((f"skos:{term}", Iri(f"{CODES}{quote(code, f'{SAFE}:')}")) for code in codes)
        yield from _standing(concept, self)


def _standing(concept: Concept, skos: Skos) -> Iterator[Statement]:
    """What became of it, and where its membership is from."""
    if concept.replaced_by:
        yield "dct:isReplacedBy", skos.iri(concept.scheme, concept.replaced_by)
    if concept.deprecated or concept.replaced_by:
        yield "owl:deprecated", Literal("true", kind="xsd:boolean")
    if concept.source:
        yield "dct:source", Literal(concept.source)
    if concept.date:
        yield "dct:date", Literal(concept.date)


def _texts(term: str, texts: Iterable[tuple[str, str]]) -> Iterator[Statement]:
    yield from ((term, _in_language(text, language)) for language, text in texts)


def _in_language(text: str, language: str) -> Literal:
    """What is no tag of a language cannot be written as one."""
    return Literal(text, language if _TAG.fullmatch(language) else "")
