"""The facets: fields that can be filtered and counted, in the order in which pages show them."""

from search.records.fields import Field
from search.records.record import FIELDS
from search.sentences import N_

NO_VALUE = "\x1fnone"  # what is indexed for "has no value": a value that nobody can type
OPEN_LIMIT = 50  # values of an open vocabulary that are returned
TOGETHER = "facets"  # the field that holds what all closed facets are counted by, as `facet<US>value`
SEPARATOR = "\x1f"

# How came about what a record is about: it chooses records, and which values of these fields count.
HOW = Field("origin", N_("How it is known"), facet=105, chip=N_("with tags that are %(values)s"), name="how", many=True)
FACETS = tuple(sorted((field for field in (*FIELDS.values(), HOW) if field.facet), key=lambda field: field.facet))
BY_NAME = {facet.name: facet for facet in FACETS}
SUBJECTS = tuple(field.name for field in FIELDS.values() if field.subject)
SORTS = ("relevance", "newest", "oldest", "title", "added")
INTERFACE_LANGUAGES = ("en", "fr", "es", "pt", "ar")
