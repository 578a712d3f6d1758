"""Words that do not stand in a template, in tables; translated where they are printed."""


def N_(message: str) -> str:
    """Marks a message for translators, under the name that gettext has for it."""
    return message


FACETS = {  # those that no scheme of the taxonomy names
    "country": N_("Country"),
    "year": N_("Year"),
    "language": N_("Language"),
    "organisation": N_("Organisation"),
    "source": N_("Source"),
    "author": N_("Author"),
    "keyword": N_("Keyword"),
}
PREPOSITIONS = {  # a search reads as a sentence: about Pensions, for Women, in Kenya
    "programme": N_("about"),
    "population": N_("for"),
    "country": N_("in"),
    "region": N_("in"),
    "year": N_("dated"),
    "content_type": N_("of type"),
    "language": N_("written in"),
    "organisation": N_("by"),
    "topic": N_("on"),
    "cross_cutting": N_("touching on"),
    "country_group": N_("within"),
    "document_type": N_("published as"),
    "status": N_("with status"),
    "source": N_("taken from"),
    "author": N_("written by"),
    "keyword": N_("with keyword"),
}
SOURCES = {  # short names of the sample's sources; any other is called by its id
    "world-bank": "World Bank",
    "nber": "NBER",
    "lac-programmes": "LAC programmes",
    "lac-covid-19": "LAC COVID-19",
    "socialprotection-org": "socialprotection.org",
}
SORTS = {
    "relevance": N_("Relevance"),
    "newest": N_("Newest"),
    "oldest": N_("Oldest"),
    "title": N_("Title"),
    "added": N_("Recently added"),
}
MEASURES = {
    "commitment": N_("Commitment"),
    "cost": N_("Cost"),
    "households covered": N_("Households covered"),
    "people covered": N_("People covered"),
    "older people covered": N_("Older people covered"),
    "planned beneficiaries": N_("Beneficiaries planned"),
    "beneficiaries reached": N_("Beneficiaries reached"),
}
UNITS = {  # of figures and indicators, as the taxonomy writes them
    "percent": N_("%(value)s %%"),
    "percent of GDP": N_("%(value)s %% of GDP"),
    "percent a year": N_("%(value)s %% a year"),
    "percent of population": N_("%(value)s %% of the population"),
    "percent of labour force": N_("%(value)s %% of the labour force"),
    "percent of working-age population": N_("%(value)s %% of those of working age"),
    "people": N_("%(value)s people"),
    "people or households": N_("%(value)s people or households"),
    "households": N_("%(value)s households"),
    "years": N_("%(value)s years"),
    "USD": N_("US$ %(value)s"),
    "current US$": N_("US$ %(value)s"),
    "international $": N_("Int$ %(value)s"),
    "index from 0 to 1": N_("%(value)s, from 0 to 1"),
    "index from 0 to 100": N_("%(value)s, from 0 to 100"),
}
FIELDS = {  # fields of a record that are no facets
    "title": N_("Title"),
    "abstract": N_("Abstract"),
    "publisher": N_("Publisher"),
    "published": N_("Published"),
    "start": N_("Start"),
    "end": N_("End"),
    "doi": N_("DOI"),
    "isbn": N_("ISBN"),
    "url": N_("Link"),
    "related": N_("Related"),
    "rights": N_("Rights"),
    "added": N_("Entered this index"),
    "updated": N_("Updated"),
    "figures": N_("Figures"),
    "id": N_("Identifier"),
}
HOW = {  # besides "stated", which says it all
    "crosswalk": N_("from the source's own vocabulary"),
    "alias": N_("another name of it was stated"),
    "default": N_("holds for the whole source"),
    "label match": N_("its name stands in the text"),
    "derived from country": N_("follows from the country"),
    "derived from date": N_("follows from the date"),
    "classifier": N_("proposed by a classifier"),
}
DERIVED = frozenset({"label match", "derived from country", "derived from date", "classifier"})
LANGUAGES = {"en": "English", "fr": "Français", "es": "Español", "pt": "Português", "ar": "العربية"}
