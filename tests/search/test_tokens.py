"""The same text becomes the same tokens in Python, tantivy and Elasticsearch, by every analyzer.

`golden/tokens.jsonl` holds sentences of our own in 27 languages and 20 scripts with their tokens, to be reviewed as a
diff: `und`, and the stream of each language where it says something else.
"""

import gzip
import json
import random
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.text import LONGEST_WORD, WORD
from tests.conftest import lacking

from .tokens import STREAMS, Analyse, by_tantivy, elasticsearch_analyser, given, golden, in_python

GOLDEN = Path(__file__).with_name("golden") / "tokens.jsonl"
LONG = {  # text -> tokens
    "x" * LONGEST_WORD + " end": ["x" * LONGEST_WORD, "end"],
    "start " + "y" * (LONGEST_WORD + 1) + " end": ["start", "end"],
    "始 " + "保" * (LONGEST_WORD + 1) + " 終": ["始", *"保" * (LONGEST_WORD + 1), "終"],
    "𐐨" * LONGEST_WORD + " end": ["𐐨" * LONGEST_WORD, "end"],
}


@pytest.fixture(scope="module")
def by_elasticsearch(elasticsearch_url: str) -> Iterator[Analyse]:
    with elasticsearch_analyser(elasticsearch_url) as analyse:
        yield analyse


@pytest.fixture
def of_this_unicode(by_elasticsearch: Analyse, request: pytest.FixtureRequest) -> Analyse:
    """A server on an old Java (17: Unicode 13) splits at newer letters; real texts hold a few, from bad PDFs."""
    if by_elasticsearch("und", ["a\u0363b"]) == [["a", "b"]]:
        request.applymarker(pytest.mark.xfail(reason="this server's Java has a Unicode before 16", strict=True))
    return by_elasticsearch


def check_golden(analyse: Analyse) -> None:
    cases = golden(GOLDEN)
    texts = [given(case["text"]) for case in cases]
    for stream in STREAMS:
        expected = [case.get(stream, case["und"]).split() for case in cases]
        assert analyse(stream, texts) == expected, stream


@pytest.mark.parametrize("analyse", [in_python, by_tantivy])
def test_golden_tokens(analyse: Analyse) -> None:
    check_golden(analyse)


@pytest.mark.elasticsearch
def test_golden_tokens_of_elasticsearch(by_elasticsearch: Analyse) -> None:
    check_golden(by_elasticsearch)


@pytest.mark.parametrize("analyse", [in_python, by_tantivy])
def test_a_word_that_is_too_long_is_no_word(analyse: Analyse) -> None:
    assert analyse("und", [given(text) for text in LONG]) == list(LONG.values())


@pytest.mark.elasticsearch
def test_a_word_that_is_too_long_is_no_word_for_elasticsearch(by_elasticsearch: Analyse) -> None:
    assert by_elasticsearch("und", [given(text) for text in LONG]) == list(LONG.values())


def letters(assigned: bool = True) -> list[str]:
    """Every character between two letters, so that it must fold, split or be a part of the word."""
    points = (point for point in range(0x80, sys.maxunicode + 1) if not 0xD800 <= point < 0xE000)
    return [given(f"a{chr(point)}b") for point in points if (unicodedata.category(chr(point)) != "Cn") == assigned]


def differing(one: Analyse, other: Analyse, stream: str, texts: list[str]) -> list[str]:
    pairs = zip(texts, one(stream, texts), other(stream, texts), strict=True)
    return [f"{text[:300]!r}: {mine} {theirs}" for text, mine, theirs in pairs if mine != theirs][:20]


@pytest.mark.slow
def test_every_character_folds_alike() -> None:
    assert not differing(in_python, by_tantivy, "und", letters())


@pytest.mark.slow
@pytest.mark.elasticsearch
def test_every_character_folds_alike_in_elasticsearch(of_this_unicode: Analyse) -> None:
    assert not differing(by_tantivy, of_this_unicode, "und", letters())


@pytest.mark.slow
@pytest.mark.xfail(reason="each program has the Unicode of its day; Python 3.11 that of 2021: 14.0")
def test_characters_newer_than_python_fold_alike() -> None:
    assert not differing(in_python, by_tantivy, "und", letters(assigned=False))


def passages(shared: Path) -> list[tuple[str, str]]:
    """(language, text as the engines get it) of real passages."""
    file = shared / "data" / "passages.jsonl.gz"
    if not file.exists():
        lacking("passages.jsonl.gz", "it is a file of real texts in the folder of shared data beside the checkout")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [(row["lang"], given(row["text"])) for row in map(json.loads, lines)]


def sample(all_passages: list[tuple[str, str]], stream: str) -> list[str]:
    """Passages in the language of a stream; for `und`, in all that are not English, and some of those."""
    chance = random.Random(1)
    english = chance.sample([text for language, text in all_passages if language == "en"], 3000)
    if stream == "en":
        return english
    return [text for language, text in all_passages if language == stream or (stream == "und" and language != "en")]


@pytest.mark.slow
@pytest.mark.elasticsearch
def test_real_passages(shared: Path, of_this_unicode: Analyse) -> None:
    """Whole passages in their language, and then every word of all of them in each."""
    everything = passages(shared)
    for stream in STREAMS:
        texts = sample(everything, stream)
        assert len(texts) > 500
        assert not differing(in_python, by_tantivy, stream, texts), stream
        assert not differing(by_tantivy, of_this_unicode, stream, texts), stream
    words = sorted({word for _, text in everything for word in WORD.findall(text)})
    in_lines = [" ".join(words[first : first + 50]) for first in range(0, len(words), 50)]
    assert len(words) > 300_000
    for stream in STREAMS:
        assert not differing(in_python, by_tantivy, stream, in_lines), stream
        assert not differing(by_tantivy, of_this_unicode, stream, in_lines), stream
