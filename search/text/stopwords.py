"""Words that carry no meaning of their own, per language; not required outside phrases. See mappings/stopwords.yaml."""

from functools import lru_cache

from search.paths import data_file
from search.strict_yaml import load_as
from search.text.fold import fold_word


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Those of all languages, folded. Raises ConfigurationError with file and line."""
    by_language = load_as(dict[str, str], data_file("mappings") / "stopwords.yaml")
    return frozenset(fold_word(word) for words in by_language.values() for word in words.split())


def is_stop_word(word: str) -> bool:
    """Whether the word, as typed, may be passed over; an acronym in capitals (WHO, IT) never is."""
    capitals = len(word) > 1 and word.isupper()
    return not capitals and fold_word(word) in stop_words()
