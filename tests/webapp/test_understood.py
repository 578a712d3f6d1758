"""How words were understood: what the hits of a page lack, offered filters, other names, mended slips.

What a page says in a sentence is held against what the API says of each hit, and each link against what it leads to.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from .pages import HTMLParser, Node, only, page, parameters, submitted, text, total

Ask = Callable[[str], dict[str, Any]]

QUESTIONS = [
    "q=social+pensions+Kenya", "q=children+Kenya+transfers", "q=writer+zebra+pension+study",
    "q=children+India+school+feeding", "q=Kenya+social+pensions+zebra+2015", "q=older+persons+pensions+Kenya+Institute",
    "q=Smith,+Ann+pensions", "q=cash+transfers+Peru+children+Office+3", "q=CBT+pensions",
    "q=socail+pensions+Kenya", "q=children+Kenia+transfres",
    "q=%22social+pensions%22+Kenya+since+2010", "q=title:pension+kenya+zebra", "q=study+-kenya+africa+report",
    "q=study+7+of+cash+transfers+Kenya+school+feeding+children+report+world+zebra+1995+Peru+lions",
]  # fmt: skip
UNDER = [
    "",
    "&country=KEN",
    "&sort=newest",
    "&size=3&page=2",
    "&country=TUV",
    "&page=9",
    "&words=all",
    "&names=typed",
    "&spelling=typed",
    "&country=KEN&page=2&size=1",
]


def address_of(link: Node | None) -> str:
    assert link is not None
    return str(link.attributes["href"])


def rows(tree: HTMLParser) -> Iterator[tuple[str, Node]]:
    """(`line` or `card`, the element), in the order of the page."""
    for node in tree.css(".results .tier, .results > .card"):
        yield ("line" if "tier" in str(node.attributes["class"]) else "card"), node


def is_true(said: str, named: set[str], lacking: list[set[str]]) -> bool:
    """Whether a line tells the truth about all that stands below it, up to the next."""
    together = set().union(*lacking)
    if "each without some of it" in said:
        return all(lacking) and len({len(one) for one in lacking}) > 1
    if each := re.search(r"each without (\d+) of", said):
        return named == together and {len(one) for one in lacking} == {int(each[1])}
    if "or without" in said:
        return named == together and all(len(one) == 1 for one in lacking)
    return all(one == named for one in lacking)


@pytest.mark.parametrize("under", UNDER)
@pytest.mark.parametrize("question", QUESTIONS)
def test_lines_say_what_is_true_of_the_cards_below(client: FlaskClient, ask: Ask, question: str, under: str) -> None:
    tree, answer = page(client, f"/search?{question}{under}"), ask(question + under)
    lacks = iter(set(hit["lacks"]) for hit in answer["hits"])
    said: str | None = None
    named, below, above = set[str](), list[set[str]](), list[set[str]]()
    lines = [node for kind, node in rows(tree) if kind == "line"]
    for kind, node in [*rows(tree), ("line", None)]:
        if kind == "card":
            lacking = next(lacks)
            own = {text(part) for part in node.css(".lacks bdi")} if node else set()
            assert not own or own == lacking
            assert lacking == own or (said and ("Below: without" in said or "some of it" in said))
            assert own or not lacking or (said and "or without" not in said)
            (above if said is None else below).append(lacking)
        else:
            assert said is None or "Below" not in said or (below and is_true(said, named, below))
            if node is not None:
                said, named, below = text(node), {text(part) for part in node.css("b")}, []
    if "Below" in text(lines[0]) if lines else False:
        assert not any(above)
    assert bool(lines) == (0 <= answer["whole"] < answer["total"] and bool(answer["hits"]))
    if lines:
        counted(client, lines, answer)


def counted(client: FlaskClient, lines: list[Node], answer: dict[str, Any]) -> None:
    """The first line tells how many have all of it, and leads to these; no other one does."""
    first = text(lines[0])
    links = [link for line in lines for link in line.css("a")]
    if answer["whole"]:
        assert first.startswith(f"{answer['whole']} ") and len(links) == 1
        assert ("words", "all") in parameters(address_of(links[0]))
        whole = page(client, address_of(links[0]))
        assert total(whole) == answer["whole"] and not whole.css(".tier")
    else:
        assert first.startswith("No record") and not links


def test_a_page_of_whole_records_alone_says_how_many_there_are(client: FlaskClient) -> None:
    tree = page(client, "/search?q=children+Kenya+transfers&size=2")
    assert text(only(tree, ".tier")).startswith("5 of these 6 records have all of it, and come first.")


def test_no_sentence_stands_above_nothing(client: FlaskClient) -> None:
    tree = page(client, "/search?q=social+pensions+Kenya&country=TUV")
    assert total(tree) == 0 and not tree.css(".tier") and "No record in this index matches" in tree.text()


@pytest.mark.parametrize("under", ["", "&country=KEN", "&programme.not=social-pensions", "&year.from=1995", "&lang=ar"])
@pytest.mark.parametrize("question", [*QUESTIONS, "q=kenya", "q=india+pensions", "q=Ouma,+Marion", "q=CBT"])
def test_offers_lead_to_as_many_as_they_say(client: FlaskClient, ask: Ask, question: str, under: str) -> None:
    answer = ask(question + under)
    shown = {
        address_of(link): text(link.css_first(".n"))
        for link in page(client, f"/search?{question}{under}").css(".offers a")
    }
    assert len(shown) == len(answer["offers"])
    for offer in answer["offers"]:
        link = offer["url"].replace("/api/v1/search", "/search")
        assert shown[link] == f"({offer['count']})" and 0 < offer["count"] <= answer["total"]
        assert ask(offer["url"].partition("?")[2])["total"] == offer["count"]
        assert offer["label"] and (offer["facet"], offer["value"]) in parameters(link)
        assert set(parameters(link)) > set(parameters(f"/search?{question}{under}"))


def test_what_is_meant_is_offered_where_it_leaves_something_out(client: FlaskClient, ask: Ask) -> None:
    offered = {(one["facet"], one["value"]) for one in ask("q=older+persons+pensions+Kenya+Institute")["offers"]}
    assert ("organisation", "Kenya Institute") in offered and ("population", "older-persons") in offered
    assert "Only Kenya Institute (1)" in text(only(page(client, "/search?q=pensions+Kenya+Institute"), ".offers"))
    assert not ask("q=kenya&country=KEN")["offers"] and not ask("q=kenya&country.not=KEN")["offers"]
    assert not ask("q=Congo")["offers"]  # nothing here is about either


def test_what_is_ambiguous_is_asked(client: FlaskClient, ask: Ask) -> None:
    tree = page(client, "/search?q=CBT+pensions")
    assert [text(line) for line in tree.css(".offers p")][-1].startswith("CBT may be: Cash transfers (")
    assert ("programme", "cash-transfers") in {(one["facet"], one["value"]) for one in ask("q=CBT+pensions")["offers"]}


def test_other_names_are_said_and_can_be_switched_off_and_on(client: FlaskClient, ask: Ask) -> None:
    tree = page(client, "/search?q=old+age+pension&country=KEN&lang=es")
    also = only(tree, ".also")
    assert "También se busca: el descriptor Pensiones" in text(also) and "Old-age" not in text(also)
    off = address_of(also.css_first("a"))
    assert ("names", "typed") in parameters(off) and ("country", "KEN") in parameters(off)
    tree = page(client, off)
    assert total(tree) == ask(off.partition("?")[2])["total"]
    assert "No se buscan los otros nombres" in text(only(tree, ".also"))
    assert parameters(address_of(only(tree, ".also a"))) == [
        ("q", "old age pension"),
        ("country", "KEN"),
        ("lang", "es"),
    ]
    assert not page(client, "/search?q=zebra").css(".also") and not page(client, "/search?names=typed").css(".also")


def test_slips_are_mended_and_said(client: FlaskClient, ask: Ask) -> None:
    tree, answer = page(client, "/search?q=pensoin+studdy"), ask("q=pensoin+studdy")
    assert answer["did_you_mean"] == "pension study" and answer["corrected"] is True
    mended = only(tree, ".mended")
    assert text(mended) == "Showing pension study. Search for pensoin studdy instead"
    meant, typed = (address_of(link) for link in mended.css("a"))
    assert total(page(client, meant)) == total(tree) > 0
    assert parameters(typed) == [("q", "pensoin studdy"), ("spelling", "typed")]
    as_typed = page(client, typed)
    assert total(as_typed) == 0 and not as_typed.css(".mended")
    wider = only(as_typed, ".nothing .counts a")
    assert "spelling as typed" in text(wider) and total(page(client, address_of(wider))) == total(tree)
    assert ask("q=pension+study")["did_you_mean"] is None and not page(client, "/search?q=pension+study").css(".mended")


HOW = "names=typed&words=all&spelling=typed"


def test_the_form_keeps_how_words_are_read_with_these_words_alone(client: FlaskClient) -> None:
    tree = page(client, f"/search?q=social+pensions+Kenya&country=KEN&{HOW}")
    same = client.get(submitted(tree)).headers["Location"]
    assert parameters(same) == parameters(f"?q=social+pensions+Kenya&country=KEN&{HOW}")
    for words in ("children", ""):
        other = client.get(submitted(tree).replace("social+pensions+Kenya", words)).headers["Location"]
        assert parameters(other) == [*([("q", words)] if words else []), ("country", "KEN")]


def test_every_link_of_a_page_keeps_how_words_are_read(client: FlaskClient) -> None:
    asked = dict(parameters(f"?q=social+pensions+Kenya&{HOW}"))
    tree = page(client, f"/search?{urlencode(asked)}&size=1")
    links = tree.css(".facts a, .tags a, .names a, .histogram a, .sorts a, .pages a, .files a, link[rel=alternate]")
    assert len(links) > 10
    for link in (one for one in links if address_of(one) != "/search/verify"):  # which asks for nothing
        told = dict(parameters(address_of(link)))
        told = dict(parameters(f"?{told['side']}")) if "side" in told else told  # of searches that are compared
        assert asked.items() <= told.items(), address_of(link)
    assert tree.css("meta[name=robots][content='noindex,follow']")
    chips = {text(chip).removeprefix("Remove "): dict(parameters(address_of(chip))) for chip in tree.css("a.chip")}
    assert chips.pop("“social pensions Kenya”") == {"size": "1"} and len(chips) == 3
    for name, left in zip(("names", "words", "spelling"), chips.values(), strict=True):
        assert left == {**{k: v for k, v in asked.items() if k != name}, "size": "1"}


def test_files_hold_what_the_page_counts(client: FlaskClient) -> None:
    for how in ("", "&words=all", "&names=typed"):
        question = f"q=social+pensions+Kenya{how}"
        lines = client.get(f"/search.jsonl?{question}").data.splitlines()
        assert len(lines) == total(page(client, f"/search?{question}"))


def test_no_word_that_is_typed_becomes_markup(client: FlaskClient) -> None:
    tree = page(client, f"/search?{urlencode({'q': 'pensoin <i>studdy</i>'})}")
    assert not tree.css("main i") and "<i>studdy</i>" in text(only(tree, ".chips"))
    tree = page(client, f"/search?{urlencode({'q': 'pensions Kenya %s zebra'})}")
    assert "zebra" in [text(part) for part in tree.css(".tier b")]
