"""The table of country indicators: what is wrong with one, and how it is brought up to date."""

from indexer.indicators.check import Checked, Covered, checked, coverage
from indexer.indicators.saved import saved
from indexer.indicators.table import Updated, codes_of, updated
from indexer.indicators.world_bank import ADDRESS, MISSING, WorldBank, fetched
