"""An evidence map in a frame of another site: what it is called, and where it is."""

from search.queries import Query
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.chips import as_text
from webapp.presenters.evidence_map import FRAMED, MAP
from webapp.presenters.framing import Frame
from webapp.presenters.map_asked import MapAsked
from webapp.presenters.widget_asked import WidgetAsked

ON_MAP = N_("Evidence map")


def map_frame(query: Query, asked: MapAsked, look: WidgetAsked, labels: Labels, links: Links) -> Frame:
    """query: as map_query() has it."""
    language = labels.language
    about = f"{labels.field(asked.rows)} × {labels.field(asked.columns)}"
    said = [text for text in (about, as_text(query, labels, links)) if text]
    title = language.colon.join([language.gettext(ON_MAP), language.comma.join(said)])
    page = links.with_more(links.search(query.with_page(1), MAP), asked.parameters())
    return Frame(title, page, links.with_more(links.search(query, FRAMED), asked.parameters()), look.of_table)
