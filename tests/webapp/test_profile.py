"""What is special about an answer, and who writes on it."""

from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from webapp.presenters.profile import surprise

from .pages import json_of, number, only, page, text


def _count(client: FlaskClient, link: str) -> int:
    answer = json_of(client.get("/api/v1/search?" + urlsplit(link).query))
    return int(answer["total"])


def test_each_number_is_the_total_of_the_search_behind_it(client: FlaskClient) -> None:
    tree = page(client, "/search/profile?population=children")
    assert text(only(tree, "main .lede")).endswith("records")
    special = tree.css(".thirds .counts a")
    writers = tree.css("td a")
    assert special and writers
    for link in special[:6]:
        assert int(text(only(link, ".n")).split()[0].replace(",", "")) == _count(client, str(link.attributes["href"]))
    for link in writers[:6]:
        assert number(link) == _count(client, str(link.attributes["href"]))


def test_what_was_asked_for_is_no_news(client: FlaskClient) -> None:
    tree = page(client, "/search/profile?programme=conditional-cash-transfers")
    told = {pair for a in tree.css(".counts a") for pair in parse_qsl(urlsplit(str(a.attributes["href"])).query)}
    assert not {value for name, value in told if name == "programme.all"} & {
        "conditional-cash-transfers", "cash-transfers", "social-assistance",
    }  # fmt: skip


def test_of_the_whole_index_nothing_is_special_and_of_nothing_neither(client: FlaskClient) -> None:
    whole = page(client, "/search/profile")
    assert "This is the whole index" in whole.text() and whole.css("td a") and not whole.css(".counts a")
    none = page(client, "/search/profile?q=zzzzxqy")
    assert "0 records" in none.text() and "No record here names one." in none.text() and not none.css(".counts a")


def test_programs_are_told_the_same(client: FlaskClient) -> None:
    answer = json_of(client.get("/api/v1/profile?population=children"))
    shown = {str(a.attributes["href"]) for a in page(client, "/search/profile?population=children").css("main a")}
    told = [value for of in answer["special"] for value in of["values"]]
    writers = [one for of in answer["writers"] for one in of["values"]]
    assert told and writers and {one["url"] for one in (*told, *writers)} <= shown
    assert all(one["count"] == _count(client, one["url"]) and one["times"] >= 1.5 for one in told)
    assert all(one["whole"] == _count(client, one["whole_url"]) for one in writers[:5])


def test_an_unknown_parameter_is_named(client: FlaskClient) -> None:
    assert "contry" in text(only(page(client, "/search/profile?contry=KEN"), ".notice"))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_surprise_is_for_what_is_more_frequent_and_grows_with_it(count: int, more: int, rest: int, others: int) -> None:
    total, whole, records = count + more, count + rest, count + more + rest + others
    found = surprise(count, total, whole, records)
    assert found >= 0
    often = total > 0 and total < records and count * (records - total) > rest * total
    assert (found > 0) == often
    if often and more:
        assert surprise(count + 1, total, whole + 1, records) > found
