"""Examples: records of the index whose concepts somebody stated, as a classifier learns from them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from search.authorities import Texts, texts_of
from search.records import SUBJECTS, Record, kind_of


@dataclass(frozen=True)
class Example:
    """What a record says, and the concepts of each scheme that are stated of it; exactly mapped ones count as stated.

    source, country: what records that are held out together have in common.
    """

    id: str
    source: str
    country: str
    texts: Texts
    abstract: bool
    stated: Mapping[str, frozenset[str]]


def examples(records: Iterable[Record]) -> Iterator[Example]:
    """Of every record that has a title; one of which nothing is stated is an example of nothing, but of words."""
    for record in records:
        yield Example(
            record.id,
            record.source,
            next(iter(record.country), ""),
            texts_of(record.title, record.abstract, record.keyword),
            bool(record.abstract),
            {scheme: stated for scheme in SUBJECTS if (stated := _stated(record, scheme))},
        )


def _stated(record: Record, scheme: str) -> frozenset[str]:
    """What is said of this record: a default, which is said of a whole list, would teach what the list sounds like."""
    told = record.provenance.get(scheme, ())
    return frozenset(one.value for one in told if kind_of(one.how) == "stated" and one.how != "default")
