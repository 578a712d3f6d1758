"""The JSON API: its shape, strictness, and addresses that lead where they say."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from search.records import FACETS, FIELDS

from .pages import json_of

Ask = Callable[[str], dict[str, Any]]


def test_the_shape_of_an_answer(ask: Ask) -> None:
    answer = ask("q=pension&country=KEN&year.from=1990&sort=newest")
    assert list(answer) == [
        "query", "read_as", "total", "took_ms", "index", "relaxed", "whole", "hits", "facets", "notes",
        "did_you_mean", "corrected", "offers", "relax", "links",
    ]  # fmt: skip
    assert answer["query"] == {"q": "pension", "country": ["KEN"], "year.from": 1990, "sort": "newest"}
    assert {"version", "built_at", "taxonomy_version"} <= set(answer["index"])
    assert list(answer["facets"]) == [facet.name for facet in FACETS]
    assert answer["did_you_mean"] is None and answer["corrected"] is False and answer["relaxed"] is False
    assert answer["whole"] == answer["total"] and next(part["without"] for part in answer["relax"]) == {
        "country": ["KEN"]
    }


def test_a_hit(ask: Ask) -> None:
    hit = ask("q=%22social+pensions%22+kenya&author=Ouma,+Marion")["hits"][0]
    assert hit["id"] == "demo:pension-1" and hit["url"] == "/records/demo:pension-1"
    assert hit["record"]["programme"] == ["social-pensions"] and hit["record"]["title"]["fr"]
    assert list(hit["record"]) == [name for name in FIELDS if name not in ("raw", "provenance")]
    assert {"text": "Social pensions", "hit": True} in hit["highlights"]["title"]
    assert "".join(segment["text"] for segment in hit["highlights"]["title"]) == hit["record"]["title"]["en"]


def test_values_are_joined_in_highlights(ask: Ask) -> None:
    (hit,) = ask("q=bureau")["hits"]
    assert hit["highlights"]["author"] == [
        {"text": "Bureau", "hit": True},
        {"text": "; Lines; Doe, Jan; ", "hit": False},
        {"text": "Bureau", "hit": True},
        {"text": " of Lines", "hit": False},
    ]


def test_a_facet(ask: Ask) -> None:
    facet = ask("programme=social-pensions&programme.not=school-feeding")["facets"]["programme"]
    assert set(facet) == {"label", "missing", "more", "buckets"} and facet["label"] == "Programme category"
    assert set(facet["missing"]) == {"count", "selected", "excluded"}
    buckets = {bucket["value"]: bucket for bucket in facet["buckets"]}
    chosen = buckets["social-pensions"]
    assert chosen["label"] == "Social pensions" and chosen["selected"] and not chosen["excluded"]
    assert "cash-transfers" in chosen["broader"]
    assert buckets["school-feeding"]["excluded"] and buckets["school-feeding"]["count"] == 0


def test_a_bucket_counts_the_search_that_has_it_alone(ask: Ask) -> None:
    for question in ("", "q=study&country=KEN", "programme=social-pensions&status=active&year.from=1995"):
        asked = ask(question)
        pairs = [(n, v) for n, values in asked["query"].items() if isinstance(values, list) for v in values]
        rest = [(n, str(v)) for n, v in asked["query"].items() if not isinstance(v, list)]
        for name in ("programme", "country", "content_type", "organisation"):
            others = [(n, v) for n, v in pairs if n != name] + rest
            facet = asked["facets"][name]
            counts = {"none": facet["missing"]["count"], **{b["value"]: b["count"] for b in facet["buckets"][:6]}}
            for value, count in counts.items():
                assert ask(urlencode([*others, (name, value)]))["total"] == count


@pytest.mark.parametrize("field", [facet.name for facet in FACETS if facet.name != "year"])
def test_the_values_of_a_facet_count_the_search_that_has_each_alone(client: FlaskClient, ask: Ask, field: str) -> None:
    answer = json_of(client.get(f"/api/v1/facets/{field}?year.from=1995&{field}.not=none"))
    assert answer["query"] == {f"{field}.not": ["none"], "year.from": 1995}
    search = ask(f"year.from=1995&{field}.not=none")
    assert answer["index"] == search["index"] and answer["label"] == search["facets"][field]["label"]
    assert answer["buckets"] == [bucket for bucket in search["facets"][field]["buckets"] if bucket["count"]]
    for bucket in answer["buckets"][:8]:
        rest = [("year.from", "1995"), (f"{field}.not", "none"), (field, bucket["value"])]
        assert bucket["count"] == ask(urlencode(rest))["total"]


def test_the_values_of_a_facet_are_found_by_how_their_words_begin(client: FlaskClient, ask: Ask) -> None:
    def found(address: str) -> dict[str, dict[str, Any]]:
        return {bucket["value"]: bucket for bucket in json_of(client.get(f"/api/v1/facets/{address}"))["buckets"]}

    assert set(found("author?text=MARI")) == {"Ouma, Marion"} and found("author?text=zzz") == {}
    chosen = found("programme?text=pensiones&lang=es&programme=social-pensions&q=pension")["social-pensions"]
    assert chosen["label"] == "Pensiones sociales" and chosen["broader"] and chosen["selected"]
    assert chosen in ask("q=pension&lang=es&programme=social-pensions")["facets"]["programme"]["buckets"]
    assert found("country?country=KE&text=ken")["KEN"]["selected"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("titel", "There is no facet “titel”"),
        ("country?contry=KEN", "did you mean country"),
        ("country?country=Atlantis", "Atlantis"),
        ("author?size=101", "100"),
    ],
)
def test_the_values_of_what_is_no_facet_are_refused(client: FlaskClient, address: str, said: str) -> None:
    response = client.get(f"/api/v1/facets/{address}")
    assert response.status_code == 422 and any(said in error for error in json_of(response)["errors"])


def test_labels_are_in_the_language_asked_for(ask: Ask) -> None:
    facets = ask("country=CIV&lang=fr")["facets"]
    assert facets["programme"]["label"] == "Catégorie de programme"
    assert {b["label"] for b in facets["country"]["buckets"] if b["selected"]} == {"Côte d'Ivoire"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("contry=KEN", "did you mean country"),
        ("country=Atlantis", "Atlantis"),
        ("sort=best", "sort"),
        ("page=x", "page"),
        ("size=101", "100"),
        ("page=2000", "10,000"),
        (f"q={'a' * 513}", "512"),
    ],
)
def test_a_wrong_question_is_refused_with_every_reason(client: FlaskClient, question: str, said: str) -> None:
    response = client.get(f"/api/v1/search?{question}&status=nonsense")
    assert response.status_code == 422 and response.mimetype == "application/json"
    errors = json_of(response)["errors"]
    assert any(said in error for error in errors) and any("nonsense" in error for error in errors)


WRONG = {  # parameter as it was given -> its value, and what is nearest to it
    "contry": ("KEN", "country"),
    "programme": ("cash-transfer", "cash-transfers"),
    "country.not": ("Zimbabawe", "ZWE"),
    "year.from": ("19x0", None),
    "sort": ("newst", "newest"),
    "page": ("two", None),
    "size": ("101", None),
    "lang": ("xx", None),
}
MISSPELT = {"languge": ("en", "lang"), "contry": ("KEN", None), "sort": ("newest", None), "lang": ("xx", None)}
EVERY = [
    ("/api/v1/search", WRONG),
    ("/api/v1/facets/programme", WRONG | {"txt": ("c", "text")}),
    ("/api/v1/facets/programe", WRONG | {"field": ("programe", "programme")}),
    ("/api/v1/records/demo:pension-1", MISSPELT),
    *(
        (f"/api/v1/{path}", MISSPELT)
        for path in ("taxonomy", "taxonomy/programme", "taxonomy/programme/cash-transfers")
    ),
    *((f"/api/v1/{path}", MISSPELT) for path in ("countries", "countries/KEN", "openapi.json")),
]


@pytest.mark.parametrize(("path", "wrong"), EVERY)
def test_all_that_is_wrong_with_an_address_is_told_at_once(
    client: FlaskClient, path: str, wrong: dict[str, tuple[str, str | None]]
) -> None:
    response = client.get(f"{path}?{urlencode({k: v for k, (v, _) in wrong.items() if k != 'field'})}")
    assert response.status_code == 422
    told = {one["parameter"]: one for one in json_of(response)["problems"]}
    assert set(told) == set(wrong)
    assert [one["sentence"] for one in told.values()] == json_of(response)["errors"]
    for name, one in told.items():
        value, nearest = wrong[name]
        assert one["value"] == value and one["sentence"].endswith((".", "?"))
        assert nearest in (None, *one["nearest"][:1])


def test_addresses_of_campaigns_do_no_harm(client: FlaskClient) -> None:
    assert client.get("/api/v1/search?q=pension&utm_source=mail&fbclid=1").status_code == 200


def test_only_values_with_another_name_move(client: FlaskClient) -> None:
    moved = client.get("/api/v1/search?country=KE&q=x")
    assert moved.status_code == 302 and moved.headers["Location"] == "/api/v1/search?q=x&country=KEN"
    assert client.get("/api/v1/search?country=KEN&q=x").status_code == 200
    assert client.get("/api/v1/search?year=1995").status_code == 200


def test_the_links_lead_on(client: FlaskClient, ask: Ask) -> None:
    answer = ask("q=study&size=50")
    links = answer["links"]
    following = json_of(client.get(links["next"]))
    assert {hit["id"] for hit in answer["hits"]} & {hit["id"] for hit in following["hits"]} == set()
    assert following["links"]["next"] is None
    for name in ("self", "html", "atom", "csv", "ris"):
        assert client.get(links[name]).status_code == 200


def test_one_record_whole(client: FlaskClient) -> None:
    answer = json_of(client.get("/api/v1/records/demo:pension-1"))
    record = answer["record"]
    assert record["raw"][0]["columns"]["Title"] == "Social pensions in Kenya"
    assert record["provenance"]["country"][0]["how"] == "alias"
    assert list(record) == list(FIELDS) and record["cross_cutting"] == [] and record["end"] is None
    assert record["figures"][0]["year"] is None and record["provenance"]["country"][0]["column"] == ""
    missing = client.get("/api/v1/records/demo:nobody")
    assert missing.status_code == 404 and "demo:nobody" in json_of(missing)["errors"][0]


def test_no_such_address_is_told_in_json(client: FlaskClient) -> None:
    response = client.get("/api/v1/nothing")
    assert response.status_code == 404 and list(json_of(response)) == ["errors", "problems"]
    assert client.post("/api/v1/search").status_code == 405


def test_letters_of_every_script_stay_letters(client: FlaskClient) -> None:
    assert "الحماية" in client.get("/api/v1/records/demo:arabic").text
    json.loads(client.get("/api/v1/search?q=الحماية").text)


def test_each_tag_and_country_has_the_kind_in_which_it_came_about(client: FlaskClient, ask: Ask) -> None:
    told = json_of(client.get("/api/v1/records/demo:pension-1"))["how"]
    assert told["programme"] == {"social-pensions": "matched"} and told["country"] == {"KEN": "stated"}
    (hit,) = [hit for hit in ask("q=demo:pension-1")["hits"] if hit["id"] == "demo:pension-1"]
    assert hit["how"] == told
    for kind in ("stated", "mapped", "matched", "classified"):
        found = ask(f"programme=social-pensions&how={kind}&size=100")
        assert {hit["how"]["programme"].get("social-pensions") for hit in found["hits"]} <= {kind}
    assert client.get("/api/v1/search?how=said").status_code == 422


def test_a_file_of_a_search_honours_how(client: FlaskClient, ask: Ask) -> None:
    asked = "programme=social-pensions&how=matched"
    rows = client.get(f"/search.jsonl?{asked}").text.splitlines()
    assert len(rows) == ask(asked)["total"] > 0
