"""/api/v1/openapi.json: what the API is asked and what it answers (OpenAPI 3.1), from its structs and the tables."""

from functools import lru_cache

from flask import Blueprint, Response
from msgspec import Struct, json

from search.queries import LONGEST_Q
from search.records import BY_NAME, FIELDS
from webapp.api.answers import ConceptAnswer, FacetAnswer, RecordAnswer, RecordSummary, SearchAnswer, WholeRecord
from webapp.api.parameters import Json, meaning, parameters
from webapp.api.suggest import SuggestAnswer
from webapp.errors import Errors
from webapp.visit import visit

views = Blueprint("api_openapi", __name__)

MEDIA_TYPE = "application/json"
DESCRIPTION = (
    "An index of knowledge on social protection. A question has the same parameters here as on its page (/search) and "
    "in its files (/search.csv ...). What is empty is written, too; later versions of an answer may hold more."
)
REFUSALS = {  # status -> why there is no answer
    "404": "There is no such record.",
    "422": "The question is not understood whole, or passes a limit: a sentence for each reason.",
    "default": "There is no answer now: a sentence says what to do.",
}
MOVED: Json = {  # a value with another name (KE for KEN), a path in another spelling (%3A for :), a record merged
    "description": "The same under its one address.",
    "headers": {"Location": {"schema": {"type": "string"}}},
}
IDENTIFIER = (
    "The id of a record. Letters, digits and : . _ - / stand for themselves, any other byte is ~ and two hexadecimal "
    "digits, and so is a slash or a dot that would be resolved; percent-encoding is redirected to that."
)
BEGINNING: Json = {
    "name": "text", "in": "query", "required": False, "schema": {"type": "string", "maxLength": LONGEST_Q},
    "description": "How a name or a title begins, or one of its words, in any language; or the code of a country.",
}  # fmt: skip
ANSWERS = (SearchAnswer, RecordAnswer, FacetAnswer, ConceptAnswer, SuggestAnswer, Errors)


@views.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The document; it needs no index."""
    return Response(_document(visit().site.settings.base_url or "/"), mimetype=MEDIA_TYPE)


@lru_cache(maxsize=1)
def _document(server: str) -> bytes:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Social Protection Index", "version": "1", "description": DESCRIPTION},
        "servers": [{"url": server}],
        "paths": _paths(),
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
    text = _own("query", "text", "How a word of the value, or of its name in any language, begins.", {"type": "string"})
    paths = {
        "/api/v1/search": _get("search", (SearchAnswer,), question, "422"),
        "/api/v1/records/{identifier}": _get("record", (RecordAnswer,), [identifier, language], "404"),
        "/api/v1/facets/{field}": _get("facet", (FacetAnswer, ConceptAnswer), [field, text, *question], "422"),
        "/api/v1/suggest": _get("suggest", (SuggestAnswer,), [BEGINNING, language], "422"),
        "/api/v1/openapi.json": _get("openapi", (), []),
    }
    paths["/api/v1/search"]["get"]["responses"]["302"] = MOVED
    paths["/api/v1/records/{identifier}"]["get"]["responses"]["301"] = MOVED
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
