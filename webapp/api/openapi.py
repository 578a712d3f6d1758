"""/api/v1/openapi.json: what the API is asked and what it answers (OpenAPI 3.1), from its structs and the tables."""

from functools import lru_cache
from urllib.parse import urlsplit

from flask import Blueprint, Response
from msgspec import Struct, json

from search.queries import LONGEST_Q
from search.records import BY_NAME, FIELDS
from webapp.api.answers import ConceptAnswer, FacetAnswer, RecordAnswer, RecordSummary, SearchAnswer, WholeRecord
from webapp.api.cross import CrossAnswer
from webapp.api.examples import examples
from webapp.api.insights import InsightsAnswer, MapAnswer
from webapp.api.parameters import CURSOR, Json, meaning, parameters
from webapp.api.profile import ProfileAnswer
from webapp.api.similar import SimilarAnswer
from webapp.api.suggest import SuggestAnswer
from webapp.api.vocabulary_answers import ConceptOne, CountriesAnswer, CountryAnswer, TaxonomyAnswer
from webapp.asking import nothing_else
from webapp.errors import Errors
from webapp.presenters import MAPPED, MapAsked
from webapp.visit import visit

views = Blueprint("api_openapi", __name__)

MEDIA_TYPE = "application/json"
DESCRIPTION = (
    "An index of knowledge on social protection. A question has the same parameters here as on its page (/search) and "
    "in its files (/search.csv ...). What is empty is written, too; later versions of an answer may hold more."
)
REFUSALS = {  # status -> why there is no answer
    "404": "There is nothing of that id.",
    "422": "The question is not understood whole, or passes a limit: a sentence for each reason.",
    "default": "There is no answer now: a sentence says what to do.",
}
MOVED: Json = {  # a value with another name (KE for KEN), a path in another spelling (%3A for :), a record merged
    "description": "The same under its one address.",
    "headers": {"Location": {"schema": {"type": "string"}}},
}
MOVES = {
    "/api/v1/search": "302",
    "/api/v1/records/{identifier}": "301",
    "/api/v1/similar/{identifier}": "301",
    "/api/v1/taxonomy/{scheme}/{identifier}": "302",
    "/api/v1/countries/{code}": "302",
}
IDENTIFIER = (
    "The id of a record. Letters, digits and : . _ - / stand for themselves, any other byte is ~ and two hexadecimal "
    "digits, and so is a slash or a dot that would be resolved; percent-encoding is redirected to that."
)
BEGINNING: Json = {
    "name": "text", "in": "query", "required": False, "schema": {"type": "string", "maxLength": LONGEST_Q},
    "description": "How a name or a title begins, or one of its words, in any language; or the code of a country.",
}  # fmt: skip
WALK = (
    "To have the whole answer in steps of `size`, however long it is: `*`, and then whatever `links.next` has, as long "
    "as it has one. A cursor belongs to its question and to the state of the index; it is refused after a change."
)
STEPS: Json = {"name": CURSOR, "in": "query", "required": False, "description": WALK, "schema": {"type": "string"}}
TEXT: Json = {
    "name": "text", "in": "query", "required": False, "schema": {"type": "string"},
    "description": "How a word of the value, or of its name in any language, begins.",
}  # fmt: skip
ANSWERS = (
    SearchAnswer, RecordAnswer, FacetAnswer, ConceptAnswer, SuggestAnswer, TaxonomyAnswer, ConceptOne, CountriesAnswer,
    CountryAnswer, ProfileAnswer, SimilarAnswer, MapAnswer, InsightsAnswer, CrossAnswer,
    Errors,
)  # fmt: skip


