"""Which stretches of a record's text are what was asked for, as segments; the same for both engines."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from search.analysis import stem, streams_of
from search.fold import WORD, fold_word
from search.record import Record
from search.results import Segment
from search.words import Node, Phrase, Prefix, Word, in_field, leaves

SNIPPET = 320  # characters of an abstract that a list of hits shows
NO_LANGUAGE = "zxx"  # ISO 639-2 "no linguistic content": names are not stemmed
LAST_ASCII = "\x7f"
LISTS = ("author", "organisation", "keyword")

Span = tuple[int, int]


Way = int  # 0: folded; from 1 on: stemmed, in the order of `streams_of`


@dataclass(frozen=True)
class _Aim:
    """What to look for in a text of one language: runs of forms by their way and first form, beginnings of words, and
    the letters with which any of them begins."""

    runs: Mapping[tuple[Way, str], tuple[tuple[str, ...], ...]]
    prefixes: tuple[str, ...]
    letters: frozenset[str]


class Marker:
    """Marks what a question asks for; made once for all records of a page. `shown_in`: the language of the page."""

    def __init__(self, tree: Node | None, shown_in: str) -> None:
        self._wanted = list(leaves(tree))
        self._shown_in = shown_in
        self._aims: dict[tuple[str, str], _Aim] = {}

    def highlights(self, record: Record) -> dict[str, tuple[Segment, ...]]:
        """The fields with something found in them; `title` and `abstract` in the language that the page shows."""
        if not self._wanted:
            return {}
        found: dict[str, tuple[Segment, ...]] = {}
        for field, language, text in _texts(record, self._shown_in):
            if spans := _spans(text, language, self._aim(field, language)):
                found[field] = tuple(_segments(text, spans, SNIPPET if field == "abstract" else None))
        return found

    def _aim(self, field: str, language: str) -> _Aim:
        key = field, language
        if key not in self._aims:
            self._aims[key] = _aim([leaf for leaf in self._wanted if in_field(leaf, field)], language)
        return self._aims[key]


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


def _aim(wanted: list[Word | Phrase | Prefix], language: str) -> _Aim:
    prefixes = tuple(leaf.text for leaf in wanted if isinstance(leaf, Prefix))
    runs: dict[tuple[Way, str], tuple[tuple[str, ...], ...]] = {}
    for leaf in wanted:
        if not isinstance(leaf, Prefix):
            words = leaf.words if isinstance(leaf, Phrase) else (leaf.text,)
            for way, forms in enumerate(zip(*(_forms(word, language) for word in words), strict=True)):
                runs[way, forms[0]] = (*runs.get((way, forms[0]), ()), forms)
    firsts = {form[:1] for form in (*prefixes, *(form for _, form in runs))}
    return _Aim(runs, prefixes, frozenset(firsts | {first.upper() for first in firsts}))


@lru_cache(maxsize=131072)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """The word as it is compared: folded, and the stems of the languages as which a text of that language is read."""
    return (fold_word(word), *(stem(word, stream) for stream in streams_of(language)))


def _spans(text: str, language: str, aim: _Aim) -> list[Span]:
    words = WORD.findall(text)
    found = sorted(_found(words, language, aim))
    if not found:
        return []
    last = max(last for _, last in found)
    places = [match.span() for match in islice(WORD.finditer(text), last + 1)]
    return _merged((places[first][0], places[last][1]) for first, last in found)


def _found(words: list[str], language: str, aim: _Aim) -> Iterator[Span]:
    """(first, last) of every run of words that is looked for.

    Stemming them all is what takes time; no stemmer changes the first letter of a word that begins with an ASCII one.
    """
    letters = aim.letters
    for place in [n for n, word in enumerate(words) if word[0] in letters or word[0] > LAST_ASCII]:
        forms = _forms(words[place], language)
        if aim.prefixes and forms[0].startswith(aim.prefixes):
            yield place, place
        for start in enumerate(forms):
            for run in aim.runs.get(start, ()):
                way, size = start[0], len(run)
                if size == 1 or tuple(_forms(word, language)[way] for word in words[place : place + size]) == run:
                    yield place, place + size - 1


def _merged(spans: Iterable[Span]) -> list[Span]:
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
