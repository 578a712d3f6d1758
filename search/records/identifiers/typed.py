"""Where in what somebody typed identifiers stand, with the words, quotes and brackets that belong to them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from search.records.identifiers import cited, kinds, labels
from search.records.identifiers.candidate import Candidate, distinct
from search.records.identifiers.plain import BREAK, plain_text
from search.records.record import FIELDS


@dataclass(frozen=True)
class FoundIdentifier:
    """start, end: where it stands in the text as given, its label and quotes included.

    values: folded as identifiers_of folds those of records; any one will do, the best first.
    certain: it can be nothing else; else it may be a mere word (`P117310`), and is looked for as that, too.
    """

    start: int
    end: int
    values: tuple[str, ...]
    certain: bool


@dataclass(frozen=True)
class _Kind:
    """find: where they are. label: what belongs to one when it stands before it."""

    find: Callable[[str], Iterator[Candidate]]
    label: "regex.Pattern[str]"


def _kind(find: Callable[[str], Iterator[Candidate]], label: str) -> _Kind:
    return _Kind(find, regex.compile(rf"(?:{label}){{1,2}}$", regex.IGNORECASE))


# In this order: an address may hold a DOI, a DOI a number of thirteen digits, and each of them a local id.
_KINDS = (
    _kind(kinds.addresses, f"{labels.ADDRESS}|{labels.DOI}"),
    _kind(kinds.dois, labels.DOI),
    _kind(kinds.handles, labels.HANDLE),
    _kind(kinds.bare_addresses, labels.ADDRESS),
    _kind(kinds.isbns, labels.ISBN),
    _kind(kinds.own_ids, labels.OURS),
    _kind(cited.cited, labels.OURS),
    _kind(cited.local_ids, labels.OURS),
)
_ANYTHING = regex.compile(r"\d|/|www\.", regex.IGNORECASE)
_PAIRS = frozenset(('""', "()", "[]", "{}", "<>", "''"))
_FIELD_BEFORE = regex.compile(r"(?<![\w:])([a-z_]{1,30}):$", regex.IGNORECASE)


def typed_identifiers(text: str) -> tuple[FoundIdentifier, ...]:
    """Every identifier in a text, in order, none within another; in time that grows with the text's length."""
    if not _ANYTHING.search(text):
        return ()  # as most questions
    plain = plain_text(text)
    left, found = plain.text, list[FoundIdentifier]()
    for kind in _KINDS:
        pieces, done = list[str](), 0
        for one in kind.find(left):
            start, end = _whole(left, one, kind.label)
            if start < done or _in_a_field(left, start):
                continue
            first, last = plain.places[start], plain.places[end - 1] + 1
            values = one.values
            if kind.find is kinds.own_ids:  # ours may hold any sign: as it was typed, too
                values = distinct(*values, text[plain.places[one.start] : plain.places[one.end - 1] + 1].lower())
            found.append(FoundIdentifier(first, last, values, one.certain))
            pieces += (left[done:start], BREAK * (end - start))
            done = end
        left = "".join((*pieces, left[done:]))
    return tuple(sorted(found, key=lambda one: one.start))


def _whole(text: str, one: Candidate, label: "regex.Pattern[str]") -> tuple[int, int]:
    """With its quotes or brackets, its label, and those around both."""
    start, end = one.start, one.end
    for _ in range(2):
        while start and text[start - 1 : start] + text[end : end + 1] in _PAIRS:
            start, end = start - 1, end + 1
        if before := label.search(text, max(0, start - labels.LONGEST), start):
            start = before.start()
    return start, end


def _in_a_field(text: str, start: int) -> bool:
    """`title:w10742` asks for a word in titles."""
    before = _FIELD_BEFORE.search(text, max(0, start - 32), start)
    return before is not None and before[1].lower() in FIELDS


def typed_identifier(text: str) -> str | None:
    """The best form of the identifier when the whole text is certainly one, else None."""
    found = typed_identifiers(text)
    if len(found) != 1 or not found[0].certain:
        return None
    around = text[: found[0].start] + text[found[0].end :]
    return None if any(c.isalnum() for c in around) else found[0].values[0]
