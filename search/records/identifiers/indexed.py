"""Under which identifiers a record is indexed: every form in which somebody may have its id, DOI, ISBN or address."""

from search.records.identifiers.forms import (
    cited_numbers,
    forms_of_address,
    forms_of_doi,
    forms_of_isbn,
    resolved,
)
from search.records.record import Record


def work_identifiers(record: Record) -> tuple[str, ...]:
    """What tells the work itself, wherever it is listed, in one form each: its DOIs and handles, ISBNs."""
    found = [*forms_of_doi(record.doi)[:1]] if record.doi else []
    found += [forms_of_isbn(isbn)[0] for isbn in record.isbn if forms_of_isbn(isbn)]
    found += resolved(record.url)[:1] if record.url else ()
    return tuple(dict.fromkeys(found))


def shared_identifiers(record: Record) -> tuple[str, ...]:
    """The same, and its address, which may be that of a page on several works."""
    address = forms_of_address(record.url)[:1] if record.url and not resolved(record.url) else ()
    return (*work_identifiers(record), *address)


def names_of_work(record: Record) -> tuple[str, ...]:
    """Under what other records name this one as related: its ids, and what tells the work."""
    return tuple(dict.fromkeys((*map(str.lower, (record.id, *record.merged)), *shared_identifiers(record))))


def named_works(record: Record) -> tuple[str, ...]:
    """What it names as related: ids of records, and addresses in the form of `shared_identifiers`."""
    addresses = {one: (*resolved(one)[:1], *forms_of_address(one)[:1])[:1] for one in record.related if "://" in one}
    return tuple(dict.fromkeys(name for one in record.related for name in addresses.get(one, (one.lower(),))))


def identifiers_of(record: Record) -> tuple[str, ...]:
    """Every folded identifier under which the record can be found: id, local id, its number, DOI, ISBN, address.

    The ids of those that were merged into it are its own, too.
    """
    found: set[str] = set()
    for identifier in (record.id, *record.merged):
        source, _, local = identifier.lower().partition(":")
        found.update((identifier.lower(), local), cited_numbers(source, local))
    for isbn in record.isbn:
        found.update(forms_of_isbn(isbn))
    if record.doi:
        found.add(record.doi.lower())
        found.update(resolved(record.doi) or forms_of_doi(record.doi))
    if record.url:
        found.update(forms_of_address(record.url))
        found.update(resolved(record.url))
    return tuple(sorted(found - {""}))
