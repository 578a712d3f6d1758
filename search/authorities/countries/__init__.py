"""Countries: their codes, and everything that they are called."""

from search.authorities.countries.countries import Countries
from search.authorities.countries.every_language import joins
from search.authorities.countries.file import NO_LANGUAGE, TextRules
from search.authorities.countries.mentions import Mentions
from search.authorities.countries.names import Kind, Name
from search.authorities.countries.resolution import CountryResolution
