"""Which stretches of a record's text are what was asked for, as segments; the same for both engines."""

from collections.abc import Iterator
from functools import lru_cache

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
    words = WORD.findall(text)
    there = _there(words, language, wanted)
    found = {run for leaf in wanted for run in _found(words, there, leaf, language)}
    if not found:
        return []
    places = [match.span() for match in WORD.finditer(text)]
    return _merged(sorted((places[first][0], places[last][1]) for first, last in found))


def _there(words: list[str], language: str, wanted: list[Word | Phrase | Prefix]) -> dict[tuple[int, str], list[int]]:
    """(way, form) -> where in the text, for the words that may be wanted.

    Stemming all is what takes time; no stemmer changes the first letter of a word that begins with an ASCII one.
    """
    firsts = {form[0] for leaf in wanted for form in _forms(_words(leaf)[0], language) if form}
    beginnings = firsts | {first.upper() for first in firsts}
    there: dict[tuple[int, str], list[int]] = {}
    for place, word in enumerate(words):
        if word[0] in beginnings or not word[0].isascii():
            for way, form in enumerate(_forms(word, language)):
                there.setdefault((way, form), []).append(place)
    return there


def _words(leaf: Word | Phrase | Prefix) -> tuple[str, ...]:
    return leaf.words if isinstance(leaf, Phrase) else (leaf.text,)


@lru_cache(maxsize=131072)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """The word as it is compared: folded, and the stems of the languages as which a text of that language is read."""
    return (fold_word(word), *(stem(word, stream) for stream in streams_of(language)))


def _found(
    words: list[str], there: dict[tuple[int, str], list[int]], leaf: Word | Phrase | Prefix, language: str
) -> Iterator[Span]:
    """(first, last) of every run of words that is what the leaf asks for."""
    if isinstance(leaf, Prefix):
        yield from ((n, n) for (way, form), at in there.items() if not way and form.startswith(leaf.text) for n in at)
        return
    for way, wanted in enumerate(zip(*(_forms(word, language) for word in _words(leaf)), strict=True)):
        for first in there.get((way, wanted[0]), ()):
            run = words[first : first + len(wanted)]
            if tuple(_forms(word, language)[way] for word in run) == wanted:
                yield first, first + len(run) - 1


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
