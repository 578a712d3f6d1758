"""What may be asked: a question, from and to an address, and how its words are read."""

from search.queries.limits import check, check_beginning
from search.queries.parameters import SCALARS, Reading, read_parameters
from search.queries.query import (
    DEEPEST_HIT,
    DEFAULT_SIZE,
    LONGEST_Q,
    MODES,
    MOST_SIZE,
    MOST_VALUES,
    Mode,
    Query,
    Selection,
)
from search.queries.read_as import ReadAs
from search.queries.reading import Reader, ReadWords, reader_of
from search.queries.words import All, Any_, Identifier, Most, Node, Not, Phrase, Prefix, Tagged, Word, in_field, leaves
