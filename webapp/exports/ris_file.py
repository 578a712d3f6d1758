"""/search.ris: the whole answer for Zotero, EndNote and the like (RIS; the lines are few, and written as they come)."""

from collections.abc import Iterator

from flask import Blueprint, Response

from search.records import SUBJECTS, Record, shown
from webapp.asking import moved, strict_question
from webapp.languages import Labels
from webapp.links import Links
from webapp.visit import visit

views = Blueprint("ris_file", __name__)

BATCH = 200  # records in one piece of the response
TYPES = {  # our content and document types -> reference types of the RIS specification; else GEN
    "journal-article": "JOUR",
    "book": "BOOK",
    "book-chapter": "CHAP",
    "thesis": "THES",
    "conference-paper": "CPAPER",
    "legal-framework": "LEGAL",
    "legal-and-policy-frameworks": "LEGAL",
    "news": "NEWS",
    "blog-post": "BLOG",
    "event": "CONF",
    "e-conference": "CONF",
    "database": "DATA",
    "multimedia": "VIDEO",
    "webinar": "VIDEO",
    "podcast": "SOUND",
    "publication": "RPRT",
    "project": "RPRT",
}


@views.get("/search.ris")
def search_ris() -> Response:
    """Every record of the search, in the order of its pages."""
    reading = strict_question()
    if reading.moved:
        return moved(reading.query)
    here = visit()
    records = here.snapshot.scan(reading.query)
    response = Response(_pieces(records, here.labels, here.links), mimetype="application/x-research-info-systems")
    response.headers["Content-Disposition"] = f'attachment; filename="{here.snapshot.status.version}.ris"'
    return response


def reference(record: Record, labels: Labels, links: Links) -> str:
    """One record as a RIS reference, lines ended as the specification asks (CR LF)."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _tags(record, labels, links) if value.strip()]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _tags(record: Record, labels: Labels, links: Links) -> Iterator[tuple[str, str]]:
    language, title = shown(record.title, labels.language.code)
    yield "TY", TYPES.get(record.document_type or "") or TYPES.get(record.content_type or "") or "GEN"
    yield "ID", record.id
    yield "TI", title
    for author in record.author:
        yield "AU", author
    for organisation in record.organisation:  # a comma at the end keeps "World Bank" from being read as a person
        yield "A2" if record.author else "AU", f"{organisation},"
    yield "PY", str(record.year or "")
    yield "DA", _date(record.published or record.start or "")
    yield "PB", record.publisher or ""
    yield "AB", shown(record.abstract, language)[1]
    for keyword in dict.fromkeys([*record.keyword, *_labels(record, labels)]):
        yield "KW", keyword
    yield "LA", ", ".join(record.language)
    yield "SN", ", ".join(record.isbn)
    yield "DO", record.doi or ""
    yield "UR", record.url or links.absolute(links.record(record.id))
    yield "DB", "Social Protection Index"
    yield "AN", record.id


def _labels(record: Record, labels: Labels) -> Iterator[str]:
    for field in (*SUBJECTS, "country"):
        for value in record.values(field):
            yield labels.value(field, value)


def _date(partial: str) -> str:
    """`2015-03` -> `2015/03//`."""
    if not partial:
        return ""
    year, month, day = [*partial[:10].split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/"


def _pieces(records: Iterator[Record], labels: Labels, links: Links) -> Iterator[bytes]:
    piece: list[str] = []
    for record in records:
        piece.append(reference(record, labels, links))
        if len(piece) == BATCH:
            yield "".join(piece).encode()
            piece.clear()
    yield "".join(piece).encode()
