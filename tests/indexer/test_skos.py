"""The taxonomy as SKOS: what another program reads of it is what the taxonomy says."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
import rdflib
from click.testing import CliRunner
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

from indexer.cli import cli
from search.authorities import Concept, Taxonomy
from search.paths import data_file

Statements = set[tuple[str, str, str]]
ODD = r"""version: "1"
schemes:
  topic:
    prefLabel: {en: Topics}
    concepts:
      a:
        prefLabel: {en: "Back\\slash \"quoted\"\ttab \u2028 line", ar: تصنيف, zh: 社会}
        labelStatus: {en: unreviewed, ar: unreviewed, zh: unreviewed}
        altLabel: {en: ["=1+1", "two  blanks"]}
        definition: {en: "Several\nlines."}
        notation: "01"
        exactMatch: ["UN M49:001", "X:é<>"]
      b:
        prefLabel: {en: Old}
        labelStatus: {en: unreviewed}
        replacedBy: a
        deprecated: true
"""


def exported(form: str, *arguments: str | Path) -> str:
    done = CliRunner().invoke(cli, ["taxonomy", "export", "--format", form, *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done.stdout


def said(taxonomy: Taxonomy) -> Statements:
    """(concept, relation, what) of everything that SKOS has words for."""
    found: Statements = set()
    for scheme in taxonomy.schemes.values():
        for concept in scheme.concepts.values():
            name = f"{scheme.id}:{concept.id}"
            found |= {(name, kind, f"{text}@{language}") for language, text, kind in concept.labels()}
            for word, texts in (("definition", concept.definition), ("scopeNote", concept.scope_note)):
                found |= {(name, word, f"{text}@{language}") for language, text in texts.items()}
            found |= {(name, *relation) for relation in relations(taxonomy, concept)}
    return found


def relations(taxonomy: Taxonomy, concept: Concept) -> set[tuple[str, str]]:
    others = taxonomy.schemes[concept.scheme].concepts.values()
    found = {("broader", f"{concept.scheme}:{one}") for one in concept.broader}
    found |= {("narrower", f"{concept.scheme}:{one.id}") for one in others if concept.id in one.broader}
    found |= {("related", f"{concept.scheme}:{one}") for one in concept.related}
    found |= {(kind, code) for kind, codes in concept.matches.items() for code in codes}
    found |= {("notation", concept.notation)} if concept.notation else set()
    found |= {("isReplacedBy", f"{concept.scheme}:{concept.replaced_by}")} if concept.replaced_by else set()
    return found | ({("deprecated", "true")} if concept.deprecated or concept.replaced_by else set())


def read(graph: rdflib.Graph) -> Statements:
    """The same, as another program has read it."""
    wanted = {SKOS[name] for name in ("prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote", "notation")}
    wanted |= {SKOS[name] for name in ("broader", "narrower", "related")}
    wanted |= {SKOS[f"{name}Match"] for name in ("exact", "close", "broad", "narrow", "related")}
    wanted |= {DCTERMS.isReplacedBy, OWL.deprecated}
    return {
        (name_of(concept), str(term).replace("/", "#").rpartition("#")[2], value_of(value))
        for concept in graph.subjects(RDF.type, SKOS.Concept)
        for term, value in graph.predicate_objects(concept)
        if term in wanted
    }


def name_of(thing: rdflib.term.Node) -> str:
    return unquote(str(thing).removeprefix("urn:spindex:taxonomy:").removeprefix("urn:spindex:code:"))


def value_of(value: rdflib.term.Node) -> str:
    if isinstance(value, rdflib.Literal):
        return f"{value}@{value.language}" if value.language else str(value)
    return name_of(value)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # which rdflib itself uses for JSON-LD
@pytest.mark.parametrize(("form", "parser"), [("turtle", "turtle"), ("jsonld", "json-ld")])
@pytest.mark.parametrize("odd", [False, True])
def test_what_is_read_is_what_was_said(form: str, parser: str, odd: bool, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml" if odd else data_file("taxonomy.yaml")
    if odd:
        path.write_text(ODD, encoding="utf-8")
    graph = rdflib.Graph().parse(data=exported(form, "--file", path), format=parser)
    taxonomy = Taxonomy.load(path)
    assert read(graph) == said(taxonomy)
    schemes = {name_of(one) for one in graph.subjects(RDF.type, SKOS.ConceptScheme)}
    assert schemes == set(taxonomy.schemes)
    for scheme in taxonomy.schemes:
        thing = rdflib.URIRef(f"urn:spindex:taxonomy:{scheme}")
        tops = {name_of(one).partition(":")[2] for one in graph.objects(thing, SKOS.hasTopConcept)}
        assert tops == set(taxonomy.roots(scheme))


def test_concepts_are_named_by_their_pages_where_the_address_is_set() -> None:
    text = exported("turtle", "--base-url", "https://index.example")
    assert "<https://index.example/taxonomy/programme/cash-transfers> a " in text
    assert json.loads(exported("jsonld", "--base-url", "https://index.example"))["@graph"][0]["@id"] == (
        "https://index.example/taxonomy/programme"
    )


def test_the_table_has_a_row_a_concept(write: Callable[[str, str], Path]) -> None:
    rows = list(csv.DictReader(io.StringIO(exported("csv", "--file", write("odd.yaml", ODD)))))
    assert [(row["scheme"], row["id"]) for row in rows] == [("topic", "a"), ("topic", "b")]
    assert rows[0]["prefLabel_zh"] == "社会" and rows[0]["altLabel_en"] == "'=1+1; two  blanks"
    assert rows[1]["replacedBy"] == "a" and rows[1]["deprecated"] == "true"
    taxonomy = Taxonomy.load(data_file("taxonomy.yaml"))
    shipped = list(csv.DictReader(io.StringIO(exported("csv"))))
    assert len(shipped) == sum(len(scheme.concepts) for scheme in taxonomy.schemes.values())
