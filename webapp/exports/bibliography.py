"""A record as those who cite it need it: one CSL-JSON item, of which RIS, BibTeX, citations and meta tags are made.

The names of its fields are those of CSL 1.0.2; which field of a record goes where stands in the record's lines.
"""

from collections.abc import Callable, Iterator
from typing import Any

from search.records import FIELDS, SUBJECTS, Record, shown
from webapp.exports.export import Context, careful

Item = dict[str, Any]
Name = dict[str, str]
DATABASE = "Social Protection Index"  # as references name it from which they come

TYPES = {  # our document and content types -> CSL's; else `document`
    "journal-article": "article-journal",
    "book": "book",
    "book-chapter": "chapter",
    "thesis": "thesis",
    "conference-paper": "paper-conference",
    "legal-framework": "legislation",
    "legal-and-policy-frameworks": "legislation",
    "news": "article-newspaper",
    "blog-post": "post-weblog",
    "event": "event",
    "e-conference": "event",
    "database": "dataset",
    "multimedia": "motion_picture",
    "webinar": "motion_picture",
    "podcast": "broadcast",
    "publication": "report",
    "project": "report",
}


@careful
def item_of(record: Record, context: Context) -> Item:
    """The item; every value is there, also an empty one.

    Beside CSL's fields: `organisation`, names that stand beside authors; `tags`, what the record is about in words.
    `keyword` is a list, with tags and countries.
    """
    item: Item = {
        field.csl: FORMS.get(field.csl, _plain)(record, name, context) for name, field in FIELDS.items() if field.csl
    }
    where = context.links.absolute(context.links.record(record.id))
    beside = {"organisation": organisations(record), "tags": list(_subjects(record, context))}
    return item | {"type": type_of(record), "URL": item["URL"] or where} | beside


def type_of(record: Record) -> str:
    """The document type says more than the content type."""
    return TYPES.get(record.document_type or "") or TYPES.get(record.content_type or "") or "document"


def organisations(record: Record) -> list[Name]:
    """Those that stand beside authors; without authors they are the authors."""
    return [{"literal": one} for one in record.organisation] if record.author else []


def date_parts(partial: str) -> list[int]:
    """`2015-03` -> [2015, 3]."""
    return [int(part) for part in partial[:10].split("-")] if partial else []


def full_name(name: Name) -> str:
    """`Ouma, Marion`, or a name of one piece."""
    return name.get("literal") or ", ".join(filter(None, (name.get("family"), name.get("given"))))


def _name(text: str) -> Name:
    family, comma, given = text.partition(", ")
    return {"family": family, "given": given} if comma and given else {"literal": text}


def _author(record: Record, name: str, context: Context) -> list[Name]:
    return [_name(one) for one in record.author] or [{"literal": one} for one in record.organisation]


def _editor(record: Record, name: str, context: Context) -> list[Name]:
    return [_name(one) for one in record.values(name)]


def _text(record: Record, name: str, context: Context) -> str:
    return shown(getattr(record, name), context.labels.language.code)[1]


def _issued(record: Record, name: str, context: Context) -> dict[str, list[list[int]]]:
    parts = date_parts(record.published or record.start or str(record.year or ""))
    return {"date-parts": [parts]} if parts else {}


def _keyword(record: Record, name: str, context: Context) -> list[str]:
    countries = (context.labels.value("country", iso3) for iso3 in record.country)
    return list(dict.fromkeys([*record.keyword, *_subjects(record, context), *countries]))


def _subjects(record: Record, context: Context) -> Iterator[str]:
    for field in SUBJECTS:
        yield from (context.labels.value(field, value) for value in record.values(field))


def _plain(record: Record, name: str, context: Context) -> str:
    return ", ".join(record.values(name))


FORMS: dict[str, Callable[[Record, str, Context], Any]] = {
    "title": _text,
    "abstract": _text,
    "author": _author,
    "editor": _editor,
    "issued": _issued,
    "keyword": _keyword,
}
