"""SourceRow -> Record: one function for each field, each value with its origin; no reader and no writer needed."""

from indexer.normalise.draft import CLEARED
from indexer.normalise.identity import named_list, removed_id
from indexer.normalise.normaliser import Column, Normaliser
from indexer.normalise.stacks import row_of, rows_of
