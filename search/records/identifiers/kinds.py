"""Where in a plain text an address, DOI, handle, ISBN or our own `source:local` stands.

Every expression is bounded or takes each character once: 100 kB of anything are read in well under a second.
"""

from collections.abc import Iterator

import regex

from search.records.identifiers.candidate import Candidate, distinct
from search.records.identifiers.forms import (
    fold_address,
    fold_isbn,
    forms_of_address,
    forms_of_doi,
    forms_of_isbn,
    inner_address,
    is_isbn,
    local_ids,
    resolved,
)
from search.records.identifiers.labels import KINDS, NUMBER
from search.records.record import FIELDS

_RUN = r'[^\s"|]'
_NEXT_ONE = r"[,;)>\]](?:https?://|(?:doi:\s?)?10\.[0-9]{4})"  # a list without blanks
_ADDRESS = regex.compile(rf"(?<![\w])https?://(?:(?!{_NEXT_ONE}){_RUN})++", regex.IGNORECASE)
_GENERIC = r"(?:org|com|net|int|gov|edu|info|world|eu|ac|co|go|gob|gouv)"
_BARE_ADDRESS = regex.compile(
    rf"(?<![\w@.:/%-])(?=(?P<host>[a-z0-9][a-z0-9-]{{1,62}}(?:\.[a-z0-9-]{{1,62}}){{0,6}}\.[a-z]{{2,12}}))(?P=host)"
    rf"(?![\w@-])(?::[0-9]{{2,5}}+)?(?P<path>[/?]{_RUN}*+)?",
    regex.IGNORECASE,
)
_SURE_HOST = regex.compile(rf"www\..+|.+\.{_GENERIC}(?:\.[a-z]{{2}})?", regex.IGNORECASE)
_COUNTRY_HOST = regex.compile(r".+[a-z0-9-]{2}\.[a-z]{2}", regex.IGNORECASE)
_DOI = regex.compile(
    rf"(?<![0-9.])10\.[0-9]{{4,9}}+(?:\.[0-9]++){{0,4}}(?:/|%2F)(?:(?!{_NEXT_ONE}){_RUN})++", regex.IGNORECASE
)
_HANDLE = regex.compile(
    rf"(?<![\w./$€£,:%-])(?P<label>hdl:\s?|info:hdl/|urn:hdl:|handle:\s?|(?:www\.)?hdl\.handle\.net/)?"
    rf"(?P<prefix>[0-9]{{1,6}}+(?:\.[0-9]{{1,8}}+){{0,4}})(?:/|%2F)(?P<suffix>(?:(?![,;]\d){_RUN})++)",
    regex.IGNORECASE,
)
_YEARS = regex.compile(r"[12][0-9]{3}")
_ISBN_13 = regex.compile(r"(?<![0-9A-Za-z])(?<![0-9][-.])97[89](?:[ -]?[0-9]){10}(?![0-9A-Za-z]|-[0-9])")
_ISBN_10 = regex.compile(
    r"(?<![0-9A-Za-z$€£])(?<![0-9][-.])(?:[0-9](?:[ -]?[0-9]){8}[ -]?[0-9Xx])(?![0-9A-Za-z]|[-.,][0-9])"
)
_ISBN_BEFORE = regex.compile(r"isbn[^\n]{0,24}$", regex.IGNORECASE)
_OWN = regex.compile(
    rf"(?<![\w.:/@-])(?P<source>[a-z0-9][a-z0-9._-]{{0,60}}+):"
    rf"(?P<local>(?:(?![,;][a-z0-9][a-z0-9._-]{{0,60}}:){_RUN})++)",
    regex.IGNORECASE,
)
_A_NUMBERED_ID = regex.compile(r"[a-z]{1,10}[_-]?[0-9]{3,}|[0-9a-f]{12}", regex.IGNORECASE)
_A_YEAR = regex.compile(r"[12][0-9]{3}(?:-+[0-9]{0,4})?|[0-9]{1,2}")
NO_SOURCE = frozenset((*FIELDS, *"http https ftp urn info doi hdl handle isbn issn mailto tel".split()))
_LABEL = regex.compile(rf"{KINDS}|{NUMBER}", regex.IGNORECASE)
_ENDS = regex.compile(r"[.,;:!?'`*…]")
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


def trimmed(text: str) -> str:
    """Without the stop, quote or bracket behind it that belongs to the sentence; a closed pair stays."""
    open_ = {closing: text.count(opening) - text.count(closing) for closing, opening in _CLOSING.items()}
    end = len(text)
    while end:
        last = text[end - 1]
        if open_.get(last, 0) < 0:
            open_[last] += 1
        elif not _ENDS.match(last):
            break
        end -= 1
    return text[:end]


