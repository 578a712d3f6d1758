"""SourceRow -> Record: one function for each field, each value with its origin; no reader and no writer needed."""

from indexer.normalise.fields import removed_id
from indexer.normalise.normaliser import Column, Normaliser, row_of
