"""What was typed becomes a tree of words; nothing that can be typed is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.queries import All, Any_, Best, Identifier, Kept, Node, Not, Phrase, Prefix, Word, Years, leaves
from search.queries.words import parse
from search.records import typed_identifiers
from search.text import WORD


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("pension", Word("pension")),
        ("social pensions", All((Word("social"), Word("pensions")))),
        ('"social pensions"', Kept(Phrase(("social", "pensions")))),
        ("“social pensions”", Kept(Phrase(("social", "pensions")))),
        ("«aide sociale»", Kept(Phrase(("aide", "sociale")))),
        ('"pension"', Kept(Word("pension"))),
        ('"social protec*"', Kept(All((Word("social"), Prefix("protec"))))),
        ("l'aide", Phrase(("l", "aide"), glued=True)),
        ("co-operation", Phrase(("co", "operation"), glued=True)),
        ("cash/voucher", All((Word("cash"), Word("voucher")))),
        ("M&E", All((Word("M"), Word("E")))),
        ("-cash/voucher", Not(All((Word("cash"), Word("voucher"))))),
        ("O'Har*", Prefix("ohar")),
        ("year:2015", Kept(Years(2015, 2015))),
        ("Year:2010-2015", Kept(Years(2010, 2015))),
        ("year:soon", Kept(Word("soon", "year"))),
        ("Title:pension", Kept(Word("pension", "title"))),
        ("title:(a OR b)", Any_((Word("a", "title"), Word("b", "title")))),
        ("title:(a (b c))", All((Word("a", "title"), Word("b", "title"), Word("c", "title")))),
        ("foo:(a)", All((Word("foo"), Word("a")))),
        ("title:", None),
        ("a -b", All((Word("a"), Not(Word("b"))))),
        ('a -"b c"', All((Word("a"), Not(Kept(Phrase(("b", "c"))))))),
        ("a -(b c)", All((Word("a"), Not(All((Word("b"), Word("c"))))))),
        ("NOT b", Not(Word("b"))),
        ("a AND b", All((Word("a"), Word("b")))),
        ("a OR b c", Any_((Word("a"), All((Word("b"), Word("c")))))),
        ("(a OR b) c", All((Any_((Word("a"), Word("b"))), Word("c")))),
        ("or", Word("or")),
        ("pens*", Prefix("pens")),
        ("Protecció*", Prefix("proteccio")),
        ("title:pension", Kept(Word("pension", "title"))),
        ('title:"a b"', Kept(Phrase(("a", "b"), "title"))),
        ("foo:bar", All((Word("foo"), Word("bar")))),
        ("covid-19", Phrase(("covid", "19"), glued=True)),
        ('"unclosed quote', All((Word("unclosed"), Word("quote")))),
        ("((a", Word("a")),
        ("a))", Word("a")),
        ("-!!! a", Word("a")),
        ("a OR", Word("a")),
        ("OR a", Word("a")),
        ("!!!", None),
        ("", None),
        ('- * ( ) "" NOT', None),
    ],
)
def test_reading(typed: str, tree: Node | None) -> None:
    assert parse(typed) == tree


@given(st.text(max_size=200))
def test_no_text_raises_and_no_word_is_invented(text: str) -> None:
    words = {word.casefold() for word in WORD.findall(text)}
    for leaf in leaves(parse(text)):
        if isinstance(leaf, Word):
            assert leaf.text.casefold() in words


@given(st.text(alphabet='ab" ()-*:ORNT', max_size=512))
def test_deep_and_odd_nesting_is_bounded(text: str) -> None:
    assert depth(parse(text)) <= 20


def depth(node: Node | None) -> int:
    if isinstance(node, Not | Kept):
        return 1 + depth(node.part)
    return 1 + max(map(depth, node.parts)) if isinstance(node, All | Any_) else 1


def test_identifiers_stand_for_themselves_wherever_they_are() -> None:
    text = "a OR (10.1234/x -P117310)"
    tree = parse(text, typed_identifiers(text))
    uncertain = Best(Word("P117310"), (Identifier("p117310"),), spelt=True)
    assert tree == Any_((Word("a"), All((Identifier("10.1234/x"), Not(uncertain)))))


def test_a_dash_refuses_nothing_where_that_is_not_meant() -> None:
    assert parse("safety nets -malawi", minus=False) == All((Word("safety"), Word("nets"), Word("malawi")))
