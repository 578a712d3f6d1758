"""From what the index answers to what templates print: one file for each part of a page."""

from webapp.presenters.ahead import Entry, Group, ahead, how_many
from webapp.presenters.answer import answer_page
from webapp.presenters.asked import OTHER_NAMES, other_names
from webapp.presenters.axis import Axis
from webapp.presenters.browse import Browser, everything
from webapp.presenters.cards import CardMaker
from webapp.presenters.chips import as_text
from webapp.presenters.classifier import classifier_figures
from webapp.presenters.collection_matrix import MOST_RECORDS, column_titles, table_rows
from webapp.presenters.collection_page import collection_list, collection_page, pins, said
from webapp.presenters.compare import MOST_SIDES, address, compared_as, comparison
from webapp.presenters.concept_page import Vocabularies
from webapp.presenters.country_list import FALLING, SORTS, country_table, named
from webapp.presenters.country_page import country_page, regional_query
from webapp.presenters.demand import demand_page
from webapp.presenters.element import ELEMENT, MANY, ONE, PREVIEW, attributes_of, element_of
from webapp.presenters.embed_builder import GROUND, GROUNDS, WIDTH, WIDTHS, Subject, builder
from webapp.presenters.evidence_map import (
    FRAMED,
    MAP,
    Cell,
    EvidenceMap,
    MapMaker,
    Part,
    evidence_map,
    framed_map,
    map_query,
)
from webapp.presenters.facet_page import Wanted, facet_page
from webapp.presenters.facets import Value
from webapp.presenters.facts import facts
from webapp.presenters.figure import described
from webapp.presenters.figures import figure_rows, indicator_order, own_region, region_medians
from webapp.presenters.figures_widget import FIGURES, ON_COUNTRY, figures_frame, figures_widget
from webapp.presenters.framing import (
    BUILDER,
    IN_COUNTRY,
    LOADER,
    OF_COUNTRY,
    SHOW,
    WIDGET,
    Frame,
    Framed,
    frame,
    framed,
    script_line,
)
from webapp.presenters.histogram import HEIGHT, Bar, histogram
from webapp.presenters.insights import Insights, Stack, insights
from webapp.presenters.map_asked import MAPPED, OF_MAP, MapAsked, read_map
from webapp.presenters.map_frame import map_frame
from webapp.presenters.map_table import map_lines
from webapp.presenters.matched import Matcher
from webapp.presenters.moments import today
from webapp.presenters.near import near
from webapp.presenters.offers import ambiguities, offers
from webapp.presenters.profile import profile
from webapp.presenters.programme_page import programme_list, programme_page
from webapp.presenters.record_page import record_page
from webapp.presenters.related import named_by
from webapp.presenters.relaxing import relaxations
from webapp.presenters.snippets import of_record, of_search
from webapp.presenters.suggestion import Filled
from webapp.presenters.surprising import expected
from webapp.presenters.table_height import figures_height, map_height
from webapp.presenters.typed import typed_parts
from webapp.presenters.widget import WidgetMaker
from webapp.presenters.widget_asked import FIELDS, OF_LOOKS, OF_WIDGET, WidgetAsked, read_widget, suited
from webapp.presenters.widget_height import height_of
from webapp.presenters.world_map import WAYS, Land, world_map
