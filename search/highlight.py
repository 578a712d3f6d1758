"""Which stretches of a record's text are what was asked for, as segments; the same for both engines."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from search.analysis import stem, streams_of
from search.fold import WORD, fold_word
from search.query import Query
from search.record import Record
from search.results import Segment
from search.words import Node, Phrase, Prefix, Word, in_field, leaves

SNIPPET = 320  # characters of an abstract that a list of hits shows
NO_LANGUAGE = "zxx"  # ISO 639-2 "no linguistic content": names are not stemmed
LISTS = ("author", "organisation", "keyword")

Span = tuple[int, int]


def highlights(record: Record, tree: Node | None, query: Query) -> dict[str, tuple[Segment, ...]]:
    """The fields with something found in them. `title` and `abstract` in the language that a page shows."""
    wanted = list(leaves(tree))
    if not wanted:
        return {}
    found: dict[str, tuple[Segment, ...]] = {}
    for field, language, text in _texts(record, query.lang):
        spans = _spans(text, language, [leaf for leaf in wanted if in_field(leaf, field)])
        if spans:
            found[field] = tuple(_segments(text, spans, SNIPPET if field == "abstract" else None))
    return found


def shown(texts: dict[str, str], language: str) -> tuple[str, str]:
    """(language, text) of a language map that a page in that language shows: its own, else the record's first."""
    chosen = language if language in texts else next(iter(texts), language)
    return chosen, texts.get(chosen, "")


def _texts(record: Record, language: str) -> Iterator[tuple[str, str, str]]:
    for field in ("title", "abstract"):
        texts = getattr(record, field)
        if texts:
            yield (field, *shown(texts, language))
    for field in LISTS:
        if values := getattr(record, field):
            yield field, NO_LANGUAGE, "; ".join(values)


def _spans(text: str, language: str, wanted: list[Word | Phrase | Prefix]) -> list[Span]:
    if not wanted:
        return []
    words = [(match[0], *match.span()) for match in WORD.finditer(text)]
    forms = [_forms(word, language) for word, _, _ in words]
    there = frozenset(chain.from_iterable(forms))
    found = (run for leaf in wanted for run in _found(forms, there, leaf, language))
    return _merged(sorted((words[first][1], words[last][2]) for first, last in found))


@lru_cache(maxsize=131072)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """The word as it is compared: folded, and the stems of the languages as which a text of that language is read."""
    return (fold_word(word), *(stem(word, stream) for stream in streams_of(language)))


def _found(
    forms: list[tuple[str, ...]], there: frozenset[str], leaf: Word | Phrase | Prefix, language: str
) -> Iterator[Span]:
    """(first, last) of every run of words that is what the leaf asks for. `there`: all forms of the text."""
    if isinstance(leaf, Prefix):
        yield from ((n, n) for n, form in enumerate(forms) if form[0].startswith(leaf.text))
        return
    words = leaf.words if isinstance(leaf, Phrase) else (leaf.text,)
    for way, wanted in enumerate(zip(*(_forms(word, language) for word in words), strict=True)):
        if not there.issuperset(wanted):
            continue
        size = len(wanted)
        for first, form in enumerate(forms):
            if form[way] == wanted[0] and tuple(one[way] for one in forms[first : first + size]) == wanted:
                yield first, first + size - 1


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _segments(text: str, spans: list[Span], longest: int | None) -> Iterator[Segment]:
    first, last = (0, len(text)) if not longest or len(text) <= longest else _window(text, spans[0], longest)
    position = first
    if first:
        yield Segment("… ", False)
    for start, end in spans:
        if start >= last or start < first:
            continue
        if start > position:
            yield Segment(text[position:start], False)
        yield Segment(text[start:end], True)
        position = end
    if position < last:
        yield Segment(text[position:last], False)
    if last < len(text):
        yield Segment(" …", False)


def _window(text: str, span: Span, longest: int) -> Span:
    """About `longest` characters around the first find, cut at blanks."""
    first = max(0, span[0] - longest // 4)
    first = first and text.rfind(" ", 0, first) + 1
    last = min(len(text), max(first + longest, span[1]))
    if last < len(text):
        last = max(text.rfind(" ", first, last), span[1])
    return first, last
