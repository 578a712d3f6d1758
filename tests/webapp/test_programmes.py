"""/programmes: what is known of a programme by name, and the records that name it; how rows come to name one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from indexer.cli import cli
from search.authorities import Authorities, Programmes, programmes
from search.errors import ConfigurationError
from search.settings import Settings
from webapp import create_app

from .pages import only, page, text

ROWS = """title,country,abstract
Lessons of Bolsa Família,,
What Kenya can learn from Bolsa Família,,
Electronic payment of the LEAP,Ghana,
A LEAP of faith,,
Families in Chile,,Families that took part in Chile Solidario earned more.
Impacts of the Productive Safety Net Program,,
A Bono Solidario in Central America,Panama,
Who is left,Paraguay,A grant for everybody outside Tekoporã.
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("programmes")
    (folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    done = CliRunner().invoke(cli, ["build", str(folder / "rows.csv"), "--data", str(folder / "data")])
    assert done.exit_code == 0, done.output
    with create_app(Settings(data=folder / "data")).test_client() as made:
        yield made


def found(client: FlaskClient, title: str) -> dict[str, list[str]]:
    (hit,) = client.get("/api/v1/search", query_string={"q": f'"{title}"'}).get_json()["hits"]
    return {name: hit["record"].get(name, []) for name in ("country", "programme", "named_programme")}


@pytest.mark.parametrize(
    ("title", "country", "programme", "named"),
    [
        ("Lessons of Bolsa Família", ["BRA"], ["conditional-cash-transfers"], ["Bolsa Família"]),
        ("What Kenya can learn", ["KEN"], ["conditional-cash-transfers"], ["Bolsa Família"]),
        ("A LEAP of faith", [], [], []),  # LEAP is Ghana's only where the record says so
        ("Families in Chile", ["CHL"], ["conditional-cash-transfers", "family-support-services"], ["Chile Solidario"]),
        ("Impacts of the Productive", ["ETH"], ["cash-for-work"], ["Productive Safety Net Programme"]),
        ("A Bono Solidario", ["PAN"], ["cash-transfers"], []),  # as the grants of two other countries are called
        ("Who is left", ["PRY"], [], ["Tekoporã"]),  # it is named, and the record is not about such a grant
    ],
)
def test_a_name_tells_programme_category_and_country(
    client: FlaskClient, title: str, country: list[str], programme: list[str], named: list[str]
) -> None:
    told = found(client, title)
    assert (told["country"], sorted(told["programme"]), told["named_programme"]) == (country, programme, named)


def test_a_name_tells_whom_the_programme_is_for(client: FlaskClient) -> None:
    query = {"q": '"Lessons of"', "population": "poor-households"}
    (hit,) = client.get("/api/v1/search", query_string=query).get_json()["hits"]
    assert hit["record"]["named_programme"] == ["Bolsa Família"]


def test_what_is_also_a_word_is_a_name_where_the_country_is_given(client: FlaskClient) -> None:
    assert found(client, "Electronic payment of the LEAP")["named_programme"]


def test_the_page_of_a_programme_lists_what_names_it(client: FlaskClient) -> None:
    tree = page(client, "/programmes/bolsa-familia")
    said = text(only(tree, "main"))
    assert "Lessons of Bolsa Família" in said and "What Kenya can learn from Bolsa Família" in said
    assert "Brazil" in said and "2003" in said and "Families in Chile" not in said
    links = {link.attributes.get("href") for link in tree.css("a")}
    assert {"/programmes/bolsa-escola", "/countries/BRA", "/taxonomy/programme/conditional-cash-transfers"} <= links


def test_what_no_source_was_seen_for_says_so(client: FlaskClient) -> None:
    doubtful = next(key for key, one in programmes().known.items() if not one.confirmed)
    assert "general knowledge" in client.get(f"/programmes/{doubtful}").text
    assert "general knowledge" not in client.get("/programmes/bolsa-familia").text


def test_a_record_leads_to_the_page_of_its_programme_and_an_unknown_one_is_a_404(client: FlaskClient) -> None:
    (hit,) = client.get("/api/v1/search", query_string={"q": '"Lessons of"'}).get_json()["hits"]
    assert "/programmes/bolsa-familia" in client.get(f"/records/{hit['record']['id']}").text
    answer = client.get("/programmes/nothing")
    assert answer.status_code == 404 and "/programmes" in answer.text
    assert client.get("/programmes?lang=ar").status_code == 200


def test_every_programme_is_of_a_country_and_of_categories_that_there_are() -> None:
    authorities, known = Authorities.shipped(), programmes()
    assert len({known.value(key) for key in known.known}) == len(known.known) > 300
    for key, one in known.known.items():
        assert one.country in authorities.countries.codes, key
        assert all(authorities.taxonomy.current("programme", kind) for kind in one.kind), key
        assert all(authorities.taxonomy.current("population", people) for people in one.population), key
        assert one.start is None or one.end is None or one.start <= one.end, key


def test_a_word_of_a_language_is_a_name_in_texts_of_others() -> None:
    known = programmes()
    assert any(named.sure for named in known.find("Evaluating Oportunidades in rural Mexico", "en"))
    assert not any(named.sure for named in known.find("Oportunidades para los jóvenes", "es"))
    assert not known.find("nuevas oportunidades", "es")


def test_a_file_that_names_a_programme_that_there_is_not_says_where(tmp_path: Path) -> None:
    file = tmp_path / "programmes.yaml"
    file.write_text("a:\n  name: A\n  country: KEN\n  kind: [cash-transfers]\n  successor: b\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"programmes\.yaml.*“b” is no programme"):
        Programmes.load(file)


def test_the_page_says_for_whom_a_programme_is(client: FlaskClient) -> None:
    page = client.get("/programmes/bolsa-familia").text
    assert "For whom" in page and "/taxonomy/population/poor-households" in page
