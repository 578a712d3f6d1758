"""Field: everything that a field of a record is, said once, in its line of `Record`; every list of fields follows."""

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args, get_origin

from msgspec import Struct

NONE = "none"  # what a person writes for "has no value"

Kind = Literal[
    "identifier", "text", "concept", "country", "language", "source", "name", "pages", "record",
    "year", "origin", "date", "moment", "address", "doi", "isbn", "part",
]  # fmt: skip
CLOSED = ("concept", "country", "language", "year", "origin")  # kinds whose values come from a vocabulary


@dataclass(frozen=True)
class Field:
    """What `Record` says of a field: `funder: Annotated[Values, Field("name", "Funder", facet=170, ...)] = ()`.

    kind: how it is read, which vocabulary it has (`concept`: the scheme of the same name) and how it is shown.
    label: its name in English; a concept field is called what its scheme is called. facet: its place among the facets,
    0 for none; tree: shown as a hierarchy; folded: shown only when asked for. chip: how its values are said in the
    sentence of a search. subject: one of the tags that say what a record is about: proposed from its text, and
    understood in questions. boost: what a word found in it counts, 0 where it is not searched. commas: values are
    split at commas, too. csl: its name in a CSL-JSON item. derived: it follows from other fields, or is noted by a run,
    and has no column in the empty table that curators fill in; example and note: what that table shows. name and many
    come from `Record`.
    """

    kind: Kind
    label: str = ""
    facet: int = 0
    tree: bool = False
    folded: bool = False
    chip: str = ""
    subject: bool = False
    boost: float = 0.0
    commas: bool = False
    csl: str = ""
    derived: bool = False
    example: str = ""
    note: str = ""
    name: str = ""
    many: bool = False

    @property
    def closed(self) -> bool:
        """A closed vocabulary returns all its values, and an unknown one is an error."""
        return self.kind in CLOSED

    @property
    def stated(self) -> bool:
        """Whether a column of a table may hold it."""
        return self.kind not in ("part", "moment")

    @property
    def streams(self) -> bool:
        """Whether it is searched in the language that it is written in, too, not only word by word."""
        return self.kind == "text"


def fields_of(struct: type[Struct]) -> dict[str, Field]:
    """The fields of a struct by name, in the order of its lines."""
    return {name: _field(name, annotation) for name, annotation in struct.__annotations__.items()}


def _field(name: str, annotation: Any) -> Field:
    kind, *said = get_args(annotation)
    (field,) = (one for one in said if isinstance(one, Field))
    return replace(field, name=name, many=get_origin(kind) is tuple)
