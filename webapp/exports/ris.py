"""RIS: references for Zotero, EndNote and the like; the lines are few, and written as they come."""

from collections.abc import Iterable, Iterator

from search.records import Record
from search.sentences import N_
from webapp.exports.bibliography import DATABASE, Item, item_of
from webapp.exports.export import Context, Export, in_pieces
from webapp.exports.names import Name, full_name

LINES = (  # tag -> the field of the item, in the order in which they are written
    ("VL", "volume"), ("AB", "abstract"), ("LA", "language"), ("DO", "DOI"), ("UR", "URL"), ("CY", "event-place"),
)  # fmt: skip
DESCRIBED = ("RPRT", "THES")  # types whose M3 is what kind they are
EDITORS = {"BOOK": "A3", "JOUR": "A2", "CHAP": "A2"}  # A2 edits the series of a report or a book; else ED
PUBLISHERLESS = ("ELEC", "BLOG", "NEWS", "SLIDE", "STAT")  # types of which Zotero knows no publisher


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """A reference for each record."""
    return in_pieces(reference(item_of(record, context)) for record in records)


def reference(item: Item) -> str:
    """Lines ended as the specification asks (CR LF); no value has a line of its own."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _tags(item) if value.strip()]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _tags(item: Item) -> Iterator[tuple[str, str]]:
    """PB stands before the title where it names organisations, which tells our own reader."""
    by, authors, beside = _placed(item)
    kind = "DBASE" if by and item["work"].ris in PUBLISHERLESS else item["work"].ris
    yield "TY", kind
    yield "ID", item["id"]
    yield "PB", by
    yield "TI", item["title"]
    for tag, names in (("AU", authors), (EDITORS.get(kind, "ED"), item["editor"])):
        yield from ((tag, _name(name)) for name in names)
    yield from (("AD", full_name(name)) for name in beside)
    parts = item["issued"].get("date-parts", [[]])[0]
    yield "PY", "".join(map(str, parts[:1]))
    yield "DA", _date(parts)
    yield "PB", item["publisher"]
    yield "T2", item["collection-title"] or item["container-title"]
    for tag, field in LINES:
        yield tag, item[field]
    yield from _numbers(item, kind)
    first, _, last = item["page"].replace("–", "-").partition("-")
    yield from (("SP", first), ("EP", last))
    yield from (("KW", keyword) for keyword in item["keyword"])
    yield from (("Y2", _date(item["accessed"]["date-parts"][0])), ("DB", DATABASE), ("AN", item["id"]))


def _placed(item: Item) -> tuple[str, list[Name], list[Name]]:
    """Organisations as the one who brings it out, authors, and organisations beside them.

    A comma within a name would make a person of it, wherever authors stand.
    """
    authors = item["author"]
    risky = [name for name in authors if "," in name.get("literal", "")] if item["corporate"] else []
    if item["by"]:
        return item["by"], authors, []
    if risky and not item["publisher"]:
        return "; ".join(map(full_name, authors)), [], []
    return "", [name for name in authors if name not in risky], [*item["organisation"], *risky]


def _numbers(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    """SN is a report's number, elsewhere the ISBN; a report's own stands in M2, where Zotero keeps the rest."""
    if kind == "RPRT":
        yield "SN", item["number"]
        yield "M2", f"ISBN: {item['ISBN']}" if item["ISBN"] else ""
    else:
        yield "SN", item["ISBN"]
        yield "M1", item["number"]
    yield "IS", item["issue"]
    yield "M3", item["genre"] if kind in DESCRIBED else ""


def _date(parts: list[int]) -> str:
    return "/".join([*(f"{part:02}" for part in parts), "", "", "", ""][:4]) if parts else ""


def _name(name: Name) -> str:
    """A comma at the end keeps "World Bank" from being read as a person; none has a blank behind it where the record
    has the given name first."""
    if "family" not in name:
        return f"{name['literal']},"
    return f"{name['family']},{name['given']}" if name.get("turned") else full_name(name)


EXPORT = Export("ris", "application/x-research-info-systems", N_("References (RIS)"), write)
