"""What a text says by naming a programme: the programme itself, its categories, and, in a title, its country."""

from collections.abc import Iterator

from indexer.proposals.proposal import Proposal
from search.authorities import Programmes
from search.records import How

HOW: How = "derived from programme"


class ProgrammeProposer:
    """Programmes by their names; those that are also something else only in records about their country."""

    fields = ("country", "named_programme", "programme")

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def propose(self, text: str, language: str) -> Iterator[Proposal]:
        """Each programme that the text names."""
        for named in self._programmes.find(text, language):
            programme, words = self._programmes.known[named.id], text[named.start : named.end]
            countries = () if named.sure else (programme.country,)
            if named.sure:
                yield Proposal("country", programme.country, HOW, words)
            value = self._programmes.value(named.id)
            yield Proposal("named_programme", value, HOW, words, countries=countries)
            for kind in programme.kind:
                yield Proposal("programme", kind, HOW, words, countries=countries)
