"""Countries: their codes, and everything that they are called."""

from search.authorities.countries.countries import Countries, CountryResolution
from search.authorities.countries.file import NO_LANGUAGE
