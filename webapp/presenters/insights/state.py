"""The state of the records: how fresh they are, in which languages, how their tags are known, what is missing."""

from collections.abc import Mapping

from search.records import BY_NAME, HOW, KINDS, NONE
from search.sentences import N_
from webapp.languages import KINDS as KIND_NAMES
from webapp.presenters.insights.figures import TYPE, YEAR, Figures
from webapp.presenters.insights.growth import layers_of
from webapp.presenters.insights.tables import Cell, Cells, Table

FRESH = 5  # years, this one included
LANGUAGES = 12
OWN = ("source",)  # facets that every record has a value of


def freshness(figures: Figures, cells: Cells) -> Table:
    """By content type: the share of the last years, and the year in the middle."""
    head = [N_("Records"), N_("Without a year"), N_("From the last five years"), N_("of those with a year"),
            N_("Median year")]  # fmt: skip
    kinds = [one for one in layers_of(figures, cells) if one]
    return Table(
        name="freshness",
        title=cells.gettext("How recent the records are"),
        head=[cells.labels.field(TYPE), *map(cells.gettext, head)],
        rows=[_fresh(kind, figures, cells) for kind in [*kinds, ""]],
        hint=cells.gettext("The last five years are those until %(year)s.") % {"year": figures.today.year},
    )


def _fresh(kind: str, figures: Figures, cells: Cells) -> list[Cell]:
    query = cells.everything.with_(TYPE, kind) if kind else cells.everything
    count = figures.tally.counts[TYPE].get(kind, 0) if kind else figures.records
    years = figures.years_of(kind)
    dated, last = sum(years.values()), range(figures.today.year - FRESH + 1, figures.today.year + 1)
    recent = query
    for year in last:
        recent = recent.with_(YEAR, str(year))
    fresh, middle = sum(years.get(year, 0) for year in last), median(years)
    return [
        cells.value(TYPE, kind) if kind else cells.text(cells.gettext("All records")),
        cells.count(count, cells.links.search(query)),
        cells.count(count - dated, cells.links.search(query.with_(YEAR, NONE))),
        cells.count(fresh, cells.links.search(recent)),
        cells.share(fresh, dated),
        Cell(str(middle), middle) if middle else Cell("–", ""),
    ]


def median(years: Mapping[int, int]) -> int | None:
    """The year in which the middle record is (of two, the earlier)."""
    left = (sum(years.values()) + 1) // 2
    for year in sorted(years):
        left -= years[year]
        if left <= 0:
            return year
    return None


def languages(figures: Figures, cells: Cells) -> Table:
    """The most frequent, and the records that tell none."""
    counts, missing = figures.tally.counts["language"], figures.tally.missing["language"]
    first = sorted(counts, key=lambda one: (-counts[one], one))[:LANGUAGES]
    rows = [_counted("language", one, counts[one], figures, cells) for one in first]
    rows += [_counted("language", NONE, missing, figures, cells)] if missing else []
    head = [N_("Language"), N_("Records"), N_("of all records")]
    return Table("languages", cells.gettext("Languages"), list(map(cells.gettext, head)), rows)


def origin(figures: Figures, cells: Cells) -> Table:
    """How tags of records came about: a record has tags of several kinds."""
    counts = figures.tally.counts[HOW.name]
    rows = []
    for kind in KINDS:
        row = _counted(HOW.name, kind, counts.get(kind, 0), figures, cells)
        rows.append([row[0], cells.text(cells.gettext(KIND_NAMES[kind][1])), *row[1:]])
    head = [N_("How it is known"), N_("Meaning"), N_("Records"), N_("of all records")]
    hint = cells.gettext("A record counts for each way in which one of its tags came about.")
    return Table("origin", cells.gettext("Stated and derived tags"), list(map(cells.gettext, head)), rows, hint)


def missing(figures: Figures, cells: Cells) -> Table:
    """Of each filter the records without a value, the most first."""
    without = {name: count for name, count in figures.tally.missing.items() if name not in OWN and count}
    rows = [
        [
            cells.text(cells.labels.field(name)),
            cells.count(count, cells.search(name, NONE)),
            cells.share(count, figures.records),
        ]
        for name, count in sorted(without.items(), key=lambda one: (-one[1], list(BY_NAME).index(one[0])))
    ]
    head = [N_("Filter"), N_("Records without a value"), N_("of all records")]
    hint = cells.gettext("Not every record needs each: a project has no author. The rest waits for somebody to tag it.")
    return Table("missing", cells.gettext("Missing information"), list(map(cells.gettext, head)), rows, hint)


def _counted(facet: str, value: str, count: int, figures: Figures, cells: Cells) -> list[Cell]:
    url = cells.search(facet, value)
    return [cells.value(facet, value), cells.count(count, url), cells.share(count, figures.records)]
