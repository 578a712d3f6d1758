"""A record for those who cite it: one line, the meta tags that Zotero reads, and schema.org for search engines."""

from typing import Any

from search.records import SUBJECTS, Record, shown
from webapp.languages import Labels

EVENTS = ("event", "webinar", "e-conference")


def citation(record: Record, labels: Labels, address: str) -> str:
    """Author (year). Title. Publisher. Address."""
    _, title = shown(record.title, labels.language.code)
    names = "; ".join(record.author or record.organisation) or record.publisher or record.source
    said = record.publisher or ("; ".join(record.organisation) if record.author else "")
    where = f"https://doi.org/{record.doi}" if record.doi else record.url or address
    year = str(record.year) if record.year else labels.language.gettext("no date")
    return " ".join(filter(None, [f"{names} ({year}).", title.rstrip(".") + ".", f"{said}." if said else "", where]))


def meta_tags(record: Record, labels: Labels, address: str) -> list[tuple[str, str]]:
    """(name, content) as Google Scholar defined them and Zotero reads them; `citation_author` once for each."""
    _, title = shown(record.title, labels.language.code)
    date = (record.published or record.start or str(record.year or ""))[:10].replace("-", "/")
    tags = [("citation_title", title)]
    tags += [("citation_author", name) for name in record.author or record.organisation]
    tags += [
        ("citation_publication_date", date),
        ("citation_publisher", record.publisher or ""),
        ("citation_doi", record.doi or ""),
        ("citation_isbn", record.isbn[0] if record.isbn else ""),
        ("citation_language", record.language[0] if record.language else ""),
        ("citation_keywords", "; ".join(_about(record, labels))),
        ("citation_abstract_html_url", address),
    ]
    return [(name, content) for name, content in tags if content]


def linked_data(record: Record, labels: Labels, address: str) -> dict[str, Any]:
    """The record in the words of schema.org."""
    language, title = shown(record.title, labels.language.code)
    event = record.content_type in EVENTS
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event" if event else "CreativeWork",
        "@id": address,
        "name": title,
        "identifier": record.id,
        "description" if event else "abstract": shown(record.abstract, language)[1],
        "inLanguage": list(record.language),
        "url": record.url or address,
        "startDate" if event else "datePublished": record.published or record.start or "",
        "organizer" if event else "author": _agents(record),
        "about": _about(record, labels),
        "location" if event else "spatialCoverage": [
            {"@type": "Place", "name": labels.value("country", iso3), "identifier": iso3} for iso3 in record.country
        ],
    }
    return {name: value for name, value in told.items() if value}


def _agents(record: Record) -> list[dict[str, str]]:
    people = [{"@type": "Person", "name": name} for name in record.author]
    return people + [{"@type": "Organization", "name": name} for name in record.organisation]


def _about(record: Record, labels: Labels) -> list[str]:
    return [labels.value(field, value) for field in SUBJECTS for value in record.values(field)]
