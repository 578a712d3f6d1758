"""Words that carry no meaning of their own, per language; not required outside phrases.

A word is listed only where it cannot swallow a content word of another language: French *or* (gold), Spanish
*son* and *once*, English *die*, Portuguese *mais* and French *sur* are left out on purpose.
"""

from search.text.fold import fold_word

_BY_LANGUAGE = {
    "en": "the of and in for to a an on with by from at is are was were be been it its this that these those as "
    "their his her how what which who whom do does did into between about",
    "fr": "le la les des du de et en pour dans avec par une un aux au ce cette ces est leur leurs que qui dont",
    "es": "el la los las del de y en para por con una un al lo su sus que como",
    "pt": "o a os as do da dos das de e em no na nos nas para por com um uma ao aos pelo pela que",
    "ar": "في من على إلى عن و أو مع هذا هذه التي الذي",
}
STOP_WORDS = frozenset(fold_word(word) for words in _BY_LANGUAGE.values() for word in words.split())


def is_stop_word(word: str) -> bool:
    """Whether the word, as typed, may be passed over; an acronym in capitals (WHO, IT) never is."""
    capitals = len(word) > 1 and word.isupper()
    return not capitals and fold_word(word) in STOP_WORDS
