"""What BibTeX, CSL, PubMed, EndNote and Zotero call the type of a work, as the type of RIS that says the same."""

from typing import Any

from indexer.readers.references import ALIKE, TYPES

KINDS = {
    "article": "JOUR", "articlejournal": "JOUR", "journalarticle": "JOUR", "articlenewspaper": "NEWS",
    "newspaperarticle": "NEWS", "articlemagazine": "JOUR", "magazinearticle": "JOUR", "electronicarticle": "JOUR",
    "review": "JOUR", "book": "BOOK", "electronicbook": "BOOK", "editedbook": "BOOK", "booklet": "PAMP",
    "pamphlet": "PAMP", "chapter": "CHAP", "inbook": "CHAP", "incollection": "CHAP", "booksection": "CHAP",
    "report": "RPRT", "techreport": "RPRT", "thesis": "THES", "phdthesis": "THES", "mastersthesis": "THES",
    "paperconference": "CONF", "conferencepaper": "CONF", "inproceedings": "CONF", "conference": "CONF",
    "conferenceproceedings": "CONF", "proceedings": "CONF", "webpage": "ELEC", "online": "ELEC", "electronic": "ELEC",
    "postweblog": "BLOG", "blogpost": "BLOG", "blog": "BLOG", "dataset": "DATA", "motionpicture": "VIDEO",
    "videorecording": "VIDEO", "audiorecording": "SOUND", "podcast": "SOUND", "presentation": "SLIDE",
    "legislation": "STAT", "statute": "STAT", "bill": "BILL", "legalcase": "CASE", "case": "CASE", "misc": "GEN",
    "generic": "GEN", "document": "GEN", "manual": "GEN", "unpublished": "UNPB", "unpublishedwork": "UNPB",
    "manuscript": "UNPB", "governmentdocument": "GOVDOC", "redifpaper": "RPRT", "redifarticle": "JOUR",
    "redifbook": "BOOK", "redifchapter": "CHAP",
}  # fmt: skip


def kind_columns(written: str) -> dict[str, Any]:
    """The columns that say what type of work it is; what no table has stays as it is written."""
    known = KINDS.get("".join(letter for letter in written.lower() if letter.isalnum()))
    if known is None:
        return {"type": written}
    if known in TYPES:
        return {"content_type": TYPES[known]} if TYPES[known] else {}
    return {"document_type": ALIKE.get(known, known)}
