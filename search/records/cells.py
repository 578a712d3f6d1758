"""Values as cells of a table that a spreadsheet opens: joined, and never run as a formula."""

from typing import Any

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # OWASP, CSV injection


def safe_cell(value: Any) -> str:
    """Text for a cell; lists joined with `; `; an apostrophe before what a spreadsheet would run."""
    if isinstance(value, dict):
        text = next(iter(value.values()), "")
    elif isinstance(value, list | tuple):
        text = "; ".join(str(one) for one in value)
    else:
        text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text


def quoted_cell(text: str) -> str:
    """The same text for a cell that is read back: `unquoted_cell` takes the apostrophe away again."""
    return f"'{text}" if text.lstrip("'").startswith(RUN_BY_SPREADSHEETS) else text


def unquoted_cell(text: str) -> str:
    """What `quoted_cell` was given, also where a spreadsheet swallowed the apostrophe."""
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(RUN_BY_SPREADSHEETS) else text
