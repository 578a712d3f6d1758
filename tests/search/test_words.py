"""What was typed becomes a tree of words; nothing that can be typed is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.queries import All, Any_, Node, Not, Phrase, Prefix, Word, leaves
from search.queries.words import most, parse
from search.text import WORD


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("pension", Word("pension")),
        ("social pensions", All((Word("social"), Word("pensions")))),
        ('"social pensions"', Phrase(("social", "pensions"))),
        ("“social pensions”", Phrase(("social", "pensions"))),
        ("«aide sociale»", Phrase(("aide", "sociale"))),
        ('"pension"', Word("pension")),
        ("l'aide", Phrase(("l", "aide"))),
        ("co-operation", Phrase(("co", "operation"))),
        ("a -b", All((Word("a"), Not(Word("b"))))),
        ('a -"b c"', All((Word("a"), Not(Phrase(("b", "c")))))),
        ("a -(b c)", All((Word("a"), Not(All((Word("b"), Word("c"))))))),
        ("NOT b", Not(Word("b"))),
        ("a AND b", All((Word("a"), Word("b")))),
        ("a OR b c", Any_((Word("a"), All((Word("b"), Word("c")))))),
        ("(a OR b) c", All((Any_((Word("a"), Word("b"))), Word("c")))),
        ("or", Word("or")),
        ("pens*", Prefix("pens")),
        ("Protecció*", Prefix("proteccio")),
        ("title:pension", Word("pension", "title")),
        ('title:"a b"', Phrase(("a", "b"), "title")),
        ("foo:bar", All((Word("foo"), Word("bar")))),
        ("covid-19", Phrase(("covid", "19"))),
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
    if isinstance(node, Not):
        return 1 + depth(node.part)
    return 1 + max(map(depth, node.parts)) if isinstance(node, All | Any_) else 1


@pytest.mark.parametrize(("count", "least"), [(2, 1), (3, 2), (4, 3), (6, 4), (9, 6)])
def test_most_of_the_words(count: int, least: int) -> None:
    relaxed = most(All(tuple(Word(str(n)) for n in range(count))))
    assert relaxed is not None and relaxed.least == least  # type: ignore[union-attr]


def test_one_word_cannot_be_relaxed() -> None:
    assert most(Word("a")) is None
    assert most(All((Word("a"), Not(Word("b"))))) is None
