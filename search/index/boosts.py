"""What counts how much for relevance, in one table that both engines use."""

from search.records import FIELDS

FIELD = {name: field.boost for name, field in FIELDS.items() if field.boost}
EXACT = 1.2  # of the unstemmed stream `und` over the streams of the languages
TIE_BREAKER = 0.1  # what the streams of one field add to the best of them
IDENTIFIER = 100.0  # an identifier that somebody pasted is what they want
ADDED = 0.8  # of what was added to a group (other names, other spellings) over what was typed
TYPED = 40.0  # what was typed, over whatever was added: records that have the word stand before those that lack it
SPELT = 0.9  # another spelling of what was typed
TIER = 512.0  # a group, times how many there are: more than all scores of words together, in floats of 24 bits
YEARS = 0.5  # dated in the years that were typed
TAG = 0.5  # tagged with what was typed, whether its words are there or not
TITLE_PHRASE = 3.0  # all words in this order in the title: what a person remembers of it
