"""What the tags of RIS say, in the dialects of the programs that write it, as columns that we know.

The specification of 2011, and what EndNote, Mendeley, Zotero, Ovid, Embase, EBSCO, Scopus and JabRef write; a reference
of our own export says nothing that its record does not.
"""

import re
from typing import Any

from indexer.readers.own import OURS, is_page, own_tags

TAGS = frozenset(
    "A1 A2 A3 A4 AB AD AN AU BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CT CY DA DB DO DP ED EP ER ET ID IS J2 JA JF JO KW L1 L2"
    " L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PY RI RN RP SE SN SP ST T1 T2 T3 TA TI TT TY U1 U2 UR VL Y1 Y2".split()
)
PERIODICAL = frozenset(("JOUR", "JFULL", "EJOUR", "MGZN", "NEWS"))
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dXx]")
_YEAR = re.compile(r"\s*(\d{4})(?!\d)")
TYPES = {  # those that are no label of our document types -> our content type, or nothing that is one of ours
    "GEN": "", "VIDEO": "multimedia", "MPCT": "multimedia", "SOUND": "multimedia", "ADVS": "multimedia",
    "SLIDE": "multimedia", "MULTI": "multimedia", "NEWS": "news", "BLOG": "blog-post", "DBASE": "database",
    "AGGR": "database", "GOVDOC": "publication", "UNPB": "publication", "MANSCPT": "publication", "PAMP": "publication",
    "SER": "publication",
    "STAND": "publication", "UNBILL": "legal-framework", "HEAR": "publication", "PCOMM": "",
    "COMP": "", "ART": "", "FIGURE": "", "ICOMM": "", "MAP": "", "CHART": "", "CASE": "legal-framework",
}  # fmt: skip
ALIKE = {  # types -> the one of the same kind that is a label
    "JFULL": "JOUR", "EJOUR": "JOUR", "INPR": "JOUR", "ABST": "JOUR", "EBOOK": "Book", "EDBOOK": "Book",
    "ECHAP": "CHAP",
    "BOOK": "Book", "DICT": "Book", "ENCYC": "Book",
}  # fmt: skip

SEVERAL = frozenset(
    "authors first_authors secondary_authors tertiary_authors subsidiary_authors keywords urls file_attachments1"
    " file_attachments2 notes author_address issn language translated_author".split()
)  # what a reference may have several of; of all else but an abstract it has one
PARAGRAPHS = frozenset(("abstract", "notes_abstract"))


def as_columns(found: dict[str, Any]) -> dict[str, Any]:
    """The columns of a reference, as rispy reads it; a tag that stands there again keeps what it says.

    It is one more value, or of an abstract one more paragraph; where a reference has but one (a title, a number), the
    first counts, and the others stay under its name with “(another)”.
    """
    unknown = found.pop("unknown_tag", {})
    _repeated(found)
    kind = str(found.get("type_of_reference", "")).upper()
    if found.get("name_of_database") == OURS:
        found, unknown = own_tags({**found, **unknown}, kind), {}
        unknown = {tag: found.pop(tag) for tag in ("ED",) if tag in found}
    elif kind in PERIODICAL and "number" in found:
        found["issue"] = found.pop("number")  # the tag IS, which is a report's number elsewhere
    _titles(found, unknown)
    _names(found, unknown)
    if "abstract" not in found and "notes_abstract" in found:
        found["abstract"] = found.pop("notes_abstract")
    if "journal_name" not in found and "alternate_title3" in found:
        found["journal_name"] = found.pop("alternate_title3")
    _numbers(found)
    _dates(found)
    _page(found)
    _type(found, kind)
    return {**found, **{tag: several for tag, several in unknown.items() if several}}


def _repeated(found: dict[str, Any]) -> None:
    for key in [key for key, value in found.items() if isinstance(value, list) and key not in SEVERAL]:
        values = list(dict.fromkeys(filter(None, found.pop(key))))
        if key in PARAGRAPHS:
            values = ["\n".join(values)]
        if values:
            found[key] = values[0]
        if values[1:]:
            found[f"{key} (another)"] = values[1:]


def _numbers(found: dict[str, Any]) -> None:
    """SN holds an ISSN, or an ISBN, or a line for each."""
    said = found.pop("issn", [])
    for text in said if isinstance(said, list) else [said]:
        digits = re.sub(r"[^0-9Xx]", "", text.split(";")[0])
        found.setdefault("isbn" if _ISBN.fullmatch(digits) else "issn", []).append(text)
    for key in ("isbn", "issn"):
        if len(found.get(key, [])) == 1:
            (found[key],) = found[key]


def _titles(found: dict[str, Any], unknown: dict[str, list[str]]) -> None:
    """BT is a book's own title, or of a part that of the whole; CT stands where there is no other."""
    for tag in ("BT", "CT"):
        for text in unknown.pop(tag, [])[:1]:
            found.setdefault("secondary_title" if {"title", "primary_title"} & found.keys() else "title", text)


def _names(found: dict[str, Any], unknown: dict[str, list[str]]) -> None:
    if editors := unknown.pop("ED", []):
        found["secondary_authors"] = [*found.get("secondary_authors", []), *editors]


def _dates(found: dict[str, Any]) -> None:
    """PY says the year, Y1 and DA perhaps more of the same one; of another year, what they say stays under its name."""
    said = [(key, str(found[key]).strip()) for key in ("year", "publication_year", "date") if found.get(key)]
    dated = [(key, text, match[1]) for key, text in said if (match := _YEAR.match(text))]
    if not dated:
        return
    year = dated[0][2]
    same = [(key, text) for key, text, of in dated if of == year]
    best = max(same, key=lambda one: len(re.findall(r"\d+", one[1])))
    rest = [(key, text) for key, text in said if (key, text) not in same]
    for key, _ in said:
        del found[key]
    for key, text in rest:
        if not _YEAR.search(text) and not re.search(r"\d{4}", text) and best[1].strip("/") == year:
            best = (best[0], f"{text} {year}")  # EndNote: DA March, PY 2018
        else:
            found[f"{key} (another)"] = text
    found["date"] = best[1]


def _page(found: dict[str, Any]) -> None:
    """A page of this site is no address of the work."""
    identifier = str(found.get("id", ""))
    if "urls" in found:
        found["urls"] = [url for url in found["urls"] if not is_page(url, identifier)]


def _type(found: dict[str, Any], kind: str) -> None:
    if "type_of_reference" not in found:
        return
    if kind in TYPES:
        del found["type_of_reference"]
        if TYPES[kind]:
            found["content_type"] = TYPES[kind]
    elif kind in ALIKE:
        found["type_of_reference"] = ALIKE[kind]
