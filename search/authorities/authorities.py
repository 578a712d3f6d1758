"""Authorities: everything that an index version is built with and carries along."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from search.authorities.countries import Countries
from search.authorities.indicators import Indicators
from search.authorities.taxonomy import Taxonomy
from search.paths import data_file


@dataclass(frozen=True)
class Authorities:
    """What an index version is built with and carries along: vocabularies, and the countries' figures."""

    taxonomy: Taxonomy
    countries: Countries
    indicators: Indicators

    @classmethod
    def shipped(cls) -> Self:
        """Those of the checkout or the installed package, without figures. Raises ConfigurationError."""
        taxonomy = Taxonomy.load(data_file("taxonomy.yaml"))
        return cls(taxonomy, Countries.load(data_file("mappings") / "countries.yaml", taxonomy), Indicators())

    @classmethod
    @lru_cache(maxsize=4)  # versions mostly differ in their records alone, and reading 250 countries takes a while
    def parse(cls, taxonomy: str, countries: str, indicators: str) -> Self:
        """From the texts that a version carries. Raises ConfigurationError for a text that cannot be read."""
        parsed = Taxonomy.parse(taxonomy)
        return cls(parsed, Countries.parse(countries, parsed), Indicators(indicators))
