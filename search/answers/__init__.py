"""What is answered: hits, facets, and what is marked in them."""

from search.answers.counts import by_facet, facet_of, first_by_count
from search.answers.highlight import SNIPPET, Marker
from search.answers.results import Bucket, Facet, Hit, Results, Segment, Status
