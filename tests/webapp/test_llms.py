"""/llms.txt: in the form of llmstxt.org, with addresses that are there and every parameter that there is."""

import re
from importlib.util import find_spec

from flask.testing import FlaskClient

from search.errors import EngineUnavailable
from search.queries import SCALARS
from search.records import FACETS
from search.settings import Settings
from webapp import create_app
from webapp.exports import EXPORTS

from .pages import visitor
from .test_errors import asking

LINK = re.compile(r"^- \[[^\]]+\]\((?P<address>[^)]+)\): \S.*$")


def test_it_has_the_form(client: FlaskClient) -> None:
    response = client.get("/llms.txt")
    assert response.status_code == 200 and response.mimetype == "text/plain"
    lines = response.text.splitlines()
    assert lines[0] == "# Social Protection Index" and lines[2].startswith("> ")
    assert [line for line in lines if line.startswith("## ")] == ["## Ask", "## Read", "## Optional"]
    listed = response.text.partition("## Ask")[2].splitlines()
    assert all(LINK.match(line) for line in listed if line and not line.startswith("## "))
    assert "{" not in response.text


def test_every_address_is_there(client: FlaskClient) -> None:
    found = [found["address"] for line in client.get("/llms.txt").text.splitlines() if (found := LINK.match(line))]
    assert len(found) > 10 and ("/mcp" in found) == (find_spec("mcp") is not None)
    assert {f"/search.{export.suffix}" for export in EXPORTS} <= set(found)
    for address in found:
        assert client.get(address).status_code == (405 if address == "/mcp" else 200), address


def test_every_parameter_is_named(client: FlaskClient) -> None:
    named = set(re.findall(r"`([^`]+)`", client.get("/llms.txt").text))
    assert {*SCALARS, *(facet.name for facet in FACETS)} <= named


def test_it_names_the_public_address_and_needs_no_index(settings: Settings) -> None:
    public = visitor(create_app(settings.changed(base_url="https://example.org/sp"))).get("/llms.txt").text
    assert "](https://example.org/sp/api/v1/openapi.json)" in public and "](/" not in public
    assert asking(EngineUnavailable("The engine rests: come back."), settings).get("/llms.txt").status_code == 200
