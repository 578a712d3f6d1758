"""RIS: references for Zotero, EndNote and the like; the lines are few, and written as they come."""

from collections.abc import Iterable, Iterator

from search.records import Record
from search.sentences import N_
from webapp.exports.bibliography import DATABASE, Item, Name, full_name, item_of
from webapp.exports.export import Context, Export, in_pieces

TYPES = {  # CSL's types -> those of the RIS specification; else GEN
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "paper-conference": "CPAPER",
    "legislation": "LEGAL",
    "article-newspaper": "NEWS",
    "post-weblog": "BLOG",
    "event": "CONF",
    "dataset": "DATA",
    "motion_picture": "VIDEO",
    "broadcast": "SOUND",
    "report": "RPRT",
}
LINES = (  # tag -> the field of the item, in the order in which they are written
    ("PB", "publisher"), ("T2", "container-title"), ("VL", "volume"), ("AB", "abstract"), ("LA", "language"),
    ("SN", "ISBN"), ("DO", "DOI"), ("UR", "URL"),
)  # fmt: skip


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """A reference for each record."""
    return in_pieces(reference(item_of(record, context)) for record in records)


def reference(item: Item) -> str:
    """Lines ended as the specification asks (CR LF); no value has a line of its own."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _tags(item) if value.strip()]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _tags(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    yield "TI", item["title"]
    for tag, names in (("AU", item["author"]), ("A2", item["editor"]), ("AD", item["organisation"])):
        yield from ((tag, _name(name)) for name in names)
    parts = item["issued"].get("date-parts", [[]])[0]
    yield "PY", "".join(map(str, parts[:1]))
    yield "DA", "/".join([*(f"{part:02}" for part in parts), "", "", "", ""][:4]) if parts else ""
    for tag, field in LINES:
        yield tag, item[field]
    yield "IS", item["issue"] or item["number"]
    yield "M1", item["number"] if item["issue"] else ""
    first, _, last = item["page"].replace("–", "-").partition("-")
    yield from (("SP", first), ("EP", last))
    yield from (("KW", keyword) for keyword in item["keyword"])
    yield from (("DB", DATABASE), ("AN", item["id"]))


def _name(name: Name) -> str:
    """A comma at the end keeps "World Bank" from being read as a person."""
    return full_name(name) if "family" in name else f"{name['literal']},"


EXPORT = Export("ris", "application/x-research-info-systems", N_("References (RIS)"), write)
