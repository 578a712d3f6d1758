"""Records of JSON as other programs write them: people and dates as objects, a record within its envelope."""

from typing import Any

from indexer.readers.kinds import kind_columns
from indexer.readers.own import OURS, own_columns

PEOPLE = frozenset(("author", "authors", "editor", "editors", "creators", "contributors", "collection-editor"))
RENAMED = {
    "DOI": "doi", "URL": "url", "ISBN": "isbn", "ISSN": "issn", "container-title": "container", "page": "pages",
    "publicationTitle": "container", "abstractNote": "abstract", "bookTitle": "container", "reportNumber": "number",
    "collection-title": "container",
}  # fmt: skip
ENVELOPES = ("data", "fields", "record", "_source")  # of Zotero, ReliefWeb, our own API, Elasticsearch


def unfolded(value: dict[str, Any]) -> dict[str, Any]:
    """A record with names and dates as text, and with dotted columns for what is nested."""
    for key in ENVELOPES:
        if "title" not in value and isinstance(held := value.get(key), dict) and "title" in held:
            identifier = {name: value[name] for name in ("id", "key") if isinstance(value.get(name), str | int)}
            return unfolded({**identifier, **held})
    ours = value.get("source") == OURS
    if not ours and not any(isinstance(one, dict | list) for one in value.values()):
        return value
    foreign = ours or "itemType" in value or _dated(value.get("issued")) or _people(value.get("author"))
    found: dict[str, Any] = {}
    for key, one in value.items():
        if foreign and key in ("type", "itemType") and isinstance(one, str):
            found.update(kind_columns(one))
        else:
            _add(found, RENAMED.get(key, key) if foreign else key, one)
    return own_columns(found) if ours else found


def _add(found: dict[str, Any], key: str, value: Any) -> None:
    if key in PEOPLE and _people(value):
        _add_people(found, key, value)
    elif _dated(value):
        found["published" if key == "issued" else key] = "-".join(
            f"{part:0>2}" for part in value["date-parts"][0] if part
        )
    elif key == "tags" and _tagged(value):
        found[key] = [one["tag"] for one in value]
    elif key == "tags" and _named(value):
        found[key] = [one["name"] for one in value]
    elif _named(value):
        found[f"{key}.name"] = [one["name"] for one in (value if isinstance(value, list) else [value])]
        for one in value if isinstance(value, list) else [value]:
            for part, text in one.items():
                if part != "name":
                    found.setdefault(f"{key}.{part}", []).append(text)
    elif key == "date" and isinstance(value, dict):
        found.update({f"{key}.{part}": text for part, text in value.items()})
    else:
        found[key] = value


def _add_people(found: dict[str, Any], key: str, value: list[dict[str, Any]]) -> None:
    for one in value:
        editor = one.get("creatorType") == "editor" or "editor" in key
        family, given = one.get("family") or one.get("lastName"), one.get("given") or one.get("firstName")
        before = " ".join(str(one[part]) for part in ("non-dropping-particle", "dropping-particle") if one.get(part))
        name = f"{before} {family}".strip() if family else one.get("literal") or one.get("name") or given
        column = "editor" if editor else "author"
        if one.get("literal") and not family and not editor:
            column = "organisation"
        found.setdefault(column, []).append(f"{name}, {given}" if family and given else name)


def _people(value: Any) -> bool:
    names = ("family", "given", "literal", "lastName", "firstName", "name")
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, dict) and any(isinstance(one.get(part), str) for part in names) for one in value)
    )


def _dated(value: Any) -> bool:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    return isinstance(parts, list) and bool(parts) and isinstance(parts[0], list) and any(parts[0])


def _named(value: Any) -> bool:
    several = value if isinstance(value, list) else [value]
    return bool(several) and all(isinstance(one, dict) and isinstance(one.get("name"), str) for one in several)


def _tagged(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and isinstance(one.get("tag"), str) for one in value)
