"""Texts in several languages: which of them a page shows."""


def shown(texts: dict[str, str], language: str) -> tuple[str, str]:
    """(language, text) of a language map that a page in that language shows: its own, else the record's first."""
    chosen = language if language in texts else next(iter(texts), language)
    return chosen, texts.get(chosen, "")
