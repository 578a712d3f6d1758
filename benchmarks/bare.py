"""What the engines reach without us: BM25 with English stems over one field that holds a record's whole text.

They get our tokens and our stop words (both raise their figures): what is compared is what our reading, our fields and
our boosts make of the same words.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from indexer.evaluation import DEPTH
from search.engines.embedded.schema import analyzers
from search.index import Schema
from search.paths import data_file
from search.text import WORD, is_stop_word

TEXTS = ("title", "abstract", "author", "keyword", "year")
NAME = "spindex-benchmark-bare"
Ranker = Callable[[str], list[str]]


def documents(records: Path) -> Iterator[tuple[str, str]]:
    """(id, whole text)."""
    for line in records.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        parts = [row[name] for name in TEXTS if name in row]
        text = " ".join(" ".join(part) if isinstance(part, list) else part for part in parts)
        yield f"{row['source']}:{row['id']}", text


def content_words(text: str) -> list[str]:
    """What is left of a topic without stop words."""
    return [word for word in WORD.findall(text) if not is_stop_word(word)]


def bare_tantivy(records: Path) -> Ranker:
    """One field in memory, any word of the topic."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="en")
    index = tantivy.Index(builder.build())
    english = analyzers()["en"]
    index.register_tokenizer("en", english)
    writer = index.writer(50_000_000, 1)
    for identifier, text in documents(records):
        writer.add_document(tantivy.Document(id=[identifier], text=[text]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(topic: str) -> list[str]:
        tokens = [token for word in content_words(topic) for token in english.analyze(word)]
        terms = [tantivy.Query.term_query(index.schema, "text", token) for token in tokens]
        any_of = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return [searcher.doc(address)["id"][0] for _, address in searcher.search(any_of, DEPTH).hits]

    return rank


@contextmanager
def bare_elasticsearch(records: Path, url: str) -> Iterator[Ranker]:
    """One field with our English analyzer, and a `match` query."""
    settings = Schema.load(data_file("mappings")).settings
    fields = {"text": {"type": "text", "analyzer": "en"}}
    with Elasticsearch(url) as client:
        client.options(ignore_status=404).indices.delete(index=NAME)
        client.indices.create(index=NAME, settings=settings, mappings={"properties": fields})
        bulk(client, ({"_index": NAME, "_id": i, "text": text} for i, text in documents(records)), refresh=True)
        yield lambda topic: _ids(client, NAME, {"match": {"text": " ".join(content_words(topic))}})
        client.indices.delete(index=NAME)


@contextmanager
def most_fields(index: str, url: str) -> Iterator[Ranker]:
    """A `multi_match` on the English streams of title and abstract of our own index, for those who would do that."""
    how = {"fields": ["text.title.en", "text.abstract.en"], "type": "most_fields"}
    with Elasticsearch(url) as client:
        yield lambda topic: _ids(client, index, {"multi_match": {"query": " ".join(content_words(topic)), **how}})


def _ids(client: Elasticsearch, index: str, query: dict[str, Any]) -> list[str]:
    answer = client.search(index=index, query=query, size=DEPTH, source=False)
    return [hit["_id"] for hit in answer["hits"]["hits"]]
