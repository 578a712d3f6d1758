"""What a cell of countries says: one, several, a place within one, or something to ask about."""

from indexer.normalise.countries.cell import CountryCells
from indexer.normalise.countries.part import Part