@views.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The document; it needs no index."""
    nothing_else("lang")
    return Response(_document(visit().site.settings.base_url or "/"), mimetype=MEDIA_TYPE)


@lru_cache(maxsize=1)
def _document(server: str) -> bytes:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Social Protection Index", "version": "1", "description": DESCRIPTION},
        "servers": [{"url": server}],
        "paths": _with_examples(_paths(), urlsplit(server).path.rstrip("/")),
        "components": {"parameters": parameters(), "schemas": _schemas()},
    }
    return json.encode(document) + b"\n"


def _schemas() -> dict[str, Json]:
    schemas = json.schema_components(ANSWERS, ref_template="#/components/schemas/{name}")[1]
    for struct in (RecordSummary, WholeRecord):
        for name, schema in schemas[struct.__name__]["properties"].items():
            schema["description"] = meaning(FIELDS[name])
    return schemas


def _paths() -> dict[str, Json]:
    question = [_reference("parameters", name) for name in parameters()]
    language = _reference("parameters", "lang")
    identifier = _own("path", "identifier", IDENTIFIER, {"type": "string"})
    field = _own("path", "field", "A facet.", {"type": "string", "enum": list(BY_NAME)})
    scheme = _own("path", "scheme", "The id of a vocabulary.", {"type": "string"})
    concept = _own("path", "identifier", "The id of a concept in it.", {"type": "string"})
    country = _own("path", "code", "ISO 3166-1 alpha-3; other codes and names are redirected.", {"type": "string"})
    paths = {
        "/api/v1/search": _get("search", (SearchAnswer,), [*question, STEPS], "422"),
        "/api/v1/records/{identifier}": _get("record", (RecordAnswer,), [identifier, language], "404", "422"),
        "/api/v1/similar/{identifier}": _get("similar", (SimilarAnswer,), [identifier, language], "404", "422"),
        "/api/v1/facets/{field}": _get("facet", (FacetAnswer, ConceptAnswer), [field, TEXT, *question], "422"),
        "/api/v1/profile": _get("profile", (ProfileAnswer,), question, "422"),
        "/api/v1/map": _get("map", (MapAnswer,), question, "422"),
        "/api/v1/insights": _get("insights", (InsightsAnswer,), [language], "422"),
        "/api/v1/cross": _get("cross", (CrossAnswer,), [*_sides(), *question], "422"),
        "/api/v1/taxonomy": _get("taxonomy", (TaxonomyAnswer,), [language], "422"),
        "/api/v1/taxonomy/{scheme}": _get("scheme", (TaxonomyAnswer,), [scheme, language], "404", "422"),
        "/api/v1/taxonomy/{scheme}/{identifier}": _get(
            "concept", (ConceptOne,), [scheme, concept, language], "404", "422"
        ),
        "/api/v1/countries": _get("countries", (CountriesAnswer,), [language], "422"),
        "/api/v1/countries/{code}": _get("country", (CountryAnswer,), [country, language], "404", "422"),
        "/api/v1/suggest": _get("suggest", (SuggestAnswer,), [BEGINNING, language], "422"),
        "/api/v1/openapi.json": _get("openapi", (), [language], "422"),
    }
    for path, status in MOVES.items():
        paths[path]["get"]["responses"][status] = MOVED
    return paths


def _sides() -> list[Json]:
    """The facets that are crossed."""
    schema: Json = {"type": "string", "enum": list(MAPPED)}
    return [
        _own("query", "rows", "The facet of the rows.", schema | {"default": MapAsked.rows}),
        _own("query", "columns", "The facet of the columns.", schema | {"default": MapAsked.columns}),
        _own("query", "split", "A third one: how many records of a cell have each of its commonest values.", schema),
    ]


def _with_examples(paths: dict[str, Json], root: str) -> dict[str, Json]:
    """Each answer with the addresses that are answered so."""
    for path, described in paths.items():
        if found := examples(path, root):
            described["get"]["responses"]["200"]["content"][MEDIA_TYPE]["examples"] = found
    return paths


def _own(place: str, name: str, description: str, schema: Json) -> Json:
    """A parameter of one address alone."""
    return {"name": name, "in": place, "required": place == "path", "description": description, "schema": schema}


def _get(name: str, answers: tuple[type[Struct], ...], asked: list[Json], *refused: str) -> Json:
    """The description of one address."""
    kinds = [_reference("schemas", answer.__name__) for answer in answers]
    said = (answers[0].__doc__ or "") if answers else "This document."
    responses = {"200": _response(said, {"anyOf": kinds} if kinds else {"type": "object"})}
    for status in (*refused, "default"):
        responses[status] = _response(REFUSALS[status], _reference("schemas", Errors.__name__))
    return {"get": {"operationId": name, "summary": said, "parameters": asked, "responses": responses}}


def _response(description: str, schema: Json) -> Json:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def _reference(kind: str, name: str) -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}
