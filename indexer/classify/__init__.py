"""Training a classifier from what is stated of the records of an index, judging it, and asking curators."""

from indexer.classify.examples import examples
from indexer.classify.held import judged, of_files
from indexer.classify.review import questions, read_review, write_review
from indexer.classify.saying import lines
from indexer.classify.training import FEWEST, train
