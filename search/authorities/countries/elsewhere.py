"""What stands in a country field and is no country: regions, groups of countries, words for none in particular."""

from collections.abc import Iterable

from search.authorities.countries.resolution import CountryResolution
from search.authorities.taxonomy import Resolution, Taxonomy
from search.sentences import Sentence
from search.text import fold

REGION = "“%(name)s” is a region, not a country: leave the country empty."
GROUP = "“%(name)s” is a group of countries, not a country: leave the country empty."
NOWHERE = "“%(name)s” is not a country: leave the country empty, or name the countries."


class Elsewhere:
    """Knows the regions and groups of the taxonomy, and the words of the file."""

    def __init__(self, taxonomy: Taxonomy, nowhere: Iterable[str]) -> None:
        self._taxonomy = taxonomy
        self._nowhere = frozenset(map(fold, nowhere))

    def known(self, text: str) -> CountryResolution | None:
        """What a text is that is no country; None where it is nothing of the kind."""
        region = self._resolved("region", text)
        if region.concept:
            question = Sentence(REGION, name=text)
        elif region.candidates and region.question:
            question = region.question
        elif self._resolved("country_group", text).concept:
            question = Sentence(GROUP, name=text)
        elif fold(text) in self._nowhere:
            question = Sentence(NOWHERE, name=text)
        else:
            return None
        return CountryResolution(None, how="not a country", question=question, region=region.concept)

    def _resolved(self, scheme: str, text: str) -> Resolution:
        known = scheme in self._taxonomy.schemes and fold(text)
        return self._taxonomy.resolve(scheme, text) if known else Resolution(None)
