"""/api/v1/openapi.json: what the API is asked and what it answers (OpenAPI 3.1), from its structs and the tables."""

from functools import lru_cache

from flask import Blueprint, Response
from msgspec import Struct, json

from search.records import FIELDS
from webapp.api.answers import RecordAnswer, RecordSummary, SearchAnswer, WholeRecord
from webapp.api.parameters import Json, meaning, parameters
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
MOVED: Json = {  # a value with another name: KE for KEN
    "description": "The same question under its one address.",
    "headers": {"Location": {"schema": {"type": "string"}}},
}
IDENTIFIER: Json = {
    "name": "identifier",
    "in": "path",
    "required": True,
    "description": "The id of a record, such as world-bank:P117310; it may hold slashes.",
    "schema": {"type": "string"},
}


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
    schemas = json.schema_components([SearchAnswer, RecordAnswer, Errors], ref_template=_at("schemas", "{name}"))[1]
    for struct in (RecordSummary, WholeRecord):
        for name, schema in schemas[struct.__name__]["properties"].items():
            schema["description"] = meaning(FIELDS[name])
    return schemas


def _paths() -> dict[str, Json]:
    question = [{"$ref": _at("parameters", name)} for name in parameters()]
    language = {"$ref": _at("parameters", "lang")}
    paths = {
        "/api/v1/search": _get("search", SearchAnswer, question, "422"),
        "/api/v1/records/{identifier}": _get("record", RecordAnswer, [IDENTIFIER, language], "404"),
        "/api/v1/openapi.json": _get("openapi", None, []),
    }
    paths["/api/v1/search"]["get"]["responses"]["302"] = MOVED
    return paths


def _get(name: str, answer: type[Struct] | None, asked: list[Json], *refused: str) -> Json:
    """The description of one address."""
    schema = {"$ref": _at("schemas", answer.__name__)} if answer else {"type": "object"}
    said = (answer.__doc__ or "") if answer else "This document."
    responses = {"200": _response(said, schema)}
    for status in (*refused, "default"):
        responses[status] = _response(REFUSALS[status], {"$ref": _at("schemas", Errors.__name__)})
    return {"get": {"operationId": name, "summary": said, "parameters": asked, "responses": responses}}


def _response(description: str, schema: Json) -> Json:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def _at(kind: str, name: str) -> str:
    return f"#/components/{kind}/{name}"
