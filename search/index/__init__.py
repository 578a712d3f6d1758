"""The contract of an engine, and all that every engine is given."""

from search.index import boosts, deadline
from search.index.companions import companions
from search.index.contract import Index, Rejection, Writer
from search.index.crossing import Crossed, Crossing
from search.index.cursor import NO_PLACE, cursor_of, place_of
from search.index.document import Documents
from search.index.entering import Entering, entering
from search.index.gathering import Gathering
from search.index.kinds import BY_KIND, added_up, by_kind, kind_terms, of_kinds
from search.index.newest import newest
from search.index.plan import (
    Answer,
    Condition,
    Counting,
    Counts,
    FacetFilter,
    Order,
    Page,
    Plan,
    condition,
    plan,
)
from search.index.schema import IndexedField, Schema
from search.index.similar import similar
from search.index.snapshot import Snapshot, record_of
from search.index.tally import Tally, in_common, rungs, tally
from search.index.translation import TreeTranslator
from search.index.understanding import Understanding
from search.index.verify import OF_PREVIOUS, Flaw, damaged, of_live, verified
from search.index.version import Version, checksum, checksums, now
