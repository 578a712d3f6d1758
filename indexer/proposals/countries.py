"""What a title says of countries: each one that it names, else those that its adjectives and places are of."""

from collections.abc import Iterator

from indexer.proposals.proposal import Proposal
from search.authorities import Countries


class CountryProposer:
    """Countries by their names, where these can mean nothing else; without names, by what else tells a country."""

    fields = ("country",)

    def __init__(self, countries: Countries) -> None:
        self._countries = countries

    def propose(self, text: str, language: str) -> Iterator[Proposal]:
        """Names are looked for in all languages, adjectives in that of the text."""
        found = self._countries.find(text) or self._countries.indicated(text, language)
        for iso3, start, end in found:
            yield Proposal("country", iso3, "label match", text[start:end])
