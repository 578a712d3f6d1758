"""SourceRow -> Record: one function for each field, each value with its origin; no reader and no writer needed."""

from indexer.normalise.identity import named_list, removed_id
from indexer.normalise.normaliser import Column, Normaliser
from indexer.normalise.stacks import rows_of
