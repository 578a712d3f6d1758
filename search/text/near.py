"""What a misspelt name was meant to be."""


def near(text: str, choices: list[str]) -> list[str]:
    """At most three of the choices that are spelt most like the text."""
    from rapidfuzz import process

    return [choice for choice, score, _ in process.extract(text, choices, limit=3) if score >= 60]


def either(choices: list[str]) -> str:
    """The choices as a sentence names them."""
    return " or ".join(choices)


def unknown_name(kind: str, name: str, choices: list[str]) -> str:
    """`There is no facet “contry”: did you mean country?`"""
    nearest = near(name, choices)
    return f"There is no {kind} “{name}”: " + (
        f"did you mean {either(nearest)}?" if nearest else f"use one of {', '.join(choices)}."
    )
