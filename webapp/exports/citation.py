"""A record for those who cite it: one line, the meta tags that Zotero reads, and schema.org for search engines."""

from typing import Any

from search.records import SUBJECTS, Record, shown
from webapp.exports.bibliography import Item
from webapp.exports.names import full_name
from webapp.languages import Labels, Language

EVENTS = ("event", "webinar", "e-conference")


def citation(item: Item, record: Record, language: Language) -> str:
    """Author (year). Title. Journal, volume(issue), pages. Publisher. Address."""
    names = "; ".join(map(full_name, item["author"])) or record.publisher or record.source
    organisations = "; ".join(map(full_name, item["organisation"]))
    said = record.publisher or organisations
    where = f"https://doi.org/{record.doi}" if record.doi else item["URL"]
    year = str(record.year) if record.year else language.gettext("no date")
    sentences = [item["title"].rstrip("."), _within(item), said]
    return " ".join([f"{names} ({year}).", *(f"{one}." for one in sentences if one), where])


def _within(item: Item) -> str:
    """The journal, book or series: Global Policy, 12(3), 17-42."""
    issue = f"({item['issue']})" if item["issue"] else ""
    return ", ".join(filter(None, (item["container-title"], f"{item['volume']}{issue}", item["page"], item["number"])))


def meta_tags(item: Item, address: str) -> list[tuple[str, str]]:
    """(name, content) as Google Scholar defined them and Zotero reads them; `citation_author` once for each."""
    first, _, last = item["page"].replace("–", "-").partition("-")
    parts = item["issued"].get("date-parts", [[]])[0]
    tags = [("citation_title", item["title"])]
    tags += [("citation_author", full_name(name)) for name in item["author"]]
    tags += [
        ("citation_publication_date", "/".join(f"{part:02}" for part in parts)),
        ("citation_publisher", item["publisher"]),
        ("citation_journal_title", item["container-title"] if item["type"] == "article-journal" else ""),
        ("citation_volume", item["volume"]),
        ("citation_issue", item["issue"]),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_technical_report_number", item["number"]),
        ("citation_doi", item["DOI"]),
        ("citation_isbn", item["ISBN"].partition(",")[0]),
        ("citation_language", item["language"].partition(",")[0]),
        ("citation_keywords", "; ".join(item["tags"])),
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
