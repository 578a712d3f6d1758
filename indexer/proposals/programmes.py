"""What a text says by naming a programme: itself, its categories, whom it is for, and, in a title, its country."""

from collections.abc import Iterator

from indexer.proposals.context import left_out
from indexer.proposals.proposal import Proposal
from search.authorities import Programmes
from search.records import How

HOW: How = "derived from programme"


class ProgrammeProposer:
    """Programmes by their names; those that are also something else only in records about their country."""

    fields = ("country", "named_programme", "population", "programme")

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def propose(self, text: str, language: str) -> Iterator[Proposal]:
        """Each programme that the text names; one that it says to be left out tells nothing more."""
        excluded = left_out(text)
        for named in self._programmes.find(text, language):
            programme, words = self._programmes.known[named.id], text[named.start : named.end]
            countries = () if named.sure else (programme.country,)
            if named.sure:
                yield Proposal("country", programme.country, HOW, words)
            told = [("named_programme", self._programmes.value(named.id))]
            if not any(start <= named.start and named.end <= end for start, end in excluded):
                told += [("programme", kind) for kind in programme.kind]
                told += [("population", people) for people in programme.population]
            home = programme.country if named.common else ""
            for field, value in told:
                yield Proposal(field, value, HOW, words, countries=countries, home=home)
