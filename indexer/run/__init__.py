"""One run: rows in, records out, and a balance that closes."""

from indexer.run.accepting import Accepting
from indexer.run.again import raw_rows
from indexer.run.pipeline import Run
from indexer.run.removals import remove_records
from indexer.run.report import Report
from indexer.run.retry import Retry
from indexer.run.waiting import Waiting, waiting
from indexer.run.workers import ALONE, normalised
