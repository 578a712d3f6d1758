"""What a misspelt name was meant to be."""

from search.sentences import N_, Choice, Sentence

KINDS = {"parameter": N_("parameter"), "facet": N_("facet")}


def near(text: str, choices: list[str], alike: int = 60) -> list[str]:
    """At most three of the choices that are spelt most like the text; alike: how much at least, of 100."""
    from rapidfuzz import process

    return [choice for choice, score, _ in process.extract(text, choices, limit=3) if score >= alike]


def unknown_name(kind: str, name: str, choices: list[str]) -> Sentence:
    """`There is no facet “contry”: did you mean country?`; kind is one of the words of KINDS, or says itself."""
    what = Sentence(KINDS.get(kind, kind))
    if nearest := near(name, choices):
        template = N_("There is no %(kind)s “%(name)s”: did you mean %(nearest)s?")
        return Sentence(template, kind=what, name=name, nearest=Choice(nearest))
    template = N_("There is no %(kind)s “%(name)s”: use one of %(choices)s.")
    return Sentence(template, kind=what, name=name, choices=", ".join(choices))
