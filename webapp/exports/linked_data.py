"""A record in the words of schema.org, by type: for search engines, and Zotero."""

from typing import Any

from search.records import SUBJECTS, Record, shown
from webapp.exports.bibliography import Item
from webapp.languages import Labels


def linked_data(item: Item, record: Record, labels: Labels, address: str) -> dict[str, Any]:
    """Only when it came out is datePublished; when a programme began and ended is the time that it is about."""
    language, title = shown(record.title, labels.language.code)
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": item["work"].schema,
        "@id": address,
        "name": title,
        "identifier": record.id,
        "inLanguage": list(record.language),
        "url": record.url or address,
        "about": [labels.value(field, value) for field in SUBJECTS for value in record.values(field)],
        **(_meeting(record, labels) if item["work"].dated else _work(item, record, labels)),
    }
    told["description" if item["work"].dated else "abstract"] = shown(record.abstract, language)[1]
    return {name: value for name, value in told.items() if value}


def _meeting(record: Record, labels: Labels) -> dict[str, Any]:
    return {
        "startDate": record.start or record.published or "",
        "endDate": record.end or "",
        "organizer": _agents(record),
        "location": _places(record, labels),
    }


def _work(item: Item, record: Record, labels: Labels) -> dict[str, Any]:
    parts = item["issued"].get("date-parts", [[]])[0]
    return {
        "datePublished": "-".join(f"{part:02}" for part in parts),
        "temporalCoverage": f"{record.start or '..'}/{record.end or '..'}" if record.start or record.end else "",
        "author": _agents(record),
        "editor": [{"@type": "Person", "name": name} for name in record.editor],
        "publisher": {"@type": "Organization", "name": record.publisher} if record.publisher else {},
        "funder": [{"@type": "Organization", "name": name} for name in record.funder],
        "isPartOf": _whole(item, record),
        "reportNumber": record.number if item["work"].schema == "Report" else "",
        "legislationIdentifier": record.number if item["work"].schema == "Legislation" else "",
        "isbn": list(record.isbn),
        "sameAs": f"https://doi.org/{record.doi}" if record.doi else "",
        "license": record.rights or "",
        "spatialCoverage": _places(record, labels),
    }


def _whole(item: Item, record: Record) -> dict[str, Any]:
    if not record.container:
        return {}
    kind = {"article-journal": "Periodical", "chapter": "Book"}.get(item["type"], "CreativeWorkSeries")
    volume = {"volumeNumber": record.volume} if record.volume and kind == "Periodical" else {}
    return {"@type": kind, "name": record.container, **volume}


def _agents(record: Record) -> list[dict[str, str]]:
    people = [{"@type": "Person", "name": name} for name in record.author]
    return people + [{"@type": "Organization", "name": name} for name in record.organisation]


def _places(record: Record, labels: Labels) -> list[dict[str, str]]:
    return [{"@type": "Place", "name": labels.value("country", iso3), "identifier": iso3} for iso3 in record.country]
