"""Did you mean: a question with its slips mended, from the words that an index and its authorities have.

Edit distance is optimal string alignment: a letter too many, too few or another one, and two that changed places, count
one each; the first letter may be wrong, too. What is in quotation marks, in a field, an identifier, in another script,
an acronym, or known to the index is left alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, product

import regex
from msgspec import Struct

from search.paths import data_file
from search.queries.lexicon import Lexicon
from search.queries.reading import ReadWords
from search.strict_yaml import load_as
from search.text import fold_word, is_stop_word

SHORTEST = 3  # letters of a word that may be mended
LONGEST = 30
TWO_FROM = 6  # letters from which two slips are mended
MOST_SLIPS = 3  # words of a question
MOST_FORMS = 4  # that are tried of each word
MOST_TRIED = 12  # questions
UNMENDED = 2  # what a word left alone counts among distances: it may be right, and the others are not
SHORTEST_ACRONYM = 6  # letters: up to five in capitals are no word that is misspelt


class Never(Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from"}):
    """The file mappings/never_corrected.yaml."""

    source: tuple[str, ...] = ()
    to: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _never() -> Never:
    """Raises ConfigurationError."""
    return load_as(Never, data_file("mappings") / "never_corrected.yaml")


@dataclass(frozen=True)
class Speller:
    """Mends words by one lexicon and the words of its authorities' names."""

    lexicon: Lexicon
    names: frozenset[str]

    def unknown(self, words: ReadWords) -> tuple[str, ...]:
        """The words of a question that are spelt like none of the index's: the engine may still know their stem."""
        if words.any_word:
            return ()
        typed = (word for group in words.groups if not group.kept and not group.decided for word in group.words)
        return tuple(dict.fromkeys(word for word in typed if self._is_unknown(fold_word(word))))

    def _is_unknown(self, folded: str) -> bool:
        letters = len(folded) >= SHORTEST and folded.isalpha()
        return letters and folded not in self.lexicon.words and not is_stop_word(folded)

    def may_be_a_slip(self, word: str) -> bool:
        """Whether an unknown word may be a known one misspelt."""
        folded = fold_word(word)
        acronym = word.isupper() and len(word) < SHORTEST_ACRONYM
        known = folded in self.names or folded in _never().source
        return folded.isascii() and len(folded) <= LONGEST and not acronym and not known

    def corrections(self, q: str, slips: Sequence[str]) -> Iterator[tuple[int, str]]:
        """(distance, the question with these words mended, or some of them), the likeliest first."""
        if not slips or len(slips) > MOST_SLIPS:
            return
        forms = [[*self._near(word), (word, UNMENDED, 0)] for word in slips]
        chosen = product(*forms)
        mended = (forms for forms in chosen if any(distance != UNMENDED for _, distance, _ in forms))
        tried = sorted(mended, key=lambda forms: sum(distance for _, distance, _ in forms))
        for some in islice(tried, MOST_TRIED):
            question = q
            for word, (form, _, _) in zip(slips, some, strict=True):
                question = _replaced(question, word, form)
            yield sum(distance for _, distance, _ in some), question

    def _near(self, word: str) -> list[tuple[str, int, int]]:
        """(word, distance, records) of the nearest words, by distance and then by how many records have them."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        folded = fold_word(word)
        most = 2 if len(folded) >= TWO_FROM else 1
        found: list[tuple[str, int, int]] = []
        for length in range(len(folded) - most, len(folded) + most + 1):
            near = process.extract(
                folded, self._by_length.get(length, []), scorer=OSA.distance, score_cutoff=most, limit=None
            )
            found += [(form, int(distance), self.lexicon.words.get(form, 0)) for form, distance, _ in near]
        known = [one for one in found if one[0] not in _never().to]
        return sorted(known, key=lambda one: (one[1], -one[2], one[0]))[:MOST_FORMS]

    @cached_property
    def _by_length(self) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = {}
        for word in sorted({*self.lexicon.words, *self.names}):
            if word.isascii():
                found.setdefault(len(word), []).append(word)
        return found


def _replaced(q: str, word: str, form: str) -> str:
    """The question with a word in another form, with a capital where it had one."""
    written = form.upper() if word.isupper() else form.capitalize() if word[:1].isupper() else form
    return str(regex.sub(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(word)}(?![\p{{L}}\p{{N}}])", written, q))
