"""SKOS written as Turtle, as JSON-LD, and as a table with a row a concept."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from indexer.vocabulary.statements import PREFIXES, Description, Iri, Literal, Skos
from search.authorities import Concept, Taxonomy
from search.records import INTERFACE_LANGUAGES, safe_cell

TYPE = "rdf:type"
JOINT = "; "  # between several values in a cell


def as_turtle(taxonomy: Taxonomy, site: str) -> Iterator[str]:
    """RDF 1.1 Turtle, piece by piece."""
    yield "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    for thing, statements in Skos(taxonomy, site).descriptions():
        said = " ;\n    ".join(f"{'a' if term == TYPE else term} {_turtle(value)}" for term, value in statements)
        yield f"\n<{thing.name}> {said} .\n"


def _turtle(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return f"<{value.name}>"
    text = json.dumps(value.text, ensure_ascii=False)  # the escapes of JSON are Turtle's, too
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{value.kind}" if value.kind else text


def as_json_ld(taxonomy: Taxonomy, site: str) -> Iterator[str]:
    """JSON-LD 1.1: a context and a graph."""
    graph = [_node(described) for described in Skos(taxonomy, site).descriptions()]
    yield f"{json.dumps({'@context': PREFIXES, '@graph': graph}, ensure_ascii=False, indent=1)}\n"


def _node(described: Description) -> dict[str, Any]:
    thing, statements = described
    node: dict[str, Any] = {"@id": thing.name}
    for term, value in statements:
        if term == TYPE and isinstance(value, Iri):
            node["@type"] = value.name
        else:
            node.setdefault(term, []).append(_json(value))
    return node


def _json(value: Iri | Literal) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.name}
    more = {"@language": value.language} if value.language else {"@type": value.kind} if value.kind else {}
    return {"@value": value.text, **more}


def as_table(taxonomy: Taxonomy, _: str) -> Iterator[str]:
    """CSV: a row a concept, a column for each kind of label in each language."""
    languages = _languages(taxonomy)
    out = io.StringIO()
    lines = csv.writer(out)
    kinds = ("prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote")
    columns = ["scheme", "id", *(f"{kind}_{language}" for kind in kinds for language in languages)]
    columns += ["broader", "related", "notation", "matches", "members", "ages", "replacedBy", "deprecated"]
    lines.writerow(columns)
    for scheme in taxonomy.schemes.values():
        for concept in scheme.concepts.values():
            lines.writerow([safe_cell(cell) for cell in _cells(concept, languages)])
    yield out.getvalue()


def _cells(concept: Concept, languages: Iterable[str]) -> Iterator[str]:
    yield from (concept.scheme, concept.id)
    one = (concept.definition, concept.scope_note)
    yield from (concept.pref_label.get(language, "") for language in languages)
    for lists in (concept.alt_label, concept.hidden_label):
        yield from (JOINT.join(lists.get(language, ())) for language in languages)
    yield from (texts.get(language, "") for texts in one for language in languages)
    yield from map(JOINT.join, (concept.broader, concept.related))
    yield concept.notation or ""
    yield JOINT.join(f"{kind} {code}" for kind, codes in concept.matches.items() for code in codes)
    yield JOINT.join(concept.members)
    yield concept.ages or ""
    yield concept.replaced_by or ""
    yield "true" if concept.deprecated else ""


def _languages(taxonomy: Taxonomy) -> list[str]:
    """Those of the pages, and then the others that there are."""
    concepts = (concept for scheme in taxonomy.schemes.values() for concept in scheme.concepts.values())
    found = {language for concept in concepts for language, _, _ in concept.labels()}
    return [*INTERFACE_LANGUAGES, *sorted(found - set(INTERFACE_LANGUAGES))]


FORMS: dict[str, Callable[[Taxonomy, str], Iterator[str]]] = {
    "turtle": as_turtle,
    "jsonld": as_json_ld,
    "csv": as_table,
}
