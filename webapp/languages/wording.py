"""Words that do not stand in a template, in tables; translated where they are printed."""

from search.records import OriginKind
from search.sentences import N_

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
KINDS: dict[OriginKind, tuple[str, str]] = {  # of how values came about: the word, and what it means
    "stated": (N_("stated"), N_("by the source or a curator, in words that mean exactly this")),
    "mapped": (N_("mapped"), N_("follows from what the source says, but is not exactly that")),
    "matched": (N_("matched"), N_("words of the title or the text name it")),
    "classified": (N_("classified"), N_("a program estimates it")),
}
HOW = {  # besides "stated", which says it all
    "crosswalk": N_("from the source's own vocabulary"),
    "alias": N_("another name of it was stated"),
    "default": N_("holds for the whole source"),
    "label match": N_("its name stands in the text"),
    "derived from country": N_("follows from the country"),
    "derived from date": N_("follows from the date"),
    "derived from title": N_("follows from its title"),
    "derived from programme": N_("the text names this programme"),
    "exact crosswalk": N_("from the source's own vocabulary, which means exactly this"),
    "curator": N_("decided by a curator"),
    "classifier": N_("proposed by a classifier"),
    "detected": N_("the language that the text is written in"),
}
