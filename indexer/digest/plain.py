"""Texts of records within a line of another text: on one line, and nothing that steers a reader's program."""

from unicodedata import category


def one_line(text: str) -> str:
    """Without line ends and control characters."""
    return "".join(one for one in " ".join(text.split()) if category(one) not in ("Cc", "Cs"))
