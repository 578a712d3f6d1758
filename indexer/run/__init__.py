"""One run: rows in, records out, and a balance that closes."""

from indexer.run.again import raw_rows
from indexer.run.deciding import apply_decisions
from indexer.run.pipeline import Run
from indexer.run.removals import remove_records
from indexer.run.report import Report
from indexer.run.workers import ALONE, normalised
