"""A record for those who cite it, in one line."""

from search.records import Record
from webapp.exports.bibliography import Item
from webapp.exports.names import full_name
from webapp.languages import Language


def citation(item: Item, record: Record, language: Language) -> str:
    """Author (year). Title. Journal, volume(issue), pages. Publisher. Address; without an author the title is first."""
    names = "; ".join(map(full_name, item["author"])) or record.publisher or ""
    organisations = "; ".join(map(full_name, item["organisation"]))
    said = record.publisher or organisations
    where = f"https://doi.org/{record.doi}" if record.doi else item["URL"]
    issued = item["issued"].get("date-parts")
    year = str(issued[0][0]) if issued else language.gettext("no date")
    title, *more = [item["title"].rstrip("."), _within(item), said if said != names else ""]
    first = [f"{names} ({year}).", f"{title}."] if names else [f"{title} ({year})."]
    return " ".join([*first, *(f"{one}." for one in more if one), where]).strip()


def _within(item: Item) -> str:
    """The journal, book or series: Global Policy, 12(3), 17-42."""
    issue = f"({item['issue']})" if item["issue"] else ""
    return ", ".join(
        filter(
            None,
            (
                item["container-title"] or item["collection-title"],
                f"{item['volume']}{issue}",
                item["page"],
                item["number"],
            ),
        )
    )
