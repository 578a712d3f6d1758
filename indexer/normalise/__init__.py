"""SourceRow -> Record: one function for each field, each value with its origin; no reader and no writer needed."""

from indexer.normalise.normaliser import Normaliser, Outcome, row_of, with_source
