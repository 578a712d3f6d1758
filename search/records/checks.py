"""What a value may be that no type says: ids, partial dates, web addresses."""

from datetime import date
from urllib.parse import urlsplit

import regex

from search.records.fields import NONE
from search.sentences import Sentence

ID = regex.compile(r"[a-z0-9][a-z0-9._-]*:[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?")
PARTIAL_DATE = regex.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_NOT_IN_ADDRESSES = regex.compile(r"[\s\p{C}<>\"]")


class InvalidValue(ValueError):
    """A value that no record may have. sentence: why, to stand within another one: small letters, no full stop."""

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template)
        self.sentence = Sentence(template, **values)

    def __str__(self) -> str:
        return str(self.sentence)


def why(error: ValueError) -> Sentence | str:
    """What is wrong, as a sentence of ours where it is one."""
    return error.sentence if isinstance(error, InvalidValue) else str(error)


def partial_date(value: str) -> str:
    """`2015`, `2015-03` or `2015-03-04`: ISO 8601 with the precision that is known. Raises ValueError."""
    match = PARTIAL_DATE.fullmatch(value)
    if not match:
        raise InvalidValue("a date is written 2015, 2015-03 or 2015-03-04")
    year, month, day = match.groups()
    date(int(year), int(month or 1), int(day or 1))
    return value


def web_address(value: str) -> str:
    """An absolute http or https address; anything else (javascript:, data:, file:) raises ValueError."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or _NOT_IN_ADDRESSES.search(value):
        raise InvalidValue("a link starts with http:// or https:// and holds no blanks")
    return value


def record_id(value: str) -> str:
    """`source:local-id`, at most 400 bytes (Elasticsearch takes 512). Raises ValueError."""
    if not ID.fullmatch(value) or len(value.encode()) > 400:
        raise InvalidValue("an id is written source:local-id, without control characters, in at most 400 bytes")
    return value


def not_reserved(value: str | tuple[str, ...]) -> None:
    """`none` is how a question says “has no value”, so no value may be called that. Raises ValueError."""
    if value == NONE or (isinstance(value, tuple) and NONE in value):
        raise InvalidValue("none is no value: leave the field empty")
