"""How the index grew: by year of publication, and by when records entered it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from webapp.presenters.insights.figures import MONTHS, TYPE, YEAR, YEARS, Figures, firsts_of_months
from webapp.presenters.insights.tables import HEIGHT, LAYERS, Cell, Cells, Chart, Stack, Table

LONGEST = 60  # years drawn; earlier ones are in what stands at the first of them, and in the table
OTHERS = ""  # the layer of all other types

_Address = Callable[[str, str | None, Sequence[str], Cells], str]


@dataclass(slots=True)
class _Period:
    """label: of a year or month. counts: what is new in it, by layer. total: in all by its end."""

    label: str
    counts: dict[str, int]
    new: int
    total: int


def layers_of(figures: Figures, cells: Cells) -> list[str]:
    """The content types at the top of their tree with most records, and all others."""
    counts = figures.tally.counts[TYPE]
    roots = [one for one in cells.labels.taxonomy.roots(TYPE) if counts.get(one)]
    return [*sorted(roots, key=lambda one: (-counts[one], one))[: LAYERS - 1], OTHERS]


def published(figures: Figures, cells: Cells) -> Table:
    """Records by year, and in all by the end of it; each number of a year leads to its records."""
    layers = layers_of(figures, cells)
    whole, of = figures.years_of(""), {layer: figures.years_of(layer) for layer in layers if layer}
    years = sorted(whole)
    totals = dict(zip(years, accumulate(whole[year] for year in years), strict=True))
    periods = [
        _Period(str(year), {one: counts.get(year, 0) for one, counts in of.items()}, whole[year], totals[year])
        for year in years
    ]
    return Table(
        name="published",
        title=cells.gettext("By year of publication"),
        head=_head(cells.gettext("Year"), layers, cells),
        rows=[_row(period, layers, cells, _of_year) for period in reversed(periods)],
        hint=cells.gettext("Programmes and projects count in the year in which they began."),
        folded=True,
        chart=_chart(_gaps_filled(periods), layers, cells, lambda year: cells.search(YEAR, year)),
    )


def entered(figures: Figures, cells: Cells) -> Table:
    """Records by when they entered: by year, or by month in an index of one year.

    No search finds records by that day, so these numbers lead nowhere; the order `added` shows the last first.
    """
    layers, found = layers_of(figures, cells), figures.entered
    years = list(range(figures.today.year - YEARS + 1, figures.today.year + 1))
    labels, totals, counts = [str(year) for year in years], found.totals[:YEARS], found.counts[:YEARS]
    if sum(1 for total in totals if total) < 2:
        labels = [first[:7] for first in firsts_of_months(figures.today)[:MONTHS]]
        totals, counts = found.totals[YEARS + 1 :], found.counts[YEARS + 1 :]
    periods = _periods(labels, totals, counts)
    return Table(
        name="entered",
        title=cells.gettext("By entry into this index"),
        head=_head(cells.gettext("Period"), layers, cells),
        rows=[_row(period, layers, cells, None) for period in reversed(periods)],
        hint=_hint(figures, cells),
        folded=len(periods) > 1,
        chart=_chart(periods, layers, cells, lambda _: ""),
    )


def _periods(labels: Sequence[str], totals: Sequence[int], counts: Sequence[Mapping[str, int]]) -> list[_Period]:
    """From the first with records; what was there before the first that is told counts as new in it."""
    found, before, had = [], 0, dict[str, int]()
    for label, total, held in zip(labels, totals, counts, strict=True):
        if total:
            new = {value: count - had.get(value, 0) for value, count in held.items()}
            found.append(_Period(label, new, total - before, total))
        before, had = total, dict(held)
    return found


def _hint(figures: Figures, cells: Cells) -> str:
    language, unknown = cells.labels.language, figures.entered.unknown
    said = [cells.gettext("The last period is counted until %(day)s.") % {"day": language.date(str(figures.today))}]
    if unknown:
        template = language.ngettext(
            "%(count)s record does not tell when it entered, and is not counted here.",
            "%(count)s records do not tell when they entered, and are not counted here.",
            unknown,
        )
        said.append(template % {"count": language.number(unknown)})
    return " ".join(said)


def _head(first: str, layers: Sequence[str], cells: Cells) -> list[str]:
    return [first, *_names(layers, cells), cells.gettext("New"), cells.gettext("In all by then")]


def _names(layers: Sequence[str], cells: Cells) -> list[str]:
    return [cells.labels.value(TYPE, one) if one else cells.gettext("Others") for one in layers]


def _row(period: _Period, layers: Sequence[str], cells: Cells, address: _Address | None) -> list[Cell]:
    def url(layer: str | None) -> str:
        return address(period.label, layer, layers, cells) if address else ""

    named = cells.text(cells.labels.language.date(period.label) if "-" in period.label else period.label)
    counted = [cells.count(_new(period, layer, layers), url(layer)) for layer in layers]
    return [named, *counted, cells.count(period.new, url(None)), cells.count(period.total)]


def _new(period: _Period, layer: str, layers: Sequence[str]) -> int:
    return (
        period.counts.get(layer, 0) if layer else period.new - sum(period.counts.get(one, 0) for one in layers if one)
    )


def _of_year(year: str, layer: str | None, layers: Sequence[str], cells: Cells) -> str:
    """The search for the records of a year: of a type, of none of the types that are told, or all (None)."""
    query = cells.everything.with_(YEAR, year)
    if layer:
        query = query.with_(TYPE, layer)
    elif layer == OTHERS:
        for told in filter(None, layers):
            query = query.with_(TYPE, told, "not")
    return cells.links.search(query)


def _gaps_filled(periods: Sequence[_Period]) -> list[_Period]:
    """The last years, those between without records included; what is earlier is part of the first."""
    if not periods:
        return []
    by_year, last = {int(period.label): period for period in periods}, int(periods[-1].label)
    first = max(int(periods[0].label), last - LONGEST + 1)
    found: list[_Period] = []
    early = [period for period in periods if int(period.label) < first]
    for year in range(first, last + 1):
        total = found[-1].total if found else sum(period.new for period in early)
        found.append(by_year.get(year) or _Period(str(year), {}, 0, total))
    if early:
        for layer in {name for period in early for name in period.counts}:
            extra = sum(period.counts.get(layer, 0) for period in early)
            found[0].counts = {**found[0].counts, layer: found[0].counts.get(layer, 0) + extra}
    return found


def _chart(
    periods: Sequence[_Period], layers: Sequence[str], cells: Cells, address: Callable[[str], str]
) -> Chart | None:
    """What there was by the end of each period, in layers; nothing to draw for fewer than two."""
    if len(periods) < 2:
        return None
    held, stacks, most = dict.fromkeys(filter(None, layers), 0), [], periods[-1].total
    title = cells.gettext("%(period)s: %(new)s new, %(total)s in all")
    for place, period in enumerate(periods):
        held = {layer: count + period.counts.get(layer, 0) for layer, count in held.items()}
        heights = [*held.values(), period.total - sum(held.values())]
        stacks.append(Stack(10 * place, _title(period, cells, title), address(period.label), _parts(heights, most)))
    first, last = (
        _title(period, cells, cells.gettext("%(period)s: %(total)s")) for period in (periods[0], periods[-1])
    )
    return Chart(stacks, _names(layers, cells), first, last)


def _parts(counts: Sequence[int], most: int) -> list[tuple[int, int, int]]:
    """Each layer upon those before it; rounded where it ends, so that no gap is between two."""
    found, below = [], 0
    for layer, count in enumerate(counts, 1):
        foot, top = (HEIGHT - round(HEIGHT * n / most) for n in (below, below + count))
        below += count
        if foot > top:
            found.append((layer, top, foot - top))
    return found


def _title(period: _Period, cells: Cells, template: str) -> str:
    language = cells.labels.language
    return template % {
        "period": language.date(period.label) if "-" in period.label else period.label,
        "new": language.number(period.new),
        "total": language.number(period.total),
    }
