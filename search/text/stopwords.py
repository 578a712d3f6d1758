"""Words that carry no meaning of their own, per language; not required outside phrases. See mappings/stopwords.yaml."""

import unicodedata
from functools import lru_cache

from search.paths import data_file
from search.strict_yaml import load_as
from search.text.fold import ascii_folded, fold_word, lower


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Those of all languages, folded. Raises ConfigurationError with file and line."""
    return frozenset(map(fold_word, _written()))


def is_stop_word(word: str) -> bool:
    """Whether the word, as typed, may be passed over; an acronym in capitals (WHO, IT) never is.

    Accents that are typed are meant: *thèse* is not *these*, though *cuando* is *cuándo*.
    """
    if (len(word) > 1 and word.isupper()) or fold_word(word) not in stop_words():
        return False
    return word.isascii() or _composed(word) in _written()


@lru_cache(maxsize=1)
def _written() -> frozenset[str]:
    by_language = load_as(dict[str, str], data_file("mappings") / "stopwords.yaml")
    return frozenset(_composed(word) for words in by_language.values() for word in words.split())


def _composed(word: str) -> str:
    """In small letters, and folded where a script has no accents in this sense."""
    composed = lower(unicodedata.normalize("NFC", word))
    return composed if ascii_folded(composed).isascii() else fold_word(composed)
