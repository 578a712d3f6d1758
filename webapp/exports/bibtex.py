"""BibTeX: entries for LaTeX, in UTF-8; what TeX would run is written as text."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from search.records import Record
from search.sentences import N_
from webapp.exports.bibliography import Item, item_of
from webapp.exports.export import Context, Export, in_pieces
from webapp.exports.names import Name, as_written

CONTAINER = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}  # else series
PUBLISHER = {"techreport": "institution", "phdthesis": "school"}  # else publisher
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPECIAL = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}  # an escaped brace counts for BibTeX, too
    | {sign: f"\\{sign}" for sign in "%&$#_"}
)
_TWICE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)")
_NO_KEY = re.compile(r"[^A-Za-z0-9]+")
AS_IT_IS = ("url", "doi", "spindex")  # read by programs, which want no backslashes


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """An entry for each record."""
    return in_pieces(entry(item_of(record, context)) for record in records)


def entry(item: Item) -> str:
    """One entry; its key is made of the record's id, so that it is the same in every file."""
    kind = item["work"].bib
    lines = [f"  {name} = {value},\n" for name, value in _fields(item, kind) if value not in ("", "{}")]
    return f"@{kind}{{{key(item['id'])},\n{''.join(lines)}}}\n\n"


def key(identifier: str) -> str:
    """Letters, digits and hyphens; with a few digits of a hash, as two ids may differ in their signs alone."""
    plain = _NO_KEY.sub("-", identifier).strip("-")
    return f"{plain}-{hashlib.blake2b(identifier.encode(), digest_size=3).hexdigest()}"


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{_escaped(item['title'])}}}}}"  # braces within: capitals are kept
    yield "author", _names(item["author"])
    yield "editor", _names(item["editor"])
    parts = item["issued"].get("date-parts", [[]])[0]
    plain = {
        "year": "".join(map(str, parts[:1])),
        CONTAINER.get(kind, "series"): item["container-title"] or item["collection-title"],
        "volume": item["volume"],
        "number": item["issue"] or item["number"],
        "note": item["number"] if item["issue"] else "",
        "pages": item["page"].replace("–", "-"),
        PUBLISHER.get(kind, "publisher"): item["publisher"] or item["by"],
        "type": item["genre"] if kind == "techreport" else "",
        "isbn": item["ISBN"],
        "doi": item["DOI"],
        "url": item["URL"],
        "urldate": "-".join(f"{part:02}" for part in item["accessed"]["date-parts"][0]),
        "language": item["language"],
        "keywords": ", ".join(item["keyword"]),
        "abstract": item["abstract"],
        "spindex": item["id"],  # styles pass it over; by it our own reader knows the record
        "spindex-publisher": "organisation" if item["by"] else "",
    }
    yield from ((name, f"{{{_value(name, text)}}}") for name, text in plain.items())
    if len(parts) > 1:
        yield "month", MONTHS[parts[1] - 1]


def _value(name: str, text: str) -> str:
    if name in AS_IT_IS:
        return text.translate({ord("{"): "%7B", ord("}"): "%7D"})
    return _escaped(text).replace("-", "--") if name == "pages" else _escaped(text)


def _escaped(text: str) -> str:
    """Also of what TeX would make one sign of: two hyphens, two quotation marks."""
    return _TWICE.sub("{}", " ".join(text.split()).translate(_SPECIAL))


def _names(names: list[Name]) -> str:
    """A name of one piece in braces of its own, else TeX takes its last word for a family's."""
    said = (as_written(name) for name in names)
    written = (
        _escaped(text) if "family" in name else f"{{{_escaped(text)}}}" for name, text in zip(names, said, strict=True)
    )
    return f"{{{' and '.join(written)}}}"


EXPORT = Export("bib", "application/x-bibtex", N_("References (BibTeX)"), write)
