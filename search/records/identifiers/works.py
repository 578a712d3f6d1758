"""Works: which of several records are the same work, in another language or listed again."""

from collections.abc import Iterable

from search.records.identifiers.indexed import named_works, names_of_work, work_identifiers
from search.records.record import Record


def of_one_work(one: Record, other: Record) -> bool:
    """Whether both have a DOI, handle or ISBN, or one names the other and they can be but two languages of one work.

    Translations seldom share an identifier: then curators name them as related, as they do an annex or a next part.
    These are told apart by language, year and kind; an annex of the same kind and year in another language is not.
    """
    if set(work_identifiers(one)) & set(work_identifiers(other)):
        return True
    if not one.language or not other.language or set(one.language) & set(other.language):
        return False
    if (one.year, one.content_type, one.document_type) != (other.year, other.content_type, other.document_type):
        return False
    return _names(one, other) or _names(other, one)


def works(records: Iterable[Record]) -> list[list[Record]]:
    """The records by the work that they are, works and the records of each in the order in which they come."""
    found: list[list[Record]] = []
    for record in records:
        joined = [work for work in found if any(of_one_work(record, one) for one in work)]
        if not joined:
            found.append([record])
            continue
        first, *rest = joined
        first += [one for work in rest for one in work]
        first.append(record)
        found = [work for work in found if all(work is not one for one in rest)]
    return found


def _names(one: Record, other: Record) -> bool:
    return bool(one.related) and not set(named_works(one)).isdisjoint(names_of_work(other))
