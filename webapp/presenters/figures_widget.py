"""The figures of a country in a frame of another site."""

from dataclasses import dataclass

from search.index import Snapshot
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.figures import CountryFigures, FigureGroup, country_figures
from webapp.presenters.framing import Frame
from webapp.presenters.widget_asked import WidgetAsked

FIGURES = "/embed/v1/figures/%s.html"
FIGURES_SHOWN = "figures"  # what the builder shows
ON_COUNTRY = N_("Figures on %(country)s")


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
    own = figures_frame(iso3, asked, labels, links).address(links)
    return FiguresWidget(asked, figures_title(iso3, labels), name, page, own, links.absolute(figures.file), figures)


def figures_title(iso3: str, labels: Labels) -> str:
    """What a frame of figures is called."""
    return labels.language.gettext(ON_COUNTRY) % {"country": labels.value("country", iso3)}


def figures_frame(iso3: str, look: WidgetAsked, labels: Labels, links: Links) -> Frame:
    """As they stand in a frame."""
    page = f"{links.country(iso3)}#figures"
    return Frame(figures_title(iso3, labels), page, links.page(FIGURES % iso3), look.of_table)
