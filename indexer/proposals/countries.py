"""What a title says of countries: each one that it names."""

from collections.abc import Iterator

from indexer.proposals.proposal import Proposal
from search.authorities import Countries


class CountryProposer:
    """Countries by their names, where these can mean nothing else."""

    fields = ("country",)

    def __init__(self, countries: Countries) -> None:
        self._countries = countries

    def propose(self, text: str, language: str) -> Iterator[Proposal]:
        """In any language: names are looked for in all of them."""
        for iso3, start, end in self._countries.find(text):
            yield Proposal("country", iso3, "label match", text[start:end])
