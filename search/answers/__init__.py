"""What is answered: hits, facets, and what is marked in them."""

from search.answers.counts import beginning, buckets_of, by_count, by_facet, facet_of, first_by_count
from search.answers.highlight import SNIPPET, Marker
from search.answers.results import Bucket, Cross, Facet, Hit, Place, Results, Segment, Segments, Status
from search.answers.similar import Companions, OnProgramme, Similar
from search.answers.suggestions import SuggestedKind, Suggestion, Suggestions, begins_words, typed_in
