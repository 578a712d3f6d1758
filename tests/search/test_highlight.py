"""What is marked in a text is what was asked for, found by looking at a few words only."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.answers import Marker, Segment
from search.paths import data_file
from search.queries import Node, Phrase, Prefix, Word
from search.records import Record
from search.text import SNOWBALL, WORD, fold_word, stem, streams_of

LETTERS = st.text("abcdeiknoprstuvyzABYZ0189éèçñßœığالةبوفمن", min_size=1, max_size=9)


@given(LETTERS, st.sampled_from([*SNOWBALL]))
def test_no_stemmer_changes_an_ascii_first_letter(word: str, language: str) -> None:
    if word[0].isascii() and WORD.fullmatch(word):
        assert stem(word, language)[:1] == fold_word(word)[0]


def test_nor_that_of_any_label() -> None:
    words = WORD.findall(Path(data_file("taxonomy.yaml")).read_text(encoding="utf-8"))
    for word in {word for word in words if word[0].isascii()}:
        assert {stem(word, language)[:1] for language in SNOWBALL} == {fold_word(word)[0]}


def marked(text: str, language: str, tree: Node) -> list[str]:
    record = Record(id="a:1", source="a", title={language: text})
    (segments,) = Marker(tree, language).highlights(record).get("title", ((),))
    assert not segments or "".join(segment.text for segment in segments) == text
    return [segment.text for segment in segments if segment.hit]


def slowly(text: str, language: str, leaf: Word | Phrase | Prefix) -> set[int]:
    """The places of the characters that are to be marked, by trying every run of words in every way."""
    places = [(match[0], *match.span()) for match in WORD.finditer(text)]
    if isinstance(leaf, Prefix):
        runs = [[place] for place in places if fold_word(place[0]).startswith(leaf.text)]
    else:
        words = leaf.words if isinstance(leaf, Phrase) else (leaf.text,)
        ways: list[Callable[[str], str]] = [
            fold_word,
            *(lambda word, one=one: stem(word, one) for one in streams_of(language)),
        ]
        every = [places[n : n + len(words)] for n in range(len(places) - len(words) + 1)]
        runs = [r for r in every if any([w(p[0]) for p in r] == [w(word) for word in words] for w in ways)]
    return {n for run in runs for n in range(run[0][1], run[-1][2])}


VOCABULARY = {
    "en": "Pensions pension PENSIONS pensioner dying dies skies sky youth yearly years co-operation éclair Éclairs",
    "fr": "l'aide aides l'œuvre œuvres Éducation education élèves yeux transférer transferts monétaire",
    "ar": "الحماية حماية والحماية بالحماية الاجتماعية اجتماعية cash المعاشات معاش",
    "und": "pensions femmes niños niñas años الحماية Ύπνος cash",
    "sw": "ulinzi wa jamii pensions",
}


@pytest.mark.parametrize("seed", range(60))
def test_the_same_is_marked_as_by_trying_everything(seed: int) -> None:
    chance = random.Random(seed)
    language = chance.choice([*VOCABULARY])
    words = VOCABULARY[language].split()
    text = " ".join(chance.choices(words, k=12))
    run = WORD.findall(" ".join(chance.choices(words, k=chance.choice([1, 1, 2]))))
    choices: list[Word | Phrase | Prefix] = [Word(run[0]), Phrase(tuple(run)), Prefix(fold_word(run[0])[:3])]
    leaf = chance.choice(choices)
    record = Record(id="a:1", source="a", title={language: text})
    place, found = 0, set()
    (segments,) = Marker(leaf, language).highlights(record).get("title", ((),))
    for segment in segments:
        found |= set(range(place, place + len(segment.text))) if segment.hit else set()
        place += len(segment.text)
    assert found == slowly(text, language, leaf), (text, leaf)


def test_each_value_of_a_list_is_marked_by_itself() -> None:
    record = Record(id="a:1", source="a", title={"en": "x"}, author=("Labour; Work Ltd", "Doe", "Work; Sons"))
    assert Marker(Word("work"), "en").highlights(record) == {
        "author": (
            (Segment("Labour; ", False), Segment("Work", True), Segment(" Ltd", False)),
            (Segment("Doe", False),),
            (Segment("Work", True), Segment("; Sons", False)),
        )
    }
    across = Marker(Phrase(("doe", "work")), "en").highlights(record)["author"]
    assert [[s.text for s in value if s.hit] for value in across] == [[], ["Doe"], ["Work"]]


def test_a_phrase_is_marked_whole() -> None:
    assert marked("Social pensions, and social work", "en", Phrase(("social", "pension"))) == ["Social pensions"]
    assert marked("L’aide sociale", "fr", Phrase(("l", "aide"))) == ["L’aide"]
    assert marked("Pensions and work", "en", Phrase(("work", "pensions"))) == []


def test_of_a_phrase_that_begins_everywhere_only_the_first_ones_are_looked_for() -> None:
    """A hostile text: each of its 50,000 words begins the phrase, as it stands and stemmed."""
    record = Record(id="a:1", source="a", title={"en": "a " * 50_000})
    (segments,) = Marker(Phrase(("a",) * 250), "en").highlights(record)["title"]
    assert segments[0].hit and len(segments[0].text) == 2 * (100_000 // 500 + 249) - 1 and len(segments) == 2
