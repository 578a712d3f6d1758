"""/embed/v1/element.js: one small file that every site may load, and names that are parameters."""

import gzip
from pathlib import Path

from flask.testing import FlaskClient

import webapp
from search.queries import SCALARS
from search.records import FACETS
from webapp.presenters import MANY, OF_WIDGET, ONE

STATIC = Path(webapp.__file__).parent / "static"


def test_every_site_may_load_it_and_it_is_small(client: FlaskClient) -> None:
    answer = client.get("/embed/v1/element.js")
    assert answer.mimetype == "text/javascript" and "max-age=300" in answer.headers["Cache-Control"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = client.get("/embed/v1/element.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    style = gzip.compress((STATIC / "sp-search.css").read_bytes())
    assert len(style) <= 2_000 and len(gzip.compress(answer.data)) - len(style) <= 8_000
    assert len(gzip.compress(client.get("/embed/v1/country/KEN.html?heading=2").data)) <= 6_000


def test_attributes_are_called_as_parameters_are() -> None:
    facets = {f"{facet.name}{mode}" for facet in FACETS for mode in ("", ".all", ".not")}
    assert {*MANY, *ONE} <= {*facets, *SCALARS, *OF_WIDGET} and facets <= {*MANY, *ONE}
    assert not set(MANY) & set(ONE) and not {"lang", "theme", "heading"} & {*MANY, *ONE}
