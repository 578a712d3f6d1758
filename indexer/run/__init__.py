"""One run: rows in, records out, and a balance that closes."""

from indexer.run.accepting import Accepting
from indexer.run.again import raw_rows, records_again
from indexer.run.correcting import Correcting
from indexer.run.deciding import apply_decisions, apply_tags, keep_decisions
from indexer.run.kept import KeptIndex
from indexer.run.limits import DEFAULT, Limit
from indexer.run.moved import Moved, paired
from indexer.run.pipeline import Run
from indexer.run.planned import Planned, planned
from indexer.run.removals import remove_records
from indexer.run.report import Report
from indexer.run.retry import Retry
from indexer.run.runs import KeptRun, Runs
from indexer.run.undo import Undoing
from indexer.run.waiting import Waiting, waiting
from indexer.run.workers import ALONE, normalised
