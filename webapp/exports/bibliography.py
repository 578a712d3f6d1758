"""A record as those who cite it need it: one CSL-JSON item, of which RIS, BibTeX, citations and meta tags are made.

The names of its fields are those of CSL 1.0.2; which field of a record goes where stands in the record's lines.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from search.authorities import Organisations
from search.records import FIELDS, SUBJECTS, Record, shown
from webapp.exports.export import Context, careful
from webapp.exports.names import Name, person_or_organisation, whole
from webapp.exports.works import IN_A_SERIES, Work, work_of

Item = dict[str, Any]
DATABASE = "Social Protection Index"  # as references name it from which they come


@careful
def item_of(record: Record, context: Context) -> Item:
    """The item; every value is there, also an empty one.

    Beside CSL's fields: `work`, what it is elsewhere; `organisation`, names that stand beside authors; `by`, these
    where no publisher is known, as who brought it out; `corporate`, whether organisations are the authors; `tags`, what
    the record is about in words. `keyword` is a list, with tags and countries. Addresses are absolute, if there.
    """
    work = work_of(record)
    item: Item = {
        field.csl: FORMS.get(field.csl, _plain)(record, name, context) for name, field in FIELDS.items() if field.csl
    }
    beside = [whole(one) for one in record.organisation] if record.author else []
    by = "; ".join(record.organisation) if beside and not record.publisher else ""
    series = item["container-title"] if work.csl in IN_A_SERIES else ""
    return item | {
        "type": work.csl,
        "work": work,
        "URL": item["URL"] or context.links.outside(record.id),
        "collection-title": series,
        "container-title": "" if series else item["container-title"],
        "genre": _genre(record, work, context),
        "event-place": context.labels.value("country", record.country[0]) if _one_place(record, work) else "",
        "accessed": {"date-parts": [date_parts(datetime.now(UTC).date().isoformat())]},
        "organisation": beside,
        "corporate": not record.author,
        "by": by,
        "tags": list(_subjects(record, context)),
    }


def _genre(record: Record, work: Work, context: Context) -> str:
    """What a report or document is, in the reader's words."""
    if work.csl not in ("report", "document"):
        return ""
    field = "document_type" if record.document_type else "content_type"
    said = getattr(record, field)
    return context.labels.value(field, said) if said and said not in ("report", "publication") else ""


def _one_place(record: Record, work: Work) -> bool:
    return work.dated and len(record.country) == 1


def date_parts(partial: str) -> list[int]:
    """`2015-03` -> [2015, 3]."""
    return [int(part) for part in partial[:10].split("-")] if partial else []


def _author(record: Record, name: str, context: Context) -> list[Name]:
    people = [person_or_organisation(one, _organisations()) for one in record.author]
    return people or [whole(one) for one in record.organisation]


def _editor(record: Record, name: str, context: Context) -> list[Name]:
    return [person_or_organisation(one, _organisations()) for one in record.values(name)]


@lru_cache(maxsize=1)
def _organisations() -> Organisations:
    return Organisations.load()


def _text(record: Record, name: str, context: Context) -> str:
    return shown(getattr(record, name), context.labels.language.code)[1]


def _issued(record: Record, name: str, context: Context) -> dict[str, list[list[int]]]:
    """When it came out. When a programme or project began is no such date; when an event began is its date."""
    said = record.published or (record.start if work_of(record).dated else "")
    if not said and record.year and not record.start:
        said = str(record.year)
    parts = date_parts(said or "")
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
