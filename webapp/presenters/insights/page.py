"""The page of insights: its sections, and what came this month."""

from dataclasses import dataclass

from search.index import Snapshot
from search.queries import Query
from search.records import Record, shown
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.insights.coverage import Coverage
from webapp.presenters.insights.figures import Figures, figures
from webapp.presenters.insights.growth import entered, published
from webapp.presenters.insights.state import freshness, languages, missing, origin
from webapp.presenters.insights.tables import Cells, Table


@dataclass(slots=True)
class Newcomer:
    """A record that entered last."""

    title: str
    lang: str
    url: str
    date: str


@dataclass(slots=True)
class Insights:
    """sections: title -> tables. month: how many records came in the month of the last change; month_name: which."""

    records: int
    all_url: str
    sections: list[tuple[str, list[Table]]]
    month: int
    month_name: str
    newest: list[Newcomer]
    newest_url: str
    feed: str

    def table(self, name: str) -> Table | None:
        """The table of that name."""
        return next((table for _, tables in self.sections for table in tables if table.name == name), None)


def insights(snapshot: Snapshot, labels: Labels, links: Links) -> Insights:
    """Of the whole index; three requests."""
    found, cells = figures(snapshot), Cells(labels, links)
    coverage = Coverage(found, snapshot.authorities.indicators, cells)
    newest = Query(lang=labels.language.code).with_sort("added")
    ends = [coverage.most_countries(), coverage.least_countries(), coverage.most_terms(), coverage.least_terms()]
    state = [freshness(found, cells), missing(found, cells), languages(found, cells), origin(found, cells)]
    sections = (
        (N_("Growth"), [published(found, cells), entered(found, cells)]),
        (N_("Coverage"), [coverage.regions(), coverage.incomes(), *ends]),
        (N_("State of the records"), state),
    )
    return Insights(
        records=found.records,
        all_url=links.search(cells.everything),
        sections=[(cells.gettext(title), tables) for title, tables in sections],
        month=_this_month(found),
        month_name=labels.language.date(str(found.today)[:7]),
        newest=[_newcomer(record, labels, links) for record in found.entered.newest],
        newest_url=links.search(newest),
        feed=links.search(Query(lang=newest.lang), "/search.atom"),
    )


def _this_month(figures: Figures) -> int:
    before, by_its_end = figures.entered.totals[-2:]
    return by_its_end - before


def _newcomer(record: Record, labels: Labels, links: Links) -> Newcomer:
    lang, title = shown(record.title, labels.language.code)
    return Newcomer(title, lang, links.record(record.id), labels.language.date((record.added or "")[:10]))
