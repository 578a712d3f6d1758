"""What counts how much for relevance, in one table that both engines use."""

from search.records import FIELDS

FIELD = {name: field.boost for name, field in FIELDS.items() if field.boost}
EXACT = 1.2  # of the unstemmed stream `und` over the streams of the languages
TIE_BREAKER = 0.1  # what the streams of one field add to the best of them
IDENTIFIER = 100.0  # an identifier that somebody pasted is what they want
TAG = 0.5  # tagged with what was typed, whether its words are there or not
TITLE_PHRASE = 3.0  # all words in this order in the title: what a person remembers of it
