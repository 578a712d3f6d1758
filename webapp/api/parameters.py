"""The parameters of a question: as an answer repeats them, and as the OpenAPI document describes them."""

from typing import Any

from search.queries import (
    DEEPEST_HIT,
    DEFAULT_SIZE,
    LONGEST_Q,
    MANNERS,
    MODES,
    MOST_SIZE,
    MOST_VALUES,
    SCALARS,
    Mode,
    Query,
)
from search.records import FACETS, INTERFACE_LANGUAGES, KINDS, NONE, SORTS, Field
from webapp.api.examples import OF_SCALARS, of_facet

Json = dict[str, Any]

CURSOR = "cursor"  # parameter of a search that is no part of the question

YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}
MEANING: dict[str, tuple[str, Json]] = {  # scalar -> what it asks for, and which values it takes
    "q": ("The words.", {"type": "string", "maxLength": LONGEST_Q}),
    "names": (
        "How things are looked for: `typed`: only under the names that were typed, not under others that they have.",
        {"type": "string", "enum": MANNERS["names"]},
    ),
    "words": (
        "`all`: nothing of the words may be missing, however few records have all of it.",
        {"type": "string", "enum": MANNERS["words"]},
    ),
    "spelling": ("`typed`: slips are not mended.", {"type": "string", "enum": MANNERS["spelling"]}),
    "year.from": (
        "The first year of a range: what was in one of its years is found, beside what `year` chooses.",
        YEAR,
    ),
    "year.to": ("The last year of the range; where it is the earlier one, the two change places.", YEAR),
    "sort": ("The order of the hits.", {"type": "string", "enum": SORTS, "default": SORTS[0]}),
    "page": (
        f"Which page of the hits; page × size ends at {DEEPEST_HIT:,}, cursors and the files of a search have no end.",
        {"type": "integer", "minimum": 1, "maximum": DEEPEST_HIT, "default": 1},
    ),
    "size": ("Hits on a page.", {"type": "integer", "minimum": 1, "maximum": MOST_SIZE, "default": DEFAULT_SIZE}),
    "lang": (
        "The language of labels and sentences.",
        {"type": "string", "enum": INTERFACE_LANGUAGES, "default": INTERFACE_LANGUAGES[0]},
    ),
}
CHOICES = {"type": "array", "items": {"type": "string"}, "maxItems": MOST_VALUES}  # `country=KEN&country=UGA`
ALL_KINDS = CHOICES | {"items": {"type": "string", "enum": [*KINDS, NONE]}}
CHOSEN: dict[Mode, str] = {"any": "any of", "all": "all of", "not": "none of"}
VALUES = {  # kind of a field -> what its values are
    "concept": "ids of the taxonomy",
    "country": "ISO 3166-1 alpha-3",
    "language": "ISO 639",
    "year": "four digits",
    "date": "2024, 2024-03 or 2024-03-15",
    "origin": "stated, mapped, matched, classified; of tags and countries only values of these kinds count",
    "moment": "UTC, ISO 8601",
}


def parameters() -> dict[str, Json]:
    """Name -> description, for every parameter that a question may have."""
    described = {_name(facet, mode): (*_choice(facet, mode), [of_facet(facet)]) for facet in FACETS for mode in MODES}
    scalars = {name: (*MEANING[name], OF_SCALARS[name]) for name in SCALARS}
    return {
        name: {"name": name, "in": "query", "description": description, "schema": schema, "example": example}
        for name, (description, schema, example) in {**described, **scalars}.items()
    }


def canonical(query: Query) -> dict[str, str | int | list[str]]:
    """The parameters of a question as JSON tells them: lists for facets, numbers for years and pages."""
    found: dict[str, str | int | list[str]] = {}
    lists: dict[str, list[str]] = {}
    for name, value in query.parameters():
        if name in SCALARS and MEANING[name][1]["type"] == "integer":
            found[name] = int(value)
        elif name in SCALARS:
            found[name] = value
        else:
            found[name] = lists.setdefault(name, [])
            lists[name].append(value)
    return found


def meaning(field: Field) -> str:
    """What a field of a record holds: its name in English, and how its values are written."""
    name = field.label or field.name.replace("_", " ").capitalize()
    return f"{name} ({VALUES[field.kind]})" if field.kind in VALUES else name


def _name(facet: Field, mode: Mode) -> str:
    return facet.name if mode == "any" else f"{facet.name}.{mode}"


def _choice(facet: Field, mode: Mode) -> tuple[str, Json]:
    schema = ALL_KINDS if facet.kind == "origin" else CHOICES
    return f"{meaning(facet)}: {CHOSEN[mode]} these; `none` finds what has no value.", schema
