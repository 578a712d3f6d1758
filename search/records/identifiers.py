"""Identifiers that people paste into a search box (DOI, ISBN, address, local id), folded to one form."""

import regex

from search.records.record import Record

_DOI = regex.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+?)[.,;]?", regex.IGNORECASE)
_ADDRESS = regex.compile(r"(?:https?://)?(?:www\.)?(\S+\.\S+/\S*|\S+\.\S+)", regex.IGNORECASE)
_ISBN = regex.compile(r"(?:ISBN[ :]*)?((?:97[89][ -]?)?(?:\d[ -]?){9}[\dX])", regex.IGNORECASE)
_BEFORE_HOST = regex.compile(r"(https?://)?(www\.)?")
_NO_DIGIT = regex.compile(r"[^0-9X]")
_OUR_ID = regex.compile(r"[a-z0-9][a-z0-9._-]*:\S+")


def fold_address(url: str) -> str:
    """The address without scheme, `www.`, fragment and final slash, in lower case: http and https are one."""
    address = url.strip().lower()
    before = _BEFORE_HOST.match(address)
    return address[before.end() if before else 0 :].partition("#")[0].rstrip("/")


def fold_isbn(isbn: str) -> str:
    """Digits (and X) only."""
    return str(_NO_DIGIT.sub("", isbn.upper()))


def identifiers_of(record: Record) -> tuple[str, ...]:
    """Every folded identifier under which the record can be found: id, local id, DOI, ISBN, address."""
    found = {record.id.lower(), record.id.partition(":")[2].lower()}
    found |= {fold_isbn(isbn) for isbn in record.isbn}
    if record.doi:
        found.add(record.doi.lower())
    if record.url:
        address = fold_address(record.url)
        found |= {address, address.partition("?")[0].rstrip("/")}
    return tuple(sorted(found))


def typed_identifier(text: str) -> str | None:
    """The folded identifier when the whole text is one, else None."""
    text = text.strip()
    if match := _DOI.fullmatch(text):
        return str(match[1]).lower()
    if text.lower().startswith(("http://", "https://", "www.")) and _ADDRESS.fullmatch(text):
        return fold_address(text)
    if match := _ISBN.fullmatch(text):
        return fold_isbn(match[1])
    if _OUR_ID.fullmatch(text) and any(c.isdigit() for c in text):
        return text.lower()
    return None


from typing import NamedTuple


class FoundIdentifier(NamedTuple):
    start: int
    end: int
    values: tuple
    certain: bool


_LOCAL = regex.compile(r"(?<!\S)[A-Za-z]+\d{3,}(?!\S)")


def typed_identifiers(text):
    one = typed_identifier(text)
    if one:
        return (FoundIdentifier(0, len(text), (one,), True),)
    return tuple(FoundIdentifier(m.start(), m.end(), (m[0].lower(),), False) for m in _LOCAL.finditer(text))
