"""The tools that assistants have: each asks an address of the API, with its parameters, limits and sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import current_app, request
from msgspec import json

from search.records import BY_NAME
from webapp.api import CURSOR, Json, parameters
from webapp.spelling import spelled
from webapp.visit import visit

OF_THE_SENDER = ("HTTP_", "CONTENT_", "werkzeug.")  # what is said of the request to us, and not of the question
MOST_MOVES = 3
AT_LENGTH = ("raw", "provenance")
LONG_COUNTS = 20  # values of a facet that an assistant is told of a country


@dataclass(frozen=True)
class Tool:
    """path: of the API, in which `{name}` stands for an argument. told: what an assistant needs of the answer."""

    name: str
    title: str
    description: str
    path: str
    schema: Json
    told: Callable[[Json], Json]

    def call(self, arguments: Json) -> tuple[bool, Json]:
        """Whether it was answered, and the answer, or the API's words why not."""
        inside = {name: spelled(str(arguments.get(name, ""))) for name in self.schema["required"]}
        asked = [pair for name, value in arguments.items() if name not in inside for pair in _pairs(name, value)]
        status, answer = _asked(self.path.format(**inside), urlencode(asked, errors="replace"))
        return status == 200, self.told(answer) if status == 200 else answer


def tools() -> dict[str, Tool]:
    """Name -> tool."""
    question = {name: {**one["schema"], "description": one["description"]} for name, one in parameters().items()}
    language = {"lang": question["lang"]}
    cursor = {CURSOR: _text("`*` to have a whole answer in steps; then that of `next`, until it has none.")}
    of_facets = {"field": {"type": "string", "enum": list(BY_NAME), "description": "The facet."}}
    text = {"text": _text("How a word of the value, or of its name in any language, begins.")}
    made = (
        Tool("search", *SEARCH, "/api/v1/search", _object({**question, **cursor}), _search),
        Tool(
            "get", *GET, "/api/v1/records/{id}", _object({"id": _text("As `search` tells it."), **language}, "id"), _get
        ),
        Tool("facets", *FACETS, "/api/v1/facets/{field}", _object({**of_facets, **text, **question}, "field"), _whole),
        Tool(
            "country",
            *COUNTRY,
            "/api/v1/countries/{code}",
            _object({"code": _text(CODE), **language}, "code"),
            _country,
        ),
    )
    return {tool.name: tool for tool in made}


CODE = "An ISO 3166 code or the name of a country."
SEARCH = (
    "Search the index",
    "Publications, evaluations, laws, programmes, projects and more on social protection, by words and filters; each "
    "has its `page` here and its `url` at the source, to be cited. `total` counts all; `facets` tells values.",
)
GET = ("A record", "One record whole, by its id: abstract in each language, people, tags, identifiers and links.")
FACETS = (
    "Values of a filter",
    "The values that a filter of `search` may have, with how many records have each, under the rest of a question.",
)
COUNTRY = (
    "A country",
    "What the index knows of a country: regions and groups, indicators with source and year, programmes by name, and "
    "its records counted by kind, programme category and more.",
)


def _text(description: str) -> Json:
    return {"type": "string", "description": description}


def _object(properties: Json, *required: str) -> Json:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _pairs(name: str, value: Any) -> list[tuple[str, str]]:
    values = value if isinstance(value, list) else [value]
    return [(name, str(one)) for one in values if one is not None]


def _asked(path: str, question: str) -> tuple[int, Json]:
    """The status and the answer of an address of ours, as whoever asks it has them; moves are followed."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    kept = {name: value for name, value in request.environ.items() if not name.startswith(OF_THE_SENDER)}
    kept.pop("RAW_URI", None)
    host = {"HTTP_HOST": request.environ.get("HTTP_HOST", "")}
    for _ in range(MOST_MOVES):
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": question, "wsgi.input": BytesIO()}
        with app.app_context(), app.request_context({**kept, **host, **asked}):
            response = app.full_dispatch_request()
            moved, body = response.headers.get("Location", ""), response.get_data()
            response.close()
        if not moved:
            return response.status_code, json.decode(body)
        path, _, question = moved.removeprefix(visit().links.root).partition("?")
    return 404, {"errors": []}


def _whole(answer: Json) -> Json:
    return answer


def _search(answer: Json) -> Json:
    hits = [
        {"page": hit["url"], **_filled(hit["record"]), "lacks": hit["lacks"], "matched": hit["matched"]}
        for hit in answer["hits"]
    ]
    kept = ("query", "read_as", "total", "relaxed", "whole", "index", "notes", "did_you_mean", "corrected", "relax")
    following = dict(parse_qsl(urlsplit(answer["links"]["next"] or "").query))
    further = {name: following[name] for name in ("page", CURSOR) if name in following}
    return {name: answer[name] for name in kept} | {"hits": hits, "page": answer["links"]["html"], "next": further}


def _get(answer: Json) -> Json:
    record = {name: value for name, value in answer["record"].items() if name not in AT_LENGTH}
    return {"page": answer["url"], **_filled(record), "how": answer["how"], "index": answer["index"]}


def _country(answer: Json) -> Json:
    counted = {
        name: {bucket["value"]: bucket["count"] for bucket in facet["buckets"][:LONG_COUNTS] if bucket["count"]}
        for name, facet in answer["facets"].items()
    }
    return {**answer, "facets": {name: counts for name, counts in counted.items() if counts}}


def _filled(record: Json) -> Json:
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}
