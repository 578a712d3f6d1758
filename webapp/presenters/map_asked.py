"""What an evidence map is asked beside its question: which facets, in which order, and what of them is opened."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from search.authorities import Vocabulary
from search.queries import MOST_VALUES, TOO_MANY, TWICE
from search.records import FACETS, HOW
from search.sentences import Fault, Sentence
from search.text import unknown_name
from webapp.presenters.widget_asked import AUTO

Side = Literal["rows", "columns"]
MAPPED = tuple(
    facet.name for facet in FACETS if facet.closed and facet is not HOW
)  # how tags are known changes them all
CHOICES = {"order": ("total", "name"), "all": ("1",)}
OPEN = ".open"
OF_MAP = ("rows", "columns", "split", "order", "all", "rows.open", "columns.open")


@dataclass(frozen=True)
class MapAsked:
    """rows, columns: facets. split: a third one by which cells are split, or empty. all: values without a record, too.

    rows_open, columns_open: values whose narrower ones are shown below them.
    follows: it stands in a frame whose height follows it.
    """

    rows: str = "programme"
    columns: str = "population"
    split: str = ""
    by_name: bool = False
    all: bool = False
    rows_open: frozenset[str] = frozenset()
    columns_open: frozenset[str] = frozenset()
    follows: bool = False

    def parameters(self) -> dict[str, str | list[str]]:
        """As an address has them: defaults are left out."""
        return {
            "rows": self.rows if self.rows != MapAsked.rows else "",
            "columns": self.columns if self.columns != MapAsked.columns else "",
            "split": self.split,
            "order": "name" if self.by_name else "",
            "all": "1" if self.all else "",
            "rows.open": sorted(self.rows_open),
            "columns.open": sorted(self.columns_open),
            "height": AUTO if self.follows else "",
        }

    def opened(self, side: Side) -> frozenset[str]:
        """The values of a side whose narrower ones are shown."""
        return self.rows_open if side == "rows" else self.columns_open

    def facet(self, side: Side) -> str:
        """The facet of a side."""
        return self.rows if side == "rows" else self.columns

    def toggled(self, side: Side, value: str) -> "MapAsked":
        """With a value opened that is closed, or the other way round."""
        opened = self.opened(side) ^ {value}
        return replace(self, rows_open=opened) if side == "rows" else replace(self, columns_open=opened)

    def swapped(self) -> "MapAsked":
        """Rows as columns, and columns as rows."""
        return replace(
            self, rows=self.columns, columns=self.rows, rows_open=self.columns_open, columns_open=self.rows_open
        )


def read_map(pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> tuple[MapAsked, list[Fault]]:
    """Of the parameters of an address those of the map; and what is wrong with them, which is left out."""
    given = [(name, text) for name, value in pairs if name in OF_MAP and (text := value.strip())]
    wrong = [Fault(*given[MOST_VALUES], Sentence(TOO_MANY, limit=MOST_VALUES))] if len(given) > MOST_VALUES else []
    told: dict[str, str] = {}
    for name, value in given[:MOST_VALUES]:
        if not name.endswith(OPEN):
            _tell(told, name, value, wrong)
    asked = MapAsked(
        rows=told.get("rows", MapAsked.rows),
        columns=told.get("columns", MapAsked.columns),
        split=told.get("split", ""),
        by_name=told.get("order") == "name",
        all="all" in told,
    )
    for name, value in (pair for pair in given[:MOST_VALUES] if pair[0].endswith(OPEN)):
        asked = _with_opened(asked, name, value, vocabulary, wrong)
    return asked, wrong


def _tell(told: dict[str, str], name: str, value: str, wrong: list[Fault]) -> None:
    choices = CHOICES.get(name, MAPPED)
    if value not in choices:
        wrong.append(Fault(name, value, unknown_name(name if name in CHOICES else "facet", value, list(choices))))
        return
    if told.get(name, value) != value:
        wrong.append(Fault(name, value, Sentence(TWICE, name=name, value=value)))
    told[name] = value


def _with_opened(asked: MapAsked, name: str, value: str, vocabulary: Vocabulary, wrong: list[Fault]) -> MapAsked:
    """With one more value opened; one that has nothing narrower is left out in silence, as it is shown whole."""
    side: Side = "rows" if name == f"rows{OPEN}" else "columns"
    facet = asked.facet(side)
    if problem := vocabulary.problem_with(facet, value):
        wrong.append(Fault(name, value, problem))
        return asked
    known = vocabulary.canonical(facet, value) or value
    if known in asked.opened(side) or not _narrower(vocabulary, facet, known):
        return asked
    return asked.toggled(side, known)


def _narrower(vocabulary: Vocabulary, facet: str, value: str) -> bool:
    taxonomy = vocabulary.taxonomy
    return facet in taxonomy.schemes and bool(taxonomy.narrower(facet, value))
