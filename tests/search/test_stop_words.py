"""Words of questions that are not asked for, and those that must be, whatever language they are of."""

import unicodedata

import pytest

from search.authorities import Countries, Taxonomy
from search.paths import data_file
from search.text import is_stop_word, words_of


@pytest.mark.parametrize(
    "question",
    [
        "What can we do for them?",
        "How should there be any of these when they have been such",
        "Why would you also, please",
        "Quelles sont celles qui ont été où et quand",
        "Pourquoi peut il être ainsi selon vous",
        "¿Cuáles son los que tienen y cómo pueden, según ellos?",
        "¿Dónde y cuándo ha sido?",
        "Quais são as que têm, onde e quando, também para você",
        "ما هي التي كانت في ذلك",
        "كيف ولماذا يمكن",
    ],
)
def test_of_a_question_without_content_little_is_left(question: str) -> None:
    left = [word for word in words_of(question) if not is_stop_word(word)]
    assert len(left) <= 1, left  # été, son, sido, são, ولماذا: content somewhere, or joined to another word


@pytest.mark.parametrize(
    "word",
    [
        *("or", "car", "même", "comment", "plus", "sur", "thèse", "sé", "maïs"),  # French, and what looks like it
        *("son", "sin", "hay", "once", "este", "voces"),
        *("mais", "eu", "são", "sao", "São", "ate", "até"),
        *("die", "us", "may", "being", "not", "without", "since", "before", "ses", "sa", "política"),
        *("evidence", "impact", "effect", "impacto", "effet", "أثر", "بعد", "قبل", "أم"),
        *("WHO", "IT", "CAN", "AND", "HAS", "ES", "EST"),
    ],
)
def test_a_word_that_means_something_somewhere_is_asked_for(word: str) -> None:
    assert not is_stop_word(word)


@pytest.mark.parametrize(
    "word", ["Cuándo", "cuando", "cua\u0301ndo", "Qué", "où", "é", "à", "أين", "اين", "متى", "متي"]
)
def test_accents_may_be_left_out_and_are_compared_where_they_are_typed(word: str) -> None:
    assert is_stop_word(word)
    assert is_stop_word(unicodedata.normalize("NFD", word))


def test_no_label_and_no_country_is_all_stop_words() -> None:
    taxonomy = Taxonomy.load(data_file("taxonomy.yaml"))
    countries = Countries.load(data_file("mappings") / "countries.yaml", taxonomy)
    texts = [name.text for name in countries.every_name()]
    texts += [form for forms in countries.adjectives().values() for form in forms]
    texts += [label for label, _ in countries.questions()]
    for scheme in taxonomy.schemes.values():
        for concept in scheme.concepts.values():
            lists = (*concept.alt_label.values(), *concept.hidden_label.values())
            texts += [*concept.pref_label.values(), *(label for several in lists for label in several)]
    assert [text for text in texts if words_of(text) and all(map(is_stop_word, words_of(text)))] == []
