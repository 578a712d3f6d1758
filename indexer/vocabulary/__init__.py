"""The vocabulary as a curator changes it: what it lacks, what an edit does, what it is as SKOS."""

from indexer.vocabulary.absence import absences
from indexer.vocabulary.accepted import Proposal, accepted, read_taxonomy, write_taxonomy
from indexer.vocabulary.forms import FORMS
from indexer.vocabulary.impact import impact
from indexer.vocabulary.sound import be_sound
from indexer.vocabulary.swallowed import swallowed
from indexer.vocabulary.unresolved import unresolved
from indexer.vocabulary.wishes import Wish, wishes
