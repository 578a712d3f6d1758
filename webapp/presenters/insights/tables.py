"""Tables of figures: what a page prints, a file holds and a chart draws; numbers lead to the records they count."""

from dataclasses import dataclass, field

from search.queries import Query
from webapp.languages import UNITS, Labels
from webapp.links import Links

HEIGHT = 100  # units of a chart; a period is 10 wide
LAYERS = 5  # kinds that a chart tells apart, the last of which may be all others


@dataclass(slots=True)
class Cell:
    """shown: as pages say it; value: as files do. bar: per cent of the longest of its column; below 0 for none."""

    shown: str
    value: str | int | float
    url: str = ""
    bar: float = -1


@dataclass(slots=True)
class Stack:
    """A period of a chart: what stands beside its bar, and (layer from 1, y, height) of each part of it, in units."""

    x: int
    title: str
    url: str
    parts: list[tuple[int, int, int]]


@dataclass(slots=True)
class Chart:
    """layers: their names, from the foot of a bar. first, last: the periods at its ends, and what was there."""

    stacks: list[Stack]
    layers: list[str]
    first: str
    last: str

    @property
    def width(self) -> int:
        """Units of the picture."""
        return 10 * len(self.stacks)


@dataclass(slots=True)
class Table:
    """name: of section and file. The first cell of a row names the row. folded: long, and shown when asked for."""

    name: str
    title: str
    head: list[str]
    rows: list[list[Cell]]
    hint: str = ""
    folded: bool = False
    chart: Chart | None = field(default=None)


class Cells:
    """Makes cells in the language of a page. everything: the question for all records."""

    def __init__(self, labels: Labels, links: Links) -> None:
        self.labels = labels
        self.links = links
        self.everything = Query(lang=labels.language.code)
        self.gettext = labels.language.gettext

    def search(self, facet: str, value: str, mode: str = "any") -> str:
        """The address of the records with a value."""
        return self.links.search(self.everything.with_(facet, value, mode))  # type: ignore[arg-type]

    def text(self, text: str, url: str = "") -> Cell:
        """Words."""
        return Cell(text, text, url)

    def value(self, facet: str, value: str, url: str = "") -> Cell:
        """The name of a value."""
        return self.text(self.labels.value(facet, value), url)

    def count(self, count: int, url: str = "", most: int = 0) -> Cell:
        """A number of records; most: the largest of its column, for a bar."""
        bar = 100 * count / most if most else -1
        return Cell(self.labels.language.number(count), count, url if count else "", bar)

    def decimal(self, value: float | None, digits: int = 1) -> Cell:
        """A number with digits behind the point; None where there is none."""
        if value is None:
            return Cell("–", "")
        return Cell(self.labels.language.decimal(value, digits), round(value, digits))

    def share(self, part: int, whole: int) -> Cell:
        """How many per cent."""
        if not whole:
            return Cell("–", "")
        value = 100 * part / whole
        digits, unit = 1 if value >= 0.1 or not part else 2, UNITS["percent"]
        shown = self.gettext(unit) % {"value": self.labels.language.decimal(value, digits)}
        return Cell(shown, round(value, digits), bar=value)

    def amount(self, value: float | None) -> Cell:
        """A large number in words."""
        return Cell("–", "") if value is None else Cell(self.labels.language.amount(value), round(value))
