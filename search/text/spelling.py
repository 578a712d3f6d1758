"""British and American spelling of the words of this field, by mappings/spelling.yaml: both are looked for."""

from functools import lru_cache

from msgspec import Struct

from search.paths import data_file
from search.strict_yaml import load_as
from search.text.fold import fold_word

_ISE = ("e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational", "ationally")
_ENDINGS = frozenset(
    ("", "s", "d", "ed", "ing", "er", "ers", "al", "hood", "hoods", "able", "ist", "ists", "y", "ic", "ial")
)


class Spellings(Struct, frozen=True, forbid_unknown_fields=True):
    """The file: British beginnings of words and the American ones, and beginnings of verbs in -ise."""

    words: dict[str, str]
    ise: tuple[str, ...]


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    """(one beginning, the other), both ways round; and whole forms of verbs in -ise. Raises ConfigurationError."""
    file = load_as(Spellings, data_file("mappings") / "spelling.yaml")
    pairs = tuple(
        pair for british, american in file.words.items() for pair in ((british, american), (american, british))
    )
    forms = {stem + ending: f"{stem[:-1]}z{ending}" for stem in file.ise for ending in _ISE}
    return pairs, forms | {american: british for british, american in forms.items()}


@lru_cache(maxsize=4096)
def other_spelling(word: str) -> str | None:
    """`program` -> `programme`, `organisations` -> `organizations`; None for a word spelt one way only."""
    folded = fold_word(word)
    pairs, forms = _spellings()
    if folded in forms:
        return forms[folded]
    for here, there in pairs:
        rest = folded.removeprefix(here)
        if rest != folded and not (here == "program" and rest.startswith("me")) and rest in _ENDINGS:
            return there + rest
    return None
