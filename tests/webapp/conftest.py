"""Fixtures of the web's tests: `client` asks an application over a real embedded index of the records in samples.py.

The vocabularies are the project's own. Take `client` for questions, `app` for what is around them, `ask` for JSON.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.authorities import Authorities, Countries, Indicators, Taxonomy
from search.engines import open_index
from search.paths import data_file
from search.settings import Settings
from webapp import create_app

from .figure_samples import raw, sample  # noqa: F401  fixtures of two files
from .pages import json_of, visitor
from .samples import FIGURES, records


@pytest.fixture(scope="session")
def authorities() -> Authorities:
    taxonomy = Taxonomy.load(data_file("taxonomy.yaml"))
    countries = Countries.load(data_file("mappings") / "countries.yaml", taxonomy)
    return Authorities(taxonomy, countries, Indicators(FIGURES))


@pytest.fixture(scope="session")
def settings(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an index that is built and only read."""
    made = Settings(data=tmp_path_factory.mktemp("web"))
    with open_index(made) as index, index.replacing(authorities) as writer:
        for record in records():
            writer.add(record)
        assert writer.rejected == []
    return made


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return visitor(app)


@pytest.fixture
def ask(client: FlaskClient) -> Callable[[str], dict[str, Any]]:
    """The API's answer to a query string."""

    def asked(query: str) -> dict[str, Any]:
        response = client.get(f"/api/v1/search?{query}")
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = json_of(response)
        return answer

    return asked