def addresses(text: str) -> Iterator[Candidate]:
    """With a scheme; of doi.org and hdl.handle.net what they lead to, of others what they look like, too."""
    for match in _ADDRESS.finditer(text):
        address = trimmed(match[0])
        if any(c.isalnum() for c in address.partition("//")[2]):
            yield Candidate(match.start(), match.start() + len(address), values_of_address(address))


def bare_addresses(text: str) -> Iterator[Candidate]:
    """Without a scheme, with a path or `www.`: a host alone may be what somebody calls an organisation."""
    for match in _BARE_ADDRESS.finditer(text):
        address, host = trimmed(match[0]), match["host"].lower()
        path = address[len(host) :].strip("/?")
        sure = bool(_SURE_HOST.fullmatch(host))
        if (path and (sure or _COUNTRY_HOST.fullmatch(host))) or host.startswith("www."):
            yield Candidate(match.start(), match.start() + len(address), values_of_address(address), sure)


def values_of_address(address: str) -> tuple[str, ...]:
    """Every form under which a record may be known whose address somebody has, best first."""
    values = [*resolved(address), *forms_of_address(address, whole_query=True)]
    if inner := inner_address(address):
        values += [*resolved(inner), *forms_of_address(inner, whole_query=True)]
    values += local_ids(fold_address(address))
    return distinct(*values)


def dois(text: str) -> Iterator[Candidate]:
    """Wherever they stand."""
    for match in _DOI.finditer(text):
        doi = trimmed(match[0])
        if doi.rpartition("/")[2] or "%" in doi:
            yield Candidate(match.start(), match.start() + len(doi), forms_of_doi(doi))


def handles(text: str) -> Iterator[Candidate]:
    """With a label, or bare where the number before the slash is no year and none of a fraction."""
    for match in _HANDLE.finditer(text):
        suffix = trimmed(match["suffix"])
        local = suffix.partition("?")[0].partition("#")[0].rstrip("/")
        digits = match["prefix"].partition(".")[0]
        dotted = "." in match["prefix"] and digits in ("20", "21")
        bare = len(digits) >= 4 or dotted
        if _YEARS.fullmatch(match["prefix"]) and local[:1].isdigit() and (len(local) <= 4 or "/" in local):
            bare = False
        if local and (match["label"] or (bare and any(c.isdigit() for c in local))):
            registered = len(digits) == 5 and digits[0] == "1" and not digits.endswith("000")
            certain = bool(match["label"]) or dotted or registered
            value = f"{match['prefix']}/{local}".lower()
            yield Candidate(match.start(), match.start("suffix") + len(suffix), (value,), certain)


def isbns(text: str) -> Iterator[Candidate]:
    """Thirteen digits, then ten; without the word ISBN only with a right check digit, and not like a telephone's."""
    taken = 0
    both = [*_ISBN_13.finditer(text), *_ISBN_10.finditer(text)]
    for match in sorted(both, key=lambda one: (one.start(), -one.end())):
        digits = fold_isbn(match[0])
        labelled = bool(_ISBN_BEFORE.search(text, max(0, match.start() - 34), match.start()))
        parts = len(match[0].replace(" ", "-").split("-"))
        right = is_isbn(digits)
        if match.start() < taken or not (labelled or len(digits) == 13 or (right and parts in (1, 4))):
            continue
        taken = match.end()
        alone = len(match[0]) == len(text.strip(' .,;:"()'))
        certain = alone or (right and (labelled or len(digits) == 13 or parts == 4))
        yield Candidate(match.start(), match.end(), forms_of_isbn(digits), certain)


def own_ids(text: str) -> Iterator[Candidate]:
    """`source:local` with a digit in it; what is a field's name, a clock's time or a year is none."""
    for match in _OWN.finditer(text):
        source, local = match["source"].lower(), trimmed(match["local"])
        if source in NO_SOURCE or _LABEL.fullmatch(source) or not any(c.isalpha() for c in source):
            continue
        if not any(c.isdigit() for c in local) or _A_YEAR.fullmatch(local):
            continue
        whole = len(match[0]) == len(text.strip(" "))
        values = (f"{source}:{local}".lower(), match[0].lower())
        certain = whole or bool(_A_NUMBERED_ID.fullmatch(local))
        yield Candidate(match.start(), match.start("local") + len(local), distinct(*values), certain)
