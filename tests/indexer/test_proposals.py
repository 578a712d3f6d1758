"""A proposer's values come with how they came about and, where it gives one, a score that `why` and the API tell."""

from collections.abc import Iterator

import pytest

from indexer.normalise import Normaliser
from indexer.proposals import CountryProposer, LabelProposer, Proposal, Proposer
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities
from search.records import Record


class Guess:
    """Says of every text that it is about pensions, and how sure it is."""

    fields = ("programme",)

    def propose(self, text: str, language: str) -> Iterator[Proposal]:
        yield Proposal("programme", "contributory-pensions", "classifier", text[:5], 0.75)


@pytest.fixture
def normalise(authorities: Authorities) -> Normaliser:
    guess: tuple[Proposer, ...] = (Guess(), LabelProposer(authorities.taxonomy), CountryProposer(authorities.countries))
    return Normaliser(authorities, Sources.load(), guess)


def record(normalise: Normaliser, **columns: str) -> Record:
    found = normalise(SourceRow(columns, "rows.csv", 2)).record
    assert found
    return found


def test_a_score_stays_with_its_value(normalise: Normaliser) -> None:
    made = record(normalise, title="Old age in Kenya")
    assert made.programme == ("contributory-pensions",) and made.country == ("KEN",)
    (origin,) = made.provenance["programme"]
    assert (origin.how, origin.score, origin.raw) == ("classifier", 0.75, "Old a")
    assert made.provenance["country"][0].score is None
    assert Record.from_json(made.to_json()) == made


def test_what_is_stated_is_not_proposed(normalise: Normaliser) -> None:
    made = record(normalise, title="Old age", programme="contributory pensions")
    assert [origin.how for origin in made.provenance["programme"]] == ["stated"]


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Social protection in Kenya", ()),
        ("La protection sociale et la protección social", ()),
        ("Universal social protection in Kenya", ("universal-social-protection",)),
        ("Social protection systems and social protection", ("systems-approach",)),
    ],
)
def test_the_name_of_the_whole_field_is_not_proposed(
    normalise: Normaliser, title: str, topics: tuple[str, ...]
) -> None:
    assert record(normalise, title=title).topic == topics


def test_the_whole_field_may_be_stated(normalise: Normaliser) -> None:
    assert record(normalise, title="Old age", topic="Protection sociale").topic == ("social-protection",)
