"""What is indexed: a record, its fields, its identifiers."""

from search.records.cells import safe_cell
from search.records.facets import (
    BY_NAME,
    FACETS,
    INTERFACE_LANGUAGES,
    NO_VALUE,
    NONE,
    OPEN_LIMIT,
    SEPARATOR,
    SORTS,
    TOGETHER,
    FacetField,
)
from search.records.identifiers import identifiers_of, typed_identifier
from search.records.language_maps import shown
from search.records.record import LONGEST_VALUE, Figure, How, Origin, Part, RawRow, Record, record_id, tie, web_address
