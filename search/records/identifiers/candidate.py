"""Candidate: what may be an identifier, as each kind of them is looked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """Its place in the plain text, the forms of which any one will do (best first), and how sure it is."""

    start: int
    end: int
    values: tuple[str, ...]
    certain: bool = True


def distinct(*values: str) -> tuple[str, ...]:
    """Each once, in this order, and nothing empty."""
    return tuple(value for value in dict.fromkeys(values) if value)
