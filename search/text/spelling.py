"""British and American spelling of the words of this field: whichever is typed, both are looked for.

A list, not rules: a rule that turns -our into -or would turn four into for.
"""

from functools import lru_cache

from search.text.fold import fold_word

_STEMS = """
ageing aging|programme program|labour labor|behaviour behavior|neighbour neighbor|favour favor|honour honor|
centre center|theatre theater|metre meter|fibre fiber|defence defense|licence license|offence offense|
enrolment enrollment|fulfil fulfill|instalment installment|skilful skillful|
benefited benefitted|counselling counseling|modelling modeling|travelling traveling|labelled labeled|
judgement judgment|paediatric pediatric|gynaecolog gynecolog|anaemia anemia|foetal fetal|orthopaedic orthopedic|
catalogue catalog|dialogue dialog|analyse analyze|paralyse paralyze|colour color
"""
_ISE = """
organis privatis decentralis centralis formalis informalis digitalis harmonis globalis liberalis marginalis
maximis minimis mobilis modernis optimis prioritis realis recognis rationalis stabilis standardis summaris
utilis universalis urbanis characteris categoris authoris generalis immunis industrialis institutionalis
equalis hospitalis monetis nationalis normalis operationalis penalis polaris randomis regularis scrutinis
socialis specialis subsidis symbolis visualis emphasis criticis capitalis individualis legalis
"""
_ENDINGS = ("e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational", "ationally")


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[str, str], ...]:
    listed = ("".join(_STEMS.split("\n"))).split("|")
    pairs = [tuple(pair.split()) for pair in listed]
    return tuple((a, b) for a, b in pairs)


@lru_cache(maxsize=1)
def _other_ise() -> dict[str, str]:
    forms = [stem + ending for stem in _ISE.split() if stem.endswith("is") for ending in _ENDINGS]
    both = [(form, form.replace("is" + e, "iz" + e)) for form in forms for e in _ENDINGS if form.endswith("is" + e)]
    return dict(both) | {american: british for british, american in both}


@lru_cache(maxsize=4096)
def other_spelling(word: str) -> str | None:
    """`program` -> `programme`, `organisations` -> `organizations`; None for a word spelt one way only."""
    folded = fold_word(word)
    if folded in _other_ise():
        return _other_ise()[folded]
    for british, american in _pairs():
        for here, there in ((british, american), (american, british)):
            rest = folded.removeprefix(here)
            if rest != folded and not (here == "program" and rest.startswith("me")) and rest in _REST:
                return there + rest
    return None


_REST = frozenset(
    ("", "s", "d", "ed", "ing", "er", "ers", "al", "hood", "hoods", "able", "ist", "ists", "y", "ic", "ial")
)
