"""The figures of a country in a frame, and the lines that put them on a page of somebody else's."""

from dataclasses import dataclass
from html import escape

from search.index import Snapshot
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.figures import CountryFigures, FigureGroup, country_figures
from webapp.presenters.framing import LINK, frame, public
from webapp.presenters.widget_asked import WidgetAsked

FIGURES = "/embed/v1/figures/%s.html"
ON_COUNTRY = N_("Figures on %(country)s")
ROW, AROUND, OF_GROUP = 54, 180, 130  # pixels at a width of 600


@dataclass(slots=True)
class FiguresWidget:
    """What figures_widget.html prints. page: of the country, where its figures are with their sources and years.

    own: the address of the frame, which may be pasted as there is no page with the figures alone.
    """

    asked: WidgetAsked
    title: str
    name: str
    page: str
    own: str
    file: str
    figures: CountryFigures

    @property
    def groups(self) -> list[FigureGroup]:
        """Those in which there is a value."""
        return [group for group in self.figures.groups if any(figure.value for figure in group.figures)]


def figures_widget(iso3: str, asked: WidgetAsked, snapshot: Snapshot, labels: Labels, links: Links) -> FiguresWidget:
    """Of one country."""
    figures = country_figures(iso3, snapshot, labels, links)
    name = labels.value("country", iso3)
    page = f"{links.absolute(links.country(iso3))}#figures"
    own = links.with_more(links.page(FIGURES % iso3), asked.of_table)
    return FiguresWidget(asked, figures_title(iso3, labels), name, page, own, links.absolute(figures.file), figures)


def figures_title(iso3: str, labels: Labels) -> str:
    """What a frame of figures is called."""
    return labels.language.gettext(ON_COUNTRY) % {"country": labels.value("country", iso3)}


def figures_lines(iso3: str, figures: CountryFigures, labels: Labels, links: Links) -> str:
    """A link and a frame, to be copied; as high as its rows are at a width of 600."""
    rows = [sum(1 for figure in group.figures if figure.value) for group in figures.groups]
    height = AROUND + ROW * sum(rows) + OF_GROUP * sum(1 for count in rows if count)
    title = figures_title(iso3, labels)
    link = LINK.format(page=escape(public(f"{links.country(iso3)}#figures", links)), title=escape(title))
    lines = frame(public(links.page(FIGURES % iso3), links), title, "100%", -(-height // 20) * 20)
    return f"{link}\n{lines}"
