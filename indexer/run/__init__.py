"""One run: rows in, records out, and a balance that closes."""

from indexer.run.pipeline import Run, raw_rows
from indexer.run.removals import remove_records
from indexer.run.report import Report
from indexer.run.workers import ALONE, normalised
