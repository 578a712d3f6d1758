"""The one form, or the few, under which an ISBN, a DOI, a handle or an address is known however it was written."""

from collections.abc import Iterator
from urllib.parse import unquote

import regex

from search.records.identifiers.candidate import distinct

_BEFORE_HOST = regex.compile(r"(https?://)?(www\.)?")
_NO_DIGIT = regex.compile(r"[^0-9X]")
_TRACKING = regex.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|igshid|yclid|mc_[ce]id"
    r"|_hsenc|_hsmi|_ga|_gl)(?:=|$)"
)
_LOOK = regex.compile(r"(?:lang|language|locale|locale-attribute|hl|show|view|isallowed|sequence|download)(?:=|$)")
_DOI = regex.compile(r"(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"]+", regex.IGNORECASE)
_PAGE_OF_DOI = regex.compile(r"(?:/(?:full|fulltext|abstract|abs|summary|pdf|epdf|html|xml|meta)|\.pdf|\.html?)$")
_HANDLE = regex.compile(r"/(?:handle/)?([0-9]{2,6}(?:\.[0-9]+){0,4}/[^\s\"/?#&]+)")
_LOCAL_IN_ADDRESS = regex.compile(r"([a-z]{1,10}[_-]?[0-9]{3,18})(?:\.[a-z]{2,5})?")
_LOCAL = regex.compile(r"(?:[a-z]{1,10}[_-]?)?([0-9]{1,18})")
_OURS_IN_ADDRESS = regex.compile(r"/([a-z][a-z0-9._-]{0,60}+:(?!/)[^/]*[0-9].*)")
_INNER = regex.compile(r"https?://")
_SHORTEST_DIGITS = 10


def fold_isbn(isbn: str) -> str:
    """Digits (and X) only."""
    return str(_NO_DIGIT.sub("", isbn.upper()))


def is_isbn(digits: str) -> bool:
    """Whether the check digit of ten or thirteen folded characters is right (ISO 2108)."""
    if len(digits) == 13 and digits.isdigit():
        return digits[:3] in ("978", "979") and _check_13(digits[:12]) == digits[12]
    return len(digits) == _SHORTEST_DIGITS and digits[:9].isdigit() and _check_10(digits[:9]) == digits[9]


def forms_of_isbn(isbn: str) -> tuple[str, ...]:
    """Both forms of an ISBN, thirteen digits first; as it is where it has one form only, or is none."""
    digits = fold_isbn(isbn)
    if not is_isbn(digits):
        return (digits,) if digits else ()
    if len(digits) == _SHORTEST_DIGITS:
        body = f"978{digits[:9]}"
        return body + _check_13(body), digits
    if digits.startswith("979"):
        return (digits,)  # those have no ten digits
    return digits, digits[3:12] + _check_10(digits[3:12])


def _check_10(nine: str) -> str:
    return "0123456789X"[-sum((10 - place) * int(digit) for place, digit in enumerate(nine)) % 11]


def _check_13(twelve: str) -> str:
    return str(-sum((3 if place % 2 else 1) * int(digit) for place, digit in enumerate(twelve)) % 10)


def decoded(text: str) -> str:
    """Without percent signs, where that gives characters that an identifier can hold."""
    plain = unquote(text) if "%" in text else text
    return plain if plain.isprintable() and " " not in plain else text


def fold_address(url: str) -> str:
    """The address without scheme, `www.`, fragment and final slash, in lower case: http and https are one."""
    address = url.strip().lower()
    before = _BEFORE_HOST.match(address)
    return address[before.end() if before else 0 :].partition("#")[0].rstrip("/")


def without_tracking(address: str, besides: "regex.Pattern[str] | None" = None) -> str:
    """A folded address without what only says where its reader came from; and without other parameters."""
    path, mark, query = address.partition("?")
    if not mark:
        return address
    parameters = query.replace("&amp;", "&").split("&")
    kept = [one for one in parameters if one and not _TRACKING.match(one) and not (besides and besides.match(one))]
    return f"{path}?{'&'.join(kept)}" if kept else path.rstrip("/")


def forms_of_address(url: str, whole_query: bool = False) -> tuple[str, ...]:
    """A folded address with and without what it could do without, best first.

    whole_query: of a typed address, a query with a number says which thing is meant, and is never given up.
    """
    address = fold_address(url)
    clean = without_tracking(address)
    bare, _, query = without_tracking(clean, _LOOK).partition("?")
    bare = bare.rstrip("/")
    forms = [clean, f"{bare}?{query}" if query else "", address]
    if not (whole_query and any(c.isdigit() for c in query)):
        forms.append(bare)
    return distinct(*forms, *(decoded(form).rstrip("/") for form in forms))


def forms_of_doi(doi: str) -> tuple[str, ...]:
    """A DOI without what addresses put behind it, and as it was written: nearly every sign is allowed in one."""
    whole = decoded(doi).lower()
    clean = without_tracking(whole.partition("#")[0])
    bare = clean.partition("?")[0].rstrip("/")
    page = _PAGE_OF_DOI.search(bare)
    return distinct(bare[: page.start()] if page else bare, bare, clean, whole)


def resolved(url: str) -> tuple[str, ...]:
    """The DOIs and handles that an address holds: those of doi.org, hdl.handle.net, publishers and repositories."""
    address = decoded(url.strip()).lower()
    if doi := _DOI.search(address):
        return forms_of_doi(doi[0])
    start = address.find("/handle/")
    if start < 0 and fold_address(address).startswith("hdl.handle.net/"):
        start = address.find("hdl.handle.net/")
    handle = _HANDLE.search(address, start) if start >= 0 else None
    return (handle[1],) if handle else ()


def local_ids(address: str) -> Iterator[str]:
    """What in a folded address looks like somebody's own number for the thing (`p117310`), the last first."""
    path, _, query = address.partition("?")
    if ours := _OURS_IN_ADDRESS.search(decoded(path)):
        yield ours[1]  # of a page of such an index as this one
    values = [one.rpartition("=")[2] for one in query.split("&")]
    for segment in reversed([*path.split("/")[1:], *values]):
        if match := _LOCAL_IN_ADDRESS.fullmatch(segment):
            yield match[1]
        elif segment.startswith(("978", "979")) and is_isbn(segment.replace("-", "")):
            yield from forms_of_isbn(segment)


def inner_address(address: str) -> str:
    """The address that stands within another one (an archive's, a redirection's), else nothing."""
    plain = decoded(address)
    inner = _INNER.search(plain, 8)
    return plain[inner.start() :] if inner else ""


def cited_numbers(source: str, local: str) -> tuple[str, ...]:
    """`nber#0025` and `nber#25` of `nber:w0025`: a number as it is cited, without the letters of its series.

    No colon: `local:1` is that record, and not all of h1, k1 and z1.
    """
    match = _LOCAL.fullmatch(local)
    return distinct(*(f"{source}#{one}" for one in (match[1], match[1].lstrip("0")) if one)) if match else ()
