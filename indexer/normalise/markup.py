"""What a title or an abstract says, without the markup of web pages, JATS and LaTeX that exports leave in it."""

import re

from indexer.normalise.text import without_entities

_FORMULA = re.compile(r"""^=HYPERLINK\(\s*["'][^"']*["']\s*[,;]\s*["'](.*?)["']\s*\)$""", re.IGNORECASE | re.DOTALL)
_SIGNS = re.compile(r"^=|[<&\\{$]|--|[*†‡]\s*$")  # without one of them there is nothing to do
_ATTRIBUTE = r"""\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+)"""
_TAG = re.compile(rf"<(/?)((?:\w+:)?[A-Za-z][\w-]*)((?:{_ATTRIBUTE})*+)\s*/?>")
_UNSEEN = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>|<(script|style)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code dfn em ext-link font i inline-formula ins italic kbd mark math monospace msub msup"
    " named-content mi mn mo mrow overline q roman s samp sans-serif sc small span strike strong styled-content sub sup"
    " tt u underline uri bold xref".split()
)  # of HTML, JATS and MathML
_BLOCKS = frozenset(
    "abstract article blockquote body br center dd disp-formula div dl dt figure h1 h2 h3 h4 h5 h6 head hr html img li"
    " list list-item ol p pre section sec table tbody td th thead title tr ul".split()
)
_LATEX = re.compile(r"\\(?:[\"'`^~=.&%$#_{}]|[A-Za-z]+)|\{[^{}]*\}|\$[^$]+\$")
_NOT_LATEX = re.compile(r"[A-Za-z]:\\|\\\\|\{\{|\{\s*[\"']")  # a path of Windows, a template, JSON
_DASHES = re.compile(r"(?<=[\w\s])(---?)(?=[\w\s])")
_FOOTNOTE = re.compile(r"(?<=[\w)”\"'?!.])\s*[*†‡]+\s*$")
_LINES = re.compile(r"[ \t]*\n[ \t]*(?:\n\s*)?")


def plain(text: str, title: bool = False) -> str:
    """The same words. title: without the sign of a footnote at its end, either."""
    if not _SIGNS.search(text):
        return text
    said = _without_tags(_FORMULA.sub(r"\1", without_entities(text)))
    said = _dashed(_without_latex(said))
    return _FOOTNOTE.sub("", said) if title else said


def _without_tags(text: str) -> str:
    """Tags that there are in HTML, JATS or MathML; what else stands between < and > was written by somebody."""
    if "<" not in text:
        return text
    text = _UNSEEN.sub("", text)
    said = _TAG.sub(_tag, text)
    return _LINES.sub("\n", said).strip() if said != text else text


def _tag(tag: re.Match[str]) -> str:
    prefix, _, name = tag[2].lower().rpartition(":")
    if name in _BLOCKS:
        return "\n"
    return "" if name in _INLINE or prefix in ("jats", "mml") else tag[0]


def _without_latex(text: str) -> str:
    r"""`{\'e}`, `\&`, `{W}orld` and `$n$`, where all of it can be read; formulas stay as they are."""
    if not _LATEX.search(text) or _NOT_LATEX.search(text) or ("\\" not in text and "{" not in text):
        return text
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexwalker import LatexWalkerError

    try:
        said = LatexNodes2Text(math_mode="verbatim", keep_comments=True).latex_to_text(
            text.replace("%", r"\%").replace(r"\\%", r"\%").replace(" & ", r" \& "), tolerant_parsing=False
        )
    except (LatexWalkerError, IndexError, ValueError):
        return text
    return str(said).strip() or text


def _dashed(text: str) -> str:
    return _DASHES.sub(lambda dashes: "—" if len(dashes[0]) == 3 else "–", text)
