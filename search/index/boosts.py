"""What counts how much for relevance, in one table that both engines use."""

from search.records import FIELDS

FIELD_BOOST = {name: field.boost for name, field in FIELDS.items() if field.boost}
EXACT_BOOST = 1.2  # of the unstemmed stream `und` over the streams of the languages
TIE_BREAKER = 0.1  # what the streams of one field add to the best of them
IDENTIFIER_BOOST = 100.0  # an identifier that somebody pasted is what they want
TAG_BOOST = 0.5  # tagged with what was typed, whether its words are there or not
TITLE_PHRASE_BOOST = 3.0  # all words in this order in the title: what a person remembers of it
