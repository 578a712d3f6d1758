"""Citations in the styles that people are asked for: right, in the language of the page, and safe."""

import pytest
from flask.testing import FlaskClient

from .pages import only, page, text
from .samples import PENSION

ADDRESS = f"/records/{PENSION.id}.cite"


def cited(client: FlaskClient, address: str) -> dict[str, str]:
    tree = page(client, address)
    return {text(only(one, "h2")): text(only(one, ".citation")) for one in tree.css("main section")}


def test_each_style_has_its_form(client: FlaskClient) -> None:
    found = cited(client, ADDRESS)
    assert list(found) == ["APA", "Chicago", "Harvard", "MLA", "Vancouver"]
    assert found["APA"].startswith("Ouma, M., Wanyama, F., Smith, A., & Doe, J. (2015). Social pensions in Kenya")
    assert found["Chicago"].startswith("Ouma, Marion, Fredrick Wanyama, Ann Smith, and Jan Doe. 2015.")
    assert found["Harvard"].startswith("Ouma, M.") and "(2015)" in found["Harvard"]
    assert found["MLA"].startswith("Ouma, Marion, et al. Social Pensions in Kenya.")
    assert found["Vancouver"].startswith("Ouma M, Wanyama F, Smith A, Doe J. Social pensions in Kenya")
    assert all("10.1234/pension.1" in one or "example.org/pension" in one for one in found.values())


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Disponible sur"), ("es", "Disponible en"), ("pt", "Disponível em"), ("ar", "موجود")]
)
def test_they_speak_the_language_of_the_page(client: FlaskClient, language: str, said: str) -> None:
    assert said in cited(client, f"{ADDRESS}?lang={language}")["Harvard"]


@pytest.mark.parametrize("identifier", ["demo:script", "demo:bare", "demo:arabic", "demo:lines", "r:east", "plain:1"])
def test_any_record_can_be_cited(client: FlaskClient, identifier: str) -> None:
    found = cited(client, f"/records/{identifier}.cite")
    assert len(found) == 5 and all(found.values())


def test_only_the_script_of_the_page_runs(client: FlaskClient) -> None:
    response = client.get("/records/demo:script.cite")
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy and "unsafe" not in policy
    scripts = [node.attributes.get("src") for node in page(client, "/records/demo:script.cite").css("script")]
    assert any(str(one).startswith("/static/copy.js?v=") for one in scripts)
    assert all(str(one).startswith("/static/") and client.get(str(one)).status_code == 200 for one in scripts)


def test_the_record_leads_to_them(client: FlaskClient) -> None:
    leads = [str(a.attributes["href"]) for a in page(client, f"/records/{PENSION.id}").css("aside a")]
    assert ADDRESS in leads
    assert client.get("/records/demo:nobody.cite").status_code == 404
