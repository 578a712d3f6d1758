"""What the fields of a BibTeX entry say, as columns that we know; those of BibLaTeX, too."""

import re
from typing import Any

from indexer.readers.kinds import kind_columns
from indexer.readers.latex import plain
from indexer.readers.own import own_columns

COLUMNS = {
    "abstract": "abstract", "journal": "container", "journaltitle": "container", "booktitle": "container",
    "series": "container", "volume": "volume", "issue": "issue", "pages": "pages", "year": "year",
    "publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
    "isbn": "isbn", "doi": "doi", "url": "url", "language": "language", "langid": "language", "keywords": "keyword",
    "keyword": "keyword", "date": "published",
}  # fmt: skip
NAMES = {"author": "author", "editor": "editor"}
OUR_ID = "spindex"  # the field in which our own export keeps the id of the record
OUR_PUBLISHER = "spindex-publisher"  # and where it says that what stands as publisher is the organisations
OUR_FIELDS = (OUR_ID, OUR_PUBLISHER)
AS_IT_IS = (OUR_ID, "url", "doi", "file", "eprint")  # what programs read, in which a backslash only hides a sign
PERIODICAL = ("article", "periodical")
URL = re.compile(r"\\url\s*\{([^}]*)\}|(https?://\S+)")
YEAR = re.compile(r"\d{4}")
HIDDEN = re.compile(r"\\([%&$#_{}~])")


def as_columns(kind: str, key: str, fields: dict[str, list[str]]) -> dict[str, Any]:
    """The columns of an entry; a field that no column has stays under its own name."""
    if OUR_ID not in fields:
        return _columns(kind, key, fields)
    found = _columns(kind, key, {name: said for name, said in fields.items() if name not in OUR_FIELDS})
    if "issue" in found and "note" in found:
        found["number"] = found.pop("note")
    if OUR_PUBLISHER in fields:
        found.pop("publisher", None)
    for role in NAMES:
        if role in found:
            found[role] = [name for value in fields[role] for name in _as_written(role, value)]
    return own_columns({**found, "id": _text(OUR_ID, fields[OUR_ID][0])})


def _as_written(role: str, value: str) -> list[str]:
    """Persons as our export has them from the record: with the given name first, where that has it so."""
    from pybtex.bibtex.utils import split_name_list

    names = split_name_list(" ".join(value.split()))
    return [plain(name) for name in names if role == "editor" or not name.startswith("{")]


def _columns(kind: str, key: str, fields: dict[str, list[str]]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": key, **kind_columns(kind)} if key else kind_columns(kind)
    texts = {name: [_text(name, value) for value in values] for name, values in fields.items() if name not in NAMES}
    texts = {name: [text for text in several if text] for name, several in texts.items()}
    _title(found, texts)
    for name in NAMES:
        for value in fields.get(name, ()):
            _names(found, name, value)
    _date(found, texts)
    if "url" not in texts and texts.get("howpublished") and (link := URL.search(fields["howpublished"][0])):
        found["url"] = link[1] or link[2]
        del texts["howpublished"]
    numbered = "issue" if kind in PERIODICAL and "issue" not in texts else "number"
    for name, several in texts.items():
        for text in several:
            _add(found, numbered if name == "number" else COLUMNS.get(name, name), text)
    return found


def _text(name: str, value: str) -> str:
    if name in AS_IT_IS:
        return HIDDEN.sub(r"\1", " ".join(value.split())).strip("{}")
    return plain(value.replace("--", "-") if name == "pages" else value)


def _add(found: dict[str, Any], column: str, text: str) -> None:
    """Two different values of a column stand in it both; a series beside a journal or book stays what it is."""
    before = found.setdefault(column, text)
    if text not in (before if isinstance(before, list) else [before]):
        found[column] = [*before, text] if isinstance(before, list) else [before, text]


def _title(found: dict[str, Any], texts: dict[str, list[str]]) -> None:
    title, more = texts.pop("title", []), texts.pop("subtitle", [])
    if title or more:
        found["title"] = ": ".join([*title[:1], *more[:1]])
    if len(title) > 1:
        texts["title (another)"] = title[1:]
    if texts.get("series") and any(texts.get(name) for name in ("journal", "journaltitle", "booktitle")):
        texts["series (beside)"] = texts.pop("series")


def _date(found: dict[str, Any], texts: dict[str, list[str]]) -> None:
    """A month, and perhaps a day, belong to the year; `10~March` is both."""
    year, month, day = ("".join(texts.get(name, [])[:1]) for name in ("year", "month", "day"))
    if texts.get("date") or not YEAR.fullmatch(year) or not month:
        return
    for name in ("year", "month", "day"):
        texts.pop(name, None)
    if month.isdecimal():
        found["published"] = "-".join(f"{part:0>2}" for part in (year, month, day) if part)
    else:
        found["published"] = " ".join(part for part in (day, month, year) if part)


def _names(found: dict[str, Any], column: str, value: str) -> None:
    from pybtex.bibtex.utils import split_name_list

    value = " ".join(value.split())
    for name in split_name_list(value):
        if name.casefold() == "others":
            continue
        if name.startswith("{") and name.endswith("}") and column == "author" and "}" not in name.strip("{}"):
            found.setdefault("organisation", []).append(plain(name))
        elif said := _name(name):
            found.setdefault(column, []).append(said)


def _name(written: str) -> str:
    """`Family, Given`, as pybtex tells them apart; several with semicolons are divided later, as those of a table."""
    from pybtex.database import InvalidNameString, Person

    if ";" in written:
        return plain(written)
    try:
        person = Person(written)
    except InvalidNameString:
        return plain(written)
    family = " ".join([*person.prelast_names, *person.last_names, *person.lineage_names])
    given = " ".join([*person.first_names, *person.middle_names])
    return plain(f"{family}, {given}" if family and given else family or given)
