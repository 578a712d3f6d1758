"""Reading pages as people do: what they say, which links and forms they hold."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node
from werkzeug.test import TestResponse


class Visitor(FlaskClient):
    """A client that reads every answer to its end, as browsers do: files are closed then."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return super().open(*args, **{"buffered": True, **kwargs})


def visitor(app: Flask) -> FlaskClient:
    """Somebody who visits."""
    app.test_client_class = Visitor
    return app.test_client()


def page(client: FlaskClient, address: str) -> HTMLParser:
    """The page at an address, redirects followed."""
    response = client.get(address, follow_redirects=True)
    assert response.status_code == 200, (address, response.status_code, response.text[:500])
    return HTMLParser(response.text)


def json_of(response: TestResponse) -> Any:
    """What an answer in JSON says."""
    assert response.mimetype == "application/json", (response.mimetype, response.text[:500])
    return response.json


def only(tree: HTMLParser | Node, selector: str) -> Node:
    """The one element that fits."""
    found = tree.css(selector)
    assert len(found) == 1, (selector, len(found))
    return found[0]


def text(node: Node | None) -> str:
    """Its text, blanks made single."""
    assert node is not None
    return " ".join(node.text().split())


def number(node: Node | None) -> int:
    """The number that it shows."""
    return int(text(node).replace(",", ""))


def total(tree: HTMLParser) -> int:
    """How many records an answer has."""
    return int(text(only(tree, "#results h2")).split()[0].replace(",", ""))


def facet_counts(tree: HTMLParser) -> dict[str, dict[str, int]]:
    """Facet -> value -> count, as the checkboxes of a page have it."""
    found: dict[str, dict[str, int]] = {}
    for label in tree.css("fieldset.facet label"):
        box = label.css_first("input[type=checkbox]")
        if box is not None:
            name = str(box.attributes["name"]).partition(".")[0]
            found.setdefault(name, {})[str(box.attributes["value"])] = number(label.css_first(".n"))
    for item in tree.css("fieldset.years .by-year a"):
        year = text(item.css_first("span"))
        found.setdefault("year", {})[year] = number(item.css_first(".n"))
    return found


def submitted(tree: HTMLParser, form: str = "filters") -> str:
    """The address that a browser would ask for when the form is sent as it stands."""
    element = only(tree, f"form#{form}")
    fields = [*element.css("input"), *tree.css(f"input[form={form}]")]
    pairs = [(str(f.attributes["name"]), f.attributes.get("value") or "") for f in fields if _sent(f)]
    return f"{urlsplit(str(element.attributes['action'])).path}?{urlencode(pairs)}"


def _sent(field: Node) -> bool:
    return field.attributes.get("type") != "checkbox" or "checked" in field.attributes


def parameters(address: str) -> list[tuple[str, str]]:
    """The parameters of an address."""
    return parse_qsl(urlsplit(address).query, keep_blank_values=True)


def internal_links(tree: HTMLParser) -> list[str]:
    """Addresses of ours on a page, without fragments."""
    links = [str(node.attributes.get("href") or "") for node in tree.css("a[href], link[href]")]
    return sorted({link.partition("#")[0] for link in links if link.startswith("/")})
