"""Searches side by side: every number is the total of the search behind it, and the address says what is compared."""

from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient

from .pages import json_of, number, only, page, text


def _total(client: FlaskClient, question: str) -> int:
    return int(json_of(client.get(f"/api/v1/search?{question}"))["total"])


def _ids(client: FlaskClient, question: str) -> set[str]:
    return {hit["id"] for hit in json_of(client.get(f"/api/v1/search?{question}&size=100"))["hits"]}


def _row(client: FlaskClient, address: str, name: str) -> list[str]:
    rows = page(client, address).css("tr")
    return [
        text(cell)
        for row in rows
        if row.css_first("th") and text(row.css_first("th")) == name
        for cell in row.css("td")
    ]


def test_the_form_leads_to_an_address_that_says_what_is_compared(client: FlaskClient) -> None:
    answer = client.get("/compare?country=Kenya&q=&country=KE&q=pension")
    pairs = parse_qsl(urlsplit(answer.headers["Location"]).query)
    assert answer.status_code == 302
    assert pairs == [("side", "country=KEN"), ("side", "q=pension&country=KEN")]
    assert client.get(answer.headers["Location"]).status_code == 200


def test_numbers_are_the_totals_of_their_searches(client: FlaskClient) -> None:
    address = "/compare?side=country%3DKEN&side=country%3DUGA&side=q%3Dpension"
    sides = ("country=KEN", "country=UGA", "q=pension")
    assert _row(client, address, "Records") == [str(_total(client, side)) for side in sides]
    sets = [_ids(client, side) for side in sides]
    alone = [
        own - set().union(*(other for n, other in enumerate(sets) if n != place)) for place, own in enumerate(sets)
    ]
    assert _row(client, address, "Found by no other search here") == [str(len(own)) for own in alone]
    assert _row(client, address, "Found by all of them") == [str(len(set.intersection(*sets)))]
    cells = page(client, address).css(".compare tbody td a[rel=nofollow]")
    assert len(cells) > 10
    for link in cells[::7]:
        shown = link.parent.css_first(".n") if link.parent and link.parent.tag == "li" else link
        assert number(shown) == _total(client, urlsplit(str(link.attributes["href"])).query)


def test_what_only_one_has_no_other_has(client: FlaskClient) -> None:
    tree = page(client, "/compare?side=country%3DKEN&side=country%3DEGY")
    row = next(
        row for row in tree.css("tr") if row.css_first("th") and text(row.css_first("th")) == "What only one has"
    )
    links = [str(a.attributes["href"]) for a in row.css("td")[0].css("a")]
    assert links
    for link in links:
        assert _total(client, urlsplit(link).query.replace("country=KEN", "country=EGY")) == 0


def test_what_is_not_understood_is_said(client: FlaskClient) -> None:
    assert "Atlantis" in text(only(page(client, "/compare?country=Atlantis"), ".notice"))
    assert "contry" in text(only(page(client, "/compare?side=contry%3DKEN"), ".notice"))
    four = "&".join(f"side=year%3D{year}" for year in (2012, 2013, 2014, 2015))
    tree = page(client, f"/compare?{four}")
    assert "Only 3" in text(only(tree, ".notice")) and len(tree.css(".compare thead th")) == 3
    assert page(client, "/compare").css_first(".compare") is None
    long = "/compare?side=" + "q%3D" + "x" * 600
    assert "512" in text(only(page(client, long), ".notice"))


def test_pages_lead_there(client: FlaskClient) -> None:
    def compared(address: str) -> list[str]:
        links = [
            str(a.attributes["href"]) for a in page(client, address).css("a") if "/compare" in str(a.attributes["href"])
        ]
        return [value for link in links for _, value in parse_qsl(urlsplit(link).query)]

    assert compared("/search?country=KEN&country=UGA&q=pension") == ["q=pension&country=KEN", "q=pension&country=UGA"]
    assert compared("/search?q=pension") == ["q=pension"]
    form = only(page(client, "/countries/KEN"), "form[action='/compare']")
    assert only(form, "input[type=hidden]").attributes["value"] == "country=KEN"


def test_it_speaks_the_language_of_the_page(client: FlaskClient) -> None:
    tree = page(client, "/compare?side=country%3DKEN&side=country%3DEGY&lang=fr")
    assert [text(th) for th in tree.css(".compare thead th")] == ["Kenya", "Égypte"]
    assert all("lang=fr" in str(a.attributes["href"]) for a in tree.css(".compare a"))
