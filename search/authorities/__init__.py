"""What an index version carries along: taxonomy, countries, indicators, about, labels; and organisations."""

from search.authorities.about import About, Link
from search.authorities.authorities import PARTS, Authorities
from search.authorities.classifier import (
    Bin,
    Calibration,
    Classifier,
    Features,
    Figures,
    Learned,
    Meant,
    Model,
    Report,
    SchemeReport,
    Texts,
    features,
    texts_of,
    weighted,
)
from search.authorities.codes import codes_of
from search.authorities.countries import Countries, CountryResolution, joins
from search.authorities.indicators import COLUMNS, Indicators, Median, Series
from search.authorities.labels import Label, Mention, subject_labels
from search.authorities.languages import NamedLanguages, language_of, named_languages, official_languages
from search.authorities.names import SCHEMES, Known, Meaning, Names
from search.authorities.organisations import Organisations
from search.authorities.programmes import Programme, Programmes, programmes
from search.authorities.rivals import settled
from search.authorities.taxonomy import Concept, Resolution, Taxonomy
from search.authorities.vocabulary import Vocabulary
