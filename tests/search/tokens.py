"""Text -> tokens, three ways: in Python (search.analysis), by tantivy, and by a real Elasticsearch."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from elasticsearch import Elasticsearch

from search.engines.embedded.schema import analyzers
from search.index import Schema
from search.paths import data_file
from search.text import SNOWBALL, WORD, fold_word, normalise_script, stem

STREAMS = ("und", *SNOWBALL)
BATCH = 200  # texts in one request
BREAK = "breakbreakbreak"  # a word between two texts, the same in every language
Analyse = Callable[[str, list[str]], list[list[str]]]  # (stream, texts as the engines get them) -> tokens of each


def given(text: str) -> str:
    """A text as the engines are given it."""
    return normalise_script(text)


def in_python(stream: str, texts: list[str]) -> list[list[str]]:
    """What highlights and the taxonomy's alternatives are found by."""
    made = (lambda word: stem(word, stream)) if stream in SNOWBALL else fold_word
    return [[made(word) for word in WORD.findall(text)] for text in texts]


def by_tantivy(stream: str, texts: list[str]) -> list[list[str]]:
    """What the embedded engine indexes."""
    analyzer = analyzers()[stream]
    return [analyzer.analyze(text) for text in texts]


@contextmanager
def elasticsearch_analyser(url: str) -> Iterator[Analyse]:
    """What Elasticsearch indexes with the analyzers of mappings/records.json."""
    settings = Schema.load(data_file("mappings")).settings | {"index.analyze.max_token_count": 10_000_000}
    name = f"spindex-test-tokens-{secrets.token_hex(4)}"
    with Elasticsearch(url, request_timeout=120) as client:
        client.indices.create(index=name, settings=settings)

        def analyse(stream: str, texts: list[str]) -> list[list[str]]:
            found: list[list[str]] = []
            for first in range(0, len(texts), BATCH):
                found += _split(client, name, stream, texts[first : first + BATCH])
            return found

        yield analyse
        client.indices.delete(index=name)


def _split(client: Elasticsearch, index: str, stream: str, texts: list[str]) -> Iterator[list[str]]:
    joined = f"\n{BREAK}\n".join(texts)
    answer = client.indices.analyze(index=index, analyzer=stream, text=joined, filter_path="tokens.token")
    tokens: list[str] = []
    for token in [*(entry["token"] for entry in answer.get("tokens", ())), BREAK]:
        if token == BREAK:
            yield tokens
            tokens = []
        else:
            tokens.append(token)


def golden(path: Path) -> list[dict[str, str]]:
    """The cases of a golden file: text, and for each stream its tokens with blanks between."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
