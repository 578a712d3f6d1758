"""What is indexed: a record, one table of its fields, its identifiers."""

from search.records.cells import quoted_cell, safe_cell, unquoted_cell
from search.records.checks import InvalidValue, record_id, web_address, why
from search.records.facets import (
    BY_NAME,
    FACETS,
    HOW,
    INTERFACE_LANGUAGES,
    NO_VALUE,
    OPEN_LIMIT,
    SEPARATOR,
    SORTS,
    SUBJECTS,
    TOGETHER,
)
from search.records.fields import NONE, Field, Kind
from search.records.hows import KINDS, How, OriginKind, kind_of
from search.records.identifiers import (
    FoundIdentifier,
    identifiers_of,
    named_works,
    names_of_work,
    of_one_work,
    shared_identifiers,
    typed_identifier,
    typed_identifiers,
    work_identifiers,
    works,
)
from search.records.language_maps import shown
from search.records.parts import (
    LARGEST_FIGURE,
    LARGEST_RECORD,
    LONGEST_VALUE,
    MOST_VALUES,
    Figure,
    Origin,
    Part,
    RawRow,
)
from search.records.record import FIELDS, TAGGED, Record, tie
from search.records.years import ONGOING, years_of
