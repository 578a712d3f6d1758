"""What the head of a record's page says to those who collect references: meta tags, and where else to look."""

from urllib.parse import quote

from search.records import Record, shown
from webapp.exports.bibliography import Item
from webapp.exports.export import Context
from webapp.exports.names import full_name
from webapp.exports.registry import EXPORTS

# Highwire's words are for what is published: with a title alone among them, Zotero takes any page for an article.
PUBLISHED = ("article-journal", "book", "chapter", "thesis", "report")
CONTAINER = {"article-journal": "citation_journal_title", "chapter": "citation_inbook_title"}
INSTITUTION = {"report": "citation_technical_report_institution", "thesis": "citation_dissertation_institution"}
NUMBER = {"report": "citation_technical_report_number"}
OPEN_GRAPH = {"article-newspaper": "article", "post-weblog": "article", "book": "book"}  # else website
SCHEMA = "https://schema.org/"


def meta_tags(item: Item, record: Record, context: Context) -> list[tuple[str, str]]:
    """(name, content) of Highwire, Dublin Core and Open Graph; of these the names begin with `og:`.

    An organisation is no author here: what has a blank in it would be cut into the names of a person. Nothing but the
    date when it came out is a date of it.
    """
    highwire = list(_highwire(item)) if item["type"] in PUBLISHED else []
    tags = [*highwire, *_dublin_core(item, record, context), *_open_graph(item, record, context)]
    return [(name, content) for name, content in tags if content]


def _highwire(item: Item) -> list[tuple[str, str]]:
    first, _, last = item["page"].replace("–", "-").partition("-")
    kind = item["type"]
    by = _brought_out_by(item)
    return [
        ("citation_title", item["title"]),
        *(("citation_author", name) for name in _persons(item)),
        ("citation_publication_date", _date(item, "/")),
        (CONTAINER.get(kind, ""), item["container-title"]),
        (INSTITUTION.get(kind, "citation_publisher"), by),
        (NUMBER.get(kind, ""), item["number"]),
        ("citation_volume", item["volume"]),
        ("citation_issue", item["issue"]),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_doi", item["DOI"]),
        ("citation_isbn", item["ISBN"].partition(",")[0]),
        ("citation_language", item["language"].partition(",")[0]),
        ("citation_keywords", "; ".join(item["tags"])),
    ]


def _dublin_core(item: Item, record: Record, context: Context) -> list[tuple[str, str]]:
    return [
        ("DC.title", item["title"]),
        *(("DC.creator", name) for name in _persons(item)),
        ("DC.publisher", _brought_out_by(item)),
        ("DC.date", _date(item, "-")),
        ("DC.language", item["language"].partition(",")[0]),
        ("DC.identifier", f"https://doi.org/{record.doi}" if record.doi else item["URL"]),
        ("DC.rights", record.rights or ""),
        *(("DC.coverage", context.labels.value("country", iso3)) for iso3 in record.country),
        *(("DC.subject", tag) for tag in item["tags"]),
    ]


def _open_graph(item: Item, record: Record, context: Context) -> list[tuple[str, str]]:
    _, abstract = shown(record.abstract, context.labels.language.code)
    return [
        ("og:title", item["title"]),
        ("og:type", OPEN_GRAPH.get(item["type"], "website")),
        ("og:url", context.links.outside(record.id)),
        ("og:description", " ".join(abstract.split())[:300]),
        ("og:site_name", context.labels.language.gettext("Social Protection Index")),
    ]


def _persons(item: Item) -> list[str]:
    return [full_name(name) for name in item["author"] if "family" in name]


def _brought_out_by(item: Item) -> str:
    corporate = "; ".join(full_name(name) for name in item["author"] if "literal" in name)
    return str(item["publisher"] or item["by"] or corporate)


def _date(item: Item, sign: str) -> str:
    """When it came out; the day of a meeting is none."""
    parts = item["issued"].get("date-parts", [[]])[0]
    return "" if item["work"].dated else sign.join(f"{part:02}" for part in parts)


def signposts(item: Item, record: Record, context: Context) -> str:
    """The Link header of signposting.org, level 1: how to cite, what it is, its licence, and its files."""
    links = context.links
    cited = f"https://doi.org/{quote(record.doi, safe='/')}" if record.doi else links.outside(record.id)
    said = [(cited, 'rel="cite-as"')] if cited else []
    said += [(f"{SCHEMA}{item['work'].schema}", 'rel="type"'), (f"{SCHEMA}AboutPage", 'rel="type"')]
    if record.rights and record.rights.startswith("https://creativecommons.org/"):
        said.append((quote(record.rights, safe=":/.-"), 'rel="license"'))
    said += [
        (links.absolute(links.record(record.id, f".{export.suffix}")), f'rel="describedby"; type="{export.media_type}"')
        for export in EXPORTS
        if export.whole
    ]
    return ", ".join(f"<{address}>; {what}" for address, what in said)
