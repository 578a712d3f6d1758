"""Hidden: where a part of a question stands in a record but not on its card: other names, keywords, other languages."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from search.answers import Marker
from search.queries import Leaf, Node, Phrase, Prefix, in_field, leaves
from search.records import FIELDS, Record
from search.text import fold_word, words_of
from webapp.languages import Labels

NAMES = tuple(name for name, field in FIELDS.items() if field.boost and not field.streams)
TEXTS = tuple(name for name, field in FIELDS.items() if field.boost and field.streams)


class Met(NamedTuple):
    """A value of a field by which a record has a part of a question, and what it is called.

    narrower: it is that as something narrower than what was asked.
    """

    field: str
    value: str
    label: str
    narrower: bool = False


def elsewhere(node: Node, record: Record, labels: Labels) -> Iterator[Met]:
    """(field, value, what that is called) of what holds words of that part; a text in another language by its title."""
    wanted = list(leaves(node))
    for field in NAMES:
        within = [leaf for leaf in wanted if in_field(leaf, field)]
        for value in record.values(field) if within else ():
            if any(_holds(leaf, name) for name in _names(field, value, labels) for leaf in within):
                yield Met(field, value, labels.value(field, value) if FIELDS[field].facet else value)
    yield from _in_other_languages(node, record, labels)


def _names(field: str, value: str, labels: Labels) -> Iterable[str]:
    return labels.countries.names(value) if FIELDS[field].kind == "country" else (value,)


def _in_other_languages(node: Node, record: Record, labels: Labels) -> Iterator[Met]:
    """A title is told itself, an abstract by its language."""
    for code in dict.fromkeys((*record.title, *record.abstract)):
        found = Marker(node, code).highlights(record)
        for field in TEXTS:
            if field in found and code in getattr(record, field):
                yield Met(field, code, record.title[code] if field == "title" else labels.language_name(code))


def _holds(leaf: Leaf, text: str) -> bool:
    """Whether its words stand there in a row; names are not stemmed."""
    words = [fold_word(word) for word in words_of(text)]
    if isinstance(leaf, Prefix):
        return any(word.startswith(leaf.text) for word in words)
    return _in_a_row([fold_word(word) for word in (leaf.words if isinstance(leaf, Phrase) else (leaf.text,))], words)


def _in_a_row(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return any(words[place : place + len(wanted)] == wanted for place in range(len(words) - len(wanted) + 1))
