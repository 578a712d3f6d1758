"""What pages say, in each language of the interface; names of facets and values."""

from search.language import Language, direction, language
from webapp.languages.labels import Labels, labels_of
from webapp.languages.units import INHABITANTS, measured
from webapp.languages.wording import HOW, KINDS, MEASURES, SORTS, UNITS
