"""Which stretches of a record's text are what was asked for, as segments; the same for both engines."""

from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    folded: str
    stems: tuple[str, ...]


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
    streams = streams_of(language)
    tokens = [
        _Token(m.start(), m.end(), fold_word(m[0]), tuple(stem(m[0], stream) for stream in streams))
        for m in WORD.finditer(text)
    ]
    return _merged(sorted(span for leaf in wanted for span in _found(tokens, leaf, streams)))


def _found(tokens: list[_Token], leaf: Word | Phrase | Prefix, streams: tuple[str, ...]) -> Iterator[Span]:
    if isinstance(leaf, Prefix):
        yield from ((t.start, t.end) for t in tokens if t.folded.startswith(leaf.text))
        return
    words = leaf.words if isinstance(leaf, Phrase) else (leaf.text,)
    ways = [[fold_word(word) for word in words], *([stem(word, stream) for word in words] for stream in streams)]
    texts = [[t.folded for t in tokens], *([t.stems[n] for t in tokens] for n in range(len(streams)))]
    for wanted, text in zip(ways, texts, strict=True):
        for first, word in enumerate(text):
            if word == wanted[0] and text[first : first + len(wanted)] == wanted:
                yield tokens[first].start, tokens[first + len(wanted) - 1].end


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
