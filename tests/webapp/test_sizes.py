"""Sizes: what a page of results costs on a slow line, as it is sent."""

import gzip
from pathlib import Path

from flask.testing import FlaskClient

import webapp

STATIC = Path(webapp.__file__).parent / "static"
ELSEWHERE = ("height.js", "loader.js", "sp-search.js")  # in frames and on pages of others, which say their own sizes


def test_a_page_of_results_is_small(client: FlaskClient) -> None:
    assert len(gzip.compress(client.get("/search?q=study&country=KEN&sort=title").data)) <= 40_000
    assert len(gzip.compress((STATIC / "site.css").read_bytes())) <= 12_000
    whole = client.get("/evidence-map?rows=country&columns=programme&split=content_type&all=1")
    assert whole.status_code == 200 and len(gzip.compress(whole.data)) <= 60_000
    scripts = {path.name: path.stat().st_size for path in STATIC.glob("*.js") if path.name not in ELSEWHERE}
    assert sum(scripts.values()) <= 20_000 and scripts["list.js"] <= 3_000
