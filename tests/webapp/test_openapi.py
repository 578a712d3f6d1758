"""The OpenAPI document: valid, about every address of the API, and true of what is asked and answered."""

import copy
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from search.errors import EngineUnavailable
from search.queries import SCALARS
from search.records import FACETS, FIELDS, INTERFACE_LANGUAGES, SORTS
from search.settings import Settings
from webapp import create_app

from .pages import json_of, page, visitor
from .test_errors import asking

Json = dict[str, Any]

PLACE = "/api/v1/openapi.json"


@pytest.fixture
def document(client: FlaskClient) -> Json:
    response = client.get(PLACE)
    assert response.status_code == 200 and response.mimetype == "application/json"
    answer: Json = json_of(response)
    return answer


def operation(document: Json, path: str) -> Json:
    found: Json = document["paths"][path]["get"]
    return found


def strict(document: Json) -> Json:
    """The document, by which an answer may hold no more than what is described."""
    closed = copy.deepcopy(document)
    for schema in closed["components"]["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return closed


def described(document: Json, path: str, status: int) -> Draft202012Validator:
    """What the document says of the answers of that address with that status."""
    responses = operation(document, path)["responses"]
    schema = responses.get(str(status), responses["default"])["content"]["application/json"]["schema"]
    return Draft202012Validator({**strict(document), **schema})


def test_the_document_is_valid(document: Json) -> None:
    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"] == "3.1.0"


def test_it_is_about_every_address_of_the_api(app: Flask, document: Json) -> None:
    rules = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
    assert {rule for rule in rules if rule.startswith("/api/")} == set(document["paths"])


SEARCHES = [
    "", "q=pension&size=100", "q=study&page=2", "country=KEN&programme.not=school-feeding&year.from=1990&sort=newest",
    "q=zzzz&country=KEN", "q=xyzzy+pension", "q=social+pensions+kenya&words=all&year.to=1991",
    "q=pensoin+studdy", "programme=none&lang=ar", "author=Ouma,+Marion&q=marion",
]  # fmt: skip
ADDRESSES = [
    *(("/api/v1/search", f"?{question}", 200) for question in SEARCHES),
    ("/api/v1/search", "?contry=KEN&status=nonsense", 422),
    ("/api/v1/search", "?size=101", 422),
    ("/api/v1/search", "?cursor=*&size=3", 200),
    ("/api/v1/search", "?cursor=x", 422),
    *(("/api/v1/records/{identifier}", f"/demo:{name}", 200) for name in ("pension-1", "script", "arabic", "bare")),
    ("/api/v1/records/{identifier}", "/demo:nobody", 404),
    *(("/api/v1/facets/{field}", f"/{facet.name}?q=pension&country=KEN", 200) for facet in FACETS),
    ("/api/v1/facets/{field}", "/author?text=o&author=Ouma,+Marion&author.not=x", 200),
    ("/api/v1/facets/{field}", "/title", 422),
    ("/api/v1/profile", "?population=children&lang=fr", 200),
    ("/api/v1/profile", "?population=childen", 422),
    ("/api/v1/map", "?q=study&lang=ar", 200),
    ("/api/v1/map", "?by=share", 422),
    ("/api/v1/insights", "?lang=fr", 200),
    ("/api/v1/insights", "?country=KEN", 422),
    ("/api/v1/taxonomy", "", 200),
    ("/api/v1/taxonomy", "?scheme=programme", 422),
    ("/api/v1/taxonomy/{scheme}", "/programme?lang=fr", 200),
    ("/api/v1/taxonomy/{scheme}", "/colours", 404),
    ("/api/v1/taxonomy/{scheme}/{identifier}", "/programme/cash-transfers?lang=ar", 200),
    ("/api/v1/taxonomy/{scheme}/{identifier}", "/indicator/population", 200),
    ("/api/v1/taxonomy/{scheme}/{identifier}", "/programme/nothing", 404),
    ("/api/v1/countries", "?lang=es", 200),
    ("/api/v1/countries/{code}", "/KEN", 200),
    ("/api/v1/countries/{code}", "/TKL?lang=pt", 200),
    ("/api/v1/countries/{code}", "/Atlantis", 404),
    *(("/api/v1/suggest", f"?{question}", 200) for question in ("text=pen", "text=ke&lang=ar", "", "text=!!!")),
    ("/api/v1/suggest", "?text=pen&country=KEN", 422),
    (PLACE, "", 200),
]


@pytest.mark.parametrize(("path", "rest", "status"), ADDRESSES)
def test_answers_are_what_it_says(client: FlaskClient, document: Json, path: str, rest: str, status: int) -> None:
    response = client.get(path.partition("/{")[0] + rest)
    assert response.status_code == status
    described(document, path, status).validate(json_of(response))


def test_it_would_be_noticed_if_an_answer_held_something_else(client: FlaskClient, document: Json) -> None:
    answer = json_of(client.get("/api/v1/search?q=pension"))
    rules = described(document, "/api/v1/search", 200)
    bucket = answer["facets"]["programme"]["buckets"][0]
    for changed in ({**bucket, "count": "1"}, {**bucket, "more": 1}, {k: v for k, v in bucket.items() if k != "label"}):
        answer["facets"]["programme"]["buckets"][0] = changed
        assert not rules.is_valid(answer)
    answer["facets"]["programme"]["buckets"][0] = bucket
    assert rules.is_valid(answer)


def test_it_is_there_when_the_index_is_not(settings: Settings, document: Json) -> None:
    client = asking(EngineUnavailable("The engine rests: come back."), settings)
    assert json_of(client.get(PLACE)) == document
    response = client.get("/api/v1/search")
    described(document, "/api/v1/search", response.status_code).validate(json_of(response))


def examples(name: str, schema: Json) -> list[str]:
    """Values at the limits of what a parameter may have."""
    if schema["type"] == "array":
        return ["none"]
    if "enum" in schema:
        return [*schema["enum"]]
    if schema["type"] == "integer":
        return [str(schema["minimum"]), str(schema["maximum"])]
    return ["a" * schema["maxLength"]]


def test_every_parameter_is_understood_up_to_its_limits(client: FlaskClient, document: Json) -> None:
    parameters = document["components"]["parameters"]
    for name, parameter in parameters.items():
        for value in examples(name, parameter["schema"]):
            query = {name: value} | ({"size": "1"} if name == "page" else {})
            response = client.get("/api/v1/search", query_string=query)
            assert response.status_code == 200, (query, response.text)
            assert name in json_of(response)["query"] or value == str(parameter["schema"].get("default"))


BEYOND = [f"q={'a' * 513}", "year.from=999", "year.to=10000", "size=0", "size=101", "page=0", "page=10001&size=1"]


@pytest.mark.parametrize("question", BEYOND)
def test_what_is_beyond_a_limit_is_refused(client: FlaskClient, question: str) -> None:
    assert client.get(f"/api/v1/search?{question}").status_code == 422


def test_every_parameter_is_described(document: Json) -> None:
    parameters = document["components"]["parameters"]
    of_facets = {f"{facet.name}{mode}" for facet in FACETS for mode in ("", ".all", ".not")}
    assert set(parameters) == of_facets | set(SCALARS)
    assert all(parameter["description"] for parameter in parameters.values())
    assert parameters["sort"]["schema"]["enum"] == list(SORTS)
    assert parameters["lang"]["schema"]["enum"] == list(INTERFACE_LANGUAGES)
    references = operation(document, "/api/v1/search")["parameters"]
    assert [one["$ref"].rpartition("/")[2] for one in references if "$ref" in one] == list(parameters)
    assert [one["name"] for one in references if "$ref" not in one] == ["cursor"]


def test_records_have_the_fields_of_the_table(document: Json) -> None:
    record = document["components"]["schemas"]["WholeRecord"]
    assert record["required"] == list(FIELDS) and all(field["description"] for field in record["properties"].values())
    assert record["properties"]["country"]["description"] == "Country (ISO 3166-1 alpha-3)"
    assert record["properties"]["cross_cutting"]["description"] == "Cross cutting (ids of the taxonomy)"


def test_the_address_of_a_site_is_its_server(settings: Settings) -> None:
    site = create_app(settings.changed(base_url="https://example.org/sp"))
    assert json_of(visitor(site).get(PLACE))["servers"] == [{"url": "https://example.org/sp"}]


def test_visitors_find_it(client: FlaskClient) -> None:
    assert page(client, "/about").css_first(f"main a[href='{PLACE}']") is not None
