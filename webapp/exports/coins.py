"""COinS: a reference in the attribute of an element, by which Zotero saves entries from a list (OpenURL 1.0)."""

from urllib.parse import urlencode

from webapp.exports.bibliography import Item
from webapp.exports.names import full_name

BOOKS = {"book": "book", "chapter": "bookitem", "report": "report"}  # CSL's types -> genres of the format for books
# Of what is neither article nor book, Dublin Core has the type in Zotero's words; else document.
OTHERS = {"webpage": "webpage", "post-weblog": "blogPost", "event": "presentation", "thesis": "thesis"}


def coins(item: Item) -> str:
    """The context object."""
    article, genre = item["type"] == "article-journal", BOOKS.get(item["type"])
    form = "journal" if article else "book" if genre else "dc"
    title = "rft.atitle" if article or genre == "bookitem" else "rft.title" if form == "dc" else "rft.btitle"
    parts = item["issued"].get("date-parts", [[]])[0]
    said = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rfr_id", "info:sid/social-protection-index"),
        ("rft.genre", "article" if article else genre or ""),
        ("rft.type", OTHERS.get(item["type"], "document") if form == "dc" else ""),
        (title, item["title"]),
        ("rft.jtitle" if article else "rft.btitle", item["container-title"] if form != "dc" else ""),
        ("rft.series", item["collection-title"]),
        *(("rft.creator" if form == "dc" else "rft.au", full_name(name)) for name in item["author"]),
        ("rft.pub" if form == "book" else "rft.publisher", item["publisher"] or item["by"]),
        ("rft.date", "-".join(f"{part:02}" for part in parts)),
        ("rft.volume", item["volume"]),
        ("rft.issue", item["issue"]),
        ("rft.pages", item["page"]),
        ("rft.isbn", item["ISBN"].partition(",")[0]),
        ("rft.language", item["language"].partition(",")[0]),
        ("rft_id", f"info:doi/{item['DOI']}" if item["DOI"] else ""),
        ("rft.identifier" if form == "dc" else "rft_id", item["URL"]),
    ]
    return urlencode([(name, value) for name, value in said if value])
