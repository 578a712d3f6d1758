"""Which stretches of a record's text are what was asked for, as segments; the same for both engines."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from search.answers.results import Segment, Segments
from search.queries import Node, Phrase, Prefix, Word, in_field, leaves
from search.records import FIELDS, Record, shown
from search.text import fold_word, stem, streams_of, words_of

JOINT = "; "  # between the values of a list while they are looked through together
SNIPPET = 320  # characters of an abstract that a list of hits shows
NO_LANGUAGE = "zxx"  # ISO 639-2 "no linguistic content": names are not stemmed
MOST_COMPARED = 100_000  # words of a text with those of phrases: 50,000 times "a" with a phrase of 250 took 6 seconds
LAST_ASCII = "\x7f"
LISTS = tuple(name for name, field in FIELDS.items() if field.boost and field.many and field.kind == "name")

Span = tuple[int, int]

Way = int  # 0: folded; from 1 on: stemmed, in the order of `streams_of`

Run = tuple[Way, tuple[str, ...]]  # words one after the other, in their forms of one way


class _Aim(dict[str, tuple[Run, ...]]):
    """What to look for in texts of one language: word -> the runs that may begin with it, found when it is first met.

    letters: with which any of them begins. No stemmer changes the first letter of a word that begins with an ASCII one.
    """

    def __init__(self, wanted: Iterable[Word | Phrase | Prefix], language: str) -> None:
        self.language = language
        self._runs: dict[tuple[Way, str], tuple[Run, ...]] = {}
        for leaf in wanted:
            if isinstance(leaf, Prefix):
                continue
            words = leaf.words if isinstance(leaf, Phrase) else (leaf.text,)
            for way, forms in enumerate(zip(*(_forms(word, language) for word in words), strict=True)):
                self._runs[way, forms[0]] = (*self._runs.get((way, forms[0]), ()), (way, forms))
        self._prefixes = tuple(leaf.text for leaf in wanted if isinstance(leaf, Prefix))
        firsts = {form[:1] for form in (*self._prefixes, *(form for _, form in self._runs))}
        self.letters = frozenset(firsts | {first.upper() for first in firsts})

    def __missing__(self, word: str) -> tuple[Run, ...]:
        forms = _forms(word, self.language)
        begun = [run for start in enumerate(forms) for run in self._runs.get(start, ())]
        if self._prefixes and forms[0].startswith(self._prefixes):
            begun.append((0, forms[:1]))
        self[word] = found = tuple(begun)
        return found


class Marker:
    """Marks what a question asks for; made once for all records of a page. `shown_in`: the language of the page."""

    def __init__(self, tree: Node | None, shown_in: str) -> None:
        self._wanted = list(leaves(tree))
        self._shown_in = shown_in
        self._aims: dict[tuple[str, str], _Aim] = {}
        self._by_field = any(leaf.field for leaf in self._wanted)

    def highlights(self, record: Record) -> dict[str, tuple[Segments, ...]]:
        """The values of the fields with something found in them; of `title` and `abstract` the one that is shown."""
        if not self._wanted:
            return {}
        found: dict[str, tuple[Segments, ...]] = {}
        for field, language, values in _texts(record, self._shown_in):
            if spans := _spans(JOINT.join(values), self._aim(field, language)):
                longest = SNIPPET if field == "abstract" else None
                marked = zip(values, _by_value(spans, values), strict=True)
                found[field] = tuple(tuple(_segments(value, within, longest)) for value, within in marked)
        return found

    def _aim(self, field: str, language: str) -> _Aim:
        key = field if self._by_field else "", language
        if key not in self._aims:
            self._aims[key] = _Aim([leaf for leaf in self._wanted if in_field(leaf, field)], language)
        return self._aims[key]


def _texts(record: Record, language: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for field in ("title", "abstract"):
        texts = getattr(record, field)
        if texts:
            known, text = shown(texts, language)
            yield field, known, (text,)
    for field in LISTS:
        if values := getattr(record, field):
            yield field, NO_LANGUAGE, values


@lru_cache(maxsize=131072)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """The word as it is compared: folded, and the stems of the languages as which a text of that language is read."""
    return (fold_word(word), *(stem(word, stream) for stream in streams_of(language)))


def _spans(text: str, aim: _Aim) -> list[Span]:
    words = words_of(text)
    found = sorted(_found(words, aim))
    if not found:
        return []
    places = _places(text, words[: max(last for _, last in found) + 1])
    return _merged((places[first][0], places[last][1]) for first, last in found)


def _by_value(spans: list[Span], values: tuple[str, ...]) -> list[list[Span]]:
    """The spans of values that were joined, value by value; a phrase may have been found across two of them."""
    if len(values) == 1:
        return [spans]
    found, start = [], 0
    for value in values:
        end = start + len(value)
        within = [(max(first, start), min(last, end)) for first, last in spans if first < end and last > start]
        found.append([(first - start, last - start) for first, last in within])
        start = end + len(JOINT)
    return found


def _places(text: str, words: list[str]) -> list[Span]:
    """Where the first words of a text stand: each is the next thing of its kind, as only signs are between them."""
    places, end = [], 0
    for word in words:
        start = text.find(word, end)
        end = start + len(word)
        places.append((start, end))
    return places


def _found(words: list[str], aim: _Aim) -> Iterator[Span]:
    """(first, last) of every run of words that is looked for; of runs that nearly all begin, only the first ones."""
    letters, left = aim.letters, MOST_COMPARED
    for place, word in enumerate(words):
        if word[0] in letters or word[0] > LAST_ASCII:
            for way, run in aim[word]:
                if len(run) == 1:
                    yield place, place
                elif left > 0:
                    left -= len(run)
                    if _are(words[place + 1 : place + len(run)], run[1:], way, aim.language):
                        yield place, place + len(run) - 1


def _are(words: list[str], forms: tuple[str, ...], way: Way, language: str) -> bool:
    """Whether these are the words of that form; looked at up to the first that is not."""
    pairs = zip(words, forms, strict=False)
    return len(words) == len(forms) and all(_forms(word, language)[way] == form for word, form in pairs)


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
