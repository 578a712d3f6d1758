"""Values of open vocabularies are asked for in any case, blanks and accents; what no record has is said."""

import pytest

from search.authorities import Authorities
from search.index import Index
from search.queries import Reading, read_parameters
from search.records import Record


def read(index: Index, *pairs: tuple[str, str]) -> Reading:
    return read_parameters(pairs, index.snapshot().vocabulary)


@pytest.mark.parametrize("mode", ["", ".all", ".not"])
@pytest.mark.parametrize(
    ("facet", "value", "written"),
    [
        ("organisation", "world bank", "World Bank"),
        ("organisation", "WORLD   BANK", "World Bank"),
        ("organisation", "ministere d'etat", "Ministère d'État"),
        ("author", "NUNEZ, Inigo", "Núñez, Íñigo"),
        ("source", "A", "a"),
    ],
)
def test_other_spellings_lead_to_the_one_of_the_records(
    filled: Index, facet: str, value: str, written: str, mode: str
) -> None:
    reading, right = read(filled, (facet + mode, value)), read(filled, (facet + mode, written))
    assert reading.redirected and not right.redirected and not reading.notes and not right.notes
    assert reading.query == right.query and reading.query.parameters() == [(facet + mode, written)]
    assert filled.search(reading.query).total > 0


def test_what_no_record_has_is_said_with_the_nearest_and_finds_nothing(filled: Index) -> None:
    reading = read(filled, ("organisation", "World Bnak"), ("author", "!!"), ("keyword", "none"), ("author", "none"))
    assert [str(note) for note in reading.notes] == [
        "No record has the organisation “World Bnak”. Did you mean World Bank?",
        "No record has the author “!!”.",
    ]
    assert not reading.redirected and not reading.problems and filled.search(reading.query).total == 0


def test_of_two_spellings_each_stays_and_a_third_leads_to_the_commonest(index: Index, authorities: Authorities) -> None:
    spelt = ["UN WOMEN", "UN Women", "UN Women", "Iza", "IZA"]
    with index.replacing(authorities) as writer:
        for number, name in enumerate(spelt):
            writer.add(Record(id=f"a:{number}", title={"en": "Cash"}, organisation=(name,), source="a"))
    for asked, written in [("UN WOMEN",) * 2, ("un  women", "UN Women"), ("iza", "Iza"), ("IZA", "IZA")]:
        assert read(index, ("organisation", asked)).query.parameters() == [("organisation", written)]


def test_a_name_is_known_from_the_moment_that_a_record_has_it(index: Index, authorities: Authorities) -> None:
    def wrote(name: str) -> Record:
        return Record(id=f"a:{name}", title={"en": "Cash"}, author=(name,), source="a")

    with index.replacing(authorities) as writer:
        writer.add(wrote("Doe, Jan"))
    assert read(index, ("author", "ROE, ANN")).notes
    with index.updating(authorities) as writer:
        writer.add(wrote("Roe, Ann"))
    assert not read(index, ("author", "ROE, ANN")).notes and read(index, ("author", "ROE, ANN")).redirected
