"""Citations in the styles that journals and universities ask for, by a CSL processor; of text alone, without markup."""

import re
import warnings
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import Any

import msgspec

from webapp.exports.bibliography import Item
from webapp.exports.csl import plain

STYLES = {"apa": "APA", "chicago": "Chicago", "harvard": "Harvard", "mla": "MLA", "vancouver": "Vancouver"}
LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "pt": "pt-PT", "ar": "ar"}
FULL_NAMES = ("chicago", "mla")  # styles that give names in full, but for editors of series
KEPT = 2560  # citations; one takes a fiftieth of a second to make
NO_PART = frozenset("abstract keyword source custom ISBN language".split())  # no style prints these
_NUMBER = re.compile(r"^(?:\[1\]|1\.)\s*")
_PROCESSOR = Lock()  # a style is changed while it is used


def citations(item: Item, language: str) -> list[tuple[str, str]]:
    """(name of the style, citation), in the terms of a language."""
    return _written(_in_csl(item), LOCALES[language])


def cited(item: Item, style: str, language: str) -> str:
    """The citation in one style of STYLES."""
    return _in_style(_in_csl(item), style, LOCALES[language])


def _in_csl(item: Item) -> bytes:
    csl = {name: value for name, value in plain(item).items() if name not in NO_PART}
    if csl["type"] == "legislation" and (number := csl.pop("number", "")):
        csl["title"] = f"{csl['title']}, {number}"  # styles would call it a public law of the United States
    if csl["type"] == "article-journal" and "container-title" not in csl:
        csl["type"] = "document"  # an article of no journal has its edition in one style
    return msgspec.json.encode(csl)


def _written(item: bytes, locale: str) -> list[tuple[str, str]]:
    return [(name, _in_style(item, style, locale)) for style, name in STYLES.items()]


@lru_cache(maxsize=KEPT)
def _in_style(item: bytes, style: str, locale: str) -> str:
    with _PROCESSOR, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that the processor does not know
        return _cited(msgspec.json.decode(item), _style(style, locale))


def _cited(item: dict[str, Any], style: Any) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    listed = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    listed.register(Citation([CitationItem(item["id"])]))
    return _NUMBER.sub("", " ".join("".join(map(str, listed.bibliography())).split()))


@lru_cache(maxsize=len(STYLES) * len(LOCALES))
def _style(name: str, locale: str) -> Any:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(BytesIO(_readable(name)), validate=False, locale=locale)


def _readable(name: str) -> bytes:
    """A style as the processor understands it: it passes over initialize="false" and the delimiter of a date."""
    from lxml import etree

    tree = etree.fromstring(files(__package__).joinpath("styles", f"{name}.csl").read_bytes())
    if name in FULL_NAMES:
        tree.attrib.pop("initialize-with", None)
    for date in tree.iter("{*}date"):
        if delimiter := date.attrib.pop("delimiter", ""):
            for part in list(date)[1:]:
                part.set("prefix", delimiter + part.get("prefix", ""))
    written: bytes = etree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return written
