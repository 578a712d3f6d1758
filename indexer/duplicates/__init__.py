"""Near duplicates: which records may be one work, and a table to decide in."""

from indexer.duplicates.finding import Pair, find_pairs
from indexer.duplicates.groups import Groups
from indexer.duplicates.likeness import may_be_one
from indexer.duplicates.parts import is_part, rough_key
from indexer.duplicates.table import read_decisions, write_decisions
from indexer.duplicates.works import Work
