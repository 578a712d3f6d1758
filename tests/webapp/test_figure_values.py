"""Ten countries' figures against the sample's table: every value, year, definition and source."""

import csv
import io
from statistics import median

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities

from .figure_samples import Raw, rows, three, told
from .pages import Node, json_of, page, text

TEN = ("KEN", "BRA", "IND", "SSD", "SRB", "XKX", "TUV", "VEN", "FRA", "ETH", "CHN", "YEM", "PSE", "IDN", "COD")


def of_group(row: Node) -> list[str]:
    """What stands above the table of a row: the source that all of its figures have."""
    table = row.parent.parent.parent if row.parent and row.parent.parent else None
    assert table is not None and table.parent is not None
    return [text(hint) for hint in table.parent.css("section > p.hint")][-1:]


@pytest.mark.parametrize("iso3", TEN)
def test_a_page_tells_what_the_table_holds(sample: FlaskClient, raw: Raw, authorities: Authorities, iso3: str) -> None:
    shown, own = rows(page(sample, f"/countries/{iso3}")), raw[iso3]
    assert set(shown) == set(authorities.taxonomy.schemes["indicator"].concepts)  # absent ones, too
    region = [one for one in authorities.taxonomy.schemes["region"].concepts.values() if iso3 in one.members]
    (leaf,) = [one for one in region if not authorities.taxonomy.narrower("region", one.id)]
    for code, row in shown.items():
        value, year, middle = [text(cell) for cell in row.css("td")][:3]
        latest = [of[code][max(of[code])] for other in leaf.members if code in (of := raw.get(other, {}))]
        if len(latest) < 3:
            assert not middle
        else:
            assert told(middle) == pytest.approx(three(median(latest))) and f"{len(latest)} countries" in middle
        if code not in own:
            assert (value, year) == ("no figure", "") and "absent" in str(row.attributes["class"])
            continue
        last = max(own[code])
        assert told(value) == pytest.approx(three(own[code][last])), (iso3, code)
        assert year.startswith(str(last)) and ("years old" in year) == (last < _built(sample) - 5)
        definition, *own_source = [text(hint) for hint in row.css("th > .hint")]
        concept = authorities.taxonomy.schemes["indicator"].concepts[code]
        assert definition == concept.definition["en"] and definition.endswith(".")
        assert concept.source in (own_source or of_group(row))


@pytest.mark.parametrize("iso3", TEN)
def test_the_api_and_the_file_tell_every_value(
    sample: FlaskClient, raw: Raw, authorities: Authorities, iso3: str
) -> None:
    answer = json_of(sample.get(f"/api/v1/countries/{iso3}"))
    told = {one["id"]: {each["year"]: each["value"] for each in one["series"]} for one in answer["indicators"]}
    assert told == raw[iso3]
    for one in answer["indicators"]:
        concept, last = authorities.taxonomy.schemes["indicator"].concepts[one["id"]], max(raw[iso3][one["id"]])
        assert one["latest"] == {"year": last, "value": raw[iso3][one["id"]][last]}
        assert (one["definition"], one["source"], one["unit"]) == (
            concept.definition["en"], concept.source, concept.unit
        )  # fmt: skip
    assert values_of(sample.get(f"/countries/{iso3}/figures.csv").text) == raw[iso3]


def values_of(file: str) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for line in csv.DictReader(io.StringIO(file.lstrip("\ufeff"))):
        found.setdefault(line["indicator"], {})[int(line["year"])] = float(line["value"])
    return found


def _built(client: FlaskClient) -> int:
    return int(json_of(client.get("/api/v1/search?size=1"))["index"]["built_at"][:4])
