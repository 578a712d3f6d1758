"""Countries: their codes, and everything that they are called."""

from search.authorities.countries.countries import Countries, CountryResolution
