"""What may be asked: a question, from and to an address, and how its words are read."""

from search.queries.did_you_mean import Speller
from search.queries.ladder import ENOUGH, Ladder, Reached, Totals
from search.queries.lexicon import MOST_NAMES, SPELT, Lexicon
from search.queries.limits import TOO_MANY, check, check_beginning, limits
from search.queries.nodes import (
    All,
    Any_,
    Begun,
    Best,
    Entered,
    Identifier,
    Kept,
    Leaf,
    Naming,
    Node,
    Not,
    Phrase,
    Prefix,
    Rung,
    Tagged,
    Word,
    Years,
    any_of,
    below,
    in_field,
    leaves,
)
from search.queries.parameters import MANNERS, SCALARS, TWICE, Reading, faults_beside, read_parameters
from search.queries.query import (
    DEEPEST_HIT,
    DEFAULT_SIZE,
    LONGEST_ADDRESS,
    LONGEST_Q,
    MODES,
    MOST_SIZE,
    MOST_VALUES,
    Mode,
    Query,
    Selection,
)
from search.queries.read_as import ReadAs, said
from search.queries.reading import Group, Manner, Reader, ReadWords, reader_of
