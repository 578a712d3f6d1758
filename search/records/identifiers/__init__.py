"""Identifiers: those of a record, and those that people paste into a search box, folded to the same forms."""

from search.records.identifiers.indexed import (
    identifiers_of,
    named_works,
    names_of_work,
    shared_identifiers,
    work_identifiers,
)
from search.records.identifiers.typed import FoundIdentifier, typed_identifier, typed_identifiers
from search.records.identifiers.works import of_one_work, works
