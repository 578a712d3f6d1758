"""Text as LaTeX has it -> text: accents, dashes, quotation marks and braces; a per cent or dollar sign is itself."""

import re
from functools import cache
from typing import Any

MACRO = re.compile(r"\\[^%&$#_{}\s]|\$[^$]*[\\^_][^$]*\$|``|''|~|--")  # beyond braces and escaped signs
BARE = re.compile(r"(?<!\\)[%&#]")  # a comment, a cell, a parameter in LaTeX; in a reference they are meant
DOLLAR = re.compile(r"(?<!\\)(\$[^$]*[\\^_][^$]*\$)|(?<!\\)\$")  # around a formula; else it is money
SIGNS = {"braceleft": "{", "braceright": "}", "asciicircum": "^", "asciitilde": "~", "backslash": "\\"}
BRACE = re.compile(r"(?<!\\)[{}]")
ESCAPED = re.compile(r"\\([%&$#_{}])")


def plain(text: str) -> str:
    """The text, in one line."""
    return " ".join((_decoded(text) if MACRO.search(text) else _bare(text)).split())


def _bare(text: str) -> str:
    return ESCAPED.sub(r"\1", BRACE.sub("", text))


def _decoded(text: str) -> str:
    text = BARE.sub(r"\\\g<0>", text)
    text = DOLLAR.sub(lambda found: found[1] or r"\$", text)
    try:
        return str(_latex().latex_to_text(text))
    except (ValueError, LookupError, RecursionError):  # it is no LaTeX after all
        return _bare(text)


@cache
def _latex() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    known = get_default_latex_context_db()
    signs = [MacroTextSpec(f"text{name}", sign) for name, sign in SIGNS.items()]
    known.add_context_category("signs of ASCII", prepend=True, macros=signs)
    return LatexNodes2Text(known)
