"""What a widget is asked beside its question: how it looks, how many records it shows, and by what it is narrowed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from search.queries import MOST_VALUES, Query
from search.records import FACETS
from search.sentences import N_, Fault, Sentence
from search.text import unknown_name

THEMES = ("auto", "light", "dark")
YES, NO, NOTHING = "yes", "no", "none"
AUTO = "auto"  # height that follows the content
LEVELS = tuple(str(level) for level in range(2, 7))  # of headings, where it is a part of another page
NARROWING = tuple(facet.name for facet in FACETS if facet.kind not in ("year", "origin"))
FIELDS = ("names", "facts", "abstract")  # of a record, beside its title
MOST_FACETS = 3
MOST_RECORDS = 20
CHOICES = {
    "theme": THEMES,
    "size": tuple(str(number) for number in range(1, MOST_RECORDS + 1)),
    "heading": (YES, NO, *LEVELS),
    "compact": (YES, NO),
    "facets": (*NARROWING, NOTHING),
    "fields": (*FIELDS, NOTHING),
    "height": (AUTO,),
}
SEVERAL = ("facets", "fields")
OF_WIDGET = tuple(CHOICES)
OF_LOOKS = ("theme", "heading", "height")  # what holds for a frame that is a table and no search, too
TOO_MANY_FACETS = N_("A widget has at most %(most)s filters: the others are left out.")


@dataclass(frozen=True)
class WidgetAsked:
    """theme: `auto` is that of the reader's device. size: records at once. compact: titles alone, without filters.

    heading: `yes`, as that of a page; a level; or `no`, for none that is seen.
    facets: those by which readers narrow it, in this order. fields: what is shown of a record beside its title.
    follows: its page runs the one script that tells the page around it how high it is.
    """

    theme: str = THEMES[0]
    size: int = 5
    heading: str = YES
    compact: bool = False
    facets: tuple[str, ...] = ("programme", "population", "content_type")
    fields: tuple[str, ...] = ("names", "facts")
    follows: bool = False

    def parameters(self) -> dict[str, str | list[str]]:
        """As an address has them: defaults are left out."""
        usual = WidgetAsked()
        return {
            "theme": self.theme if self.theme != usual.theme else "",
            "size": str(self.size) if self.size != usual.size else "",
            "heading": self.heading if self.heading != usual.heading else "",
            "compact": YES if self.compact else "",
            "facets": list(self.facets or (NOTHING,)) if self.facets != usual.facets else "",
            "fields": list(self.fields or (NOTHING,)) if self.fields != usual.fields else "",
            "height": AUTO if self.follows else "",
        }

    @property
    def of_table(self) -> "WidgetAsked":
        """What of it holds for a frame that is a table and no search."""
        return WidgetAsked(self.theme, heading=self.heading, follows=self.follows)

    @property
    def narrowing(self) -> tuple[str, ...]:
        """The facets that are shown."""
        return () if self.compact else self.facets

    @property
    def told(self) -> tuple[str, ...]:
        """The fields that are shown."""
        return () if self.compact else self.fields

    @property
    def level(self) -> int:
        """Of its heading."""
        return int(self.heading) if self.heading in LEVELS else 1

    @property
    def scheme(self) -> str:
        """The colour schemes that it has, as CSS names them."""
        return "light dark" if self.theme == "auto" else self.theme


def read_widget(pairs: Iterable[tuple[str, str]]) -> tuple[WidgetAsked, list[Fault]]:
    """Of the parameters of an address those of the widget; and what is wrong with them, which is left out."""
    told: dict[str, list[str]] = {}
    wrong: list[Fault] = []
    for name, value in _given(pairs):
        if value in CHOICES[name]:
            told.setdefault(name, []).append(value)
        else:
            wrong.append(Fault(name, value, unknown_name(name, value, list(CHOICES[name]))))
    facets = _several(told, "facets", WidgetAsked.facets)
    if len(facets) > MOST_FACETS:
        wrong.append(Fault("facets", facets[MOST_FACETS], Sentence(TOO_MANY_FACETS, most=MOST_FACETS)))
    asked = WidgetAsked(
        theme=told.get("theme", [WidgetAsked.theme])[-1],
        size=int(told.get("size", [str(WidgetAsked.size)])[-1]),
        heading=told.get("heading", [YES])[-1],
        compact=told.get("compact", [NO])[-1] == YES,
        facets=facets[:MOST_FACETS],
        fields=tuple(field for field in FIELDS if field in _several(told, "fields", WidgetAsked.fields)),
        follows="height" in told,
    )
    return asked, wrong


def suited(asked: WidgetAsked, query: Query) -> WidgetAsked:
    """With the usual filters but for those that the question has chosen from already: these are not for readers."""
    free = tuple(name for name in (*WidgetAsked.facets, "country") if not query.selection(name))
    return replace(asked, facets=free[:MOST_FACETS])


def _given(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each value by itself, also where several stand in one, with commas between them."""
    given = [(name, value) for name, value in pairs if name in OF_WIDGET][:MOST_VALUES]
    for name, value in given:
        parts = value.split(",", MOST_VALUES)[:MOST_VALUES] if name in SEVERAL else [value]
        yield from ((name, part.strip()) for part in parts if part.strip())


def _several(told: dict[str, list[str]], name: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are named, each once; `none` beside others says nothing, as a form sends it always."""
    if name not in told:
        return usual
    return tuple(dict.fromkeys(value for value in told[name] if value != NOTHING))
