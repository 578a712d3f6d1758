"""Spelling: the parts of our paths as rules of routes have them (search/addresses.py says how they are written)."""

from werkzeug.routing import BaseConverter, ValidationError

from search.addresses import read, spelled


class Text(BaseConverter):
    """`<path:name>`: the rest of a path; a slash at the end, which people add, is none of it."""

    regex = ".+?"
    part_isolating = False

    def to_python(self, value: str) -> str:
        if not value.strip("/"):
            raise ValidationError
        return read(value.rstrip("/"))

    def to_url(self, value: str) -> str:
        return spelled(value)


class Name(BaseConverter):
    """`<name>`: one part of a path."""

    def to_python(self, value: str) -> str:
        return read(value)

    def to_url(self, value: str) -> str:
        return spelled(value).replace("/", "~2F")
