"""What people decided about records, which every run follows: which are one, and which concepts are theirs."""

from indexer.decisions.decisions import DECISIONS, RELATED, Decision, Decisions
from indexer.decisions.related import BY_TITLE, related_to
from indexer.decisions.table import Cells, read_table, write_table
from indexer.decisions.tags import NAME, Tag, Tags
