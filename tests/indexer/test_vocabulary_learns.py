"""The vocabulary learns: what it does not know is listed, a term is accepted, an edit is weighed and reindexed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indexer.cli import cli
from search.paths import data_file
from search.queries import Query

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
ROWS = """id,title,pays,programme,language
1,Cash for all,Atlantis,laptop lottery,fr
2,Pensions,PE,Laptop Lottery; social pensionz,klingonese
3,Whatever,,,
4,Roads,Kenya,laptop lottery,en
"""
MORE = "id,title,country,programme\n1,A lottery,Congo,laptop-lottery\n"


@pytest.fixture
def filled(spindex: Command, write: Write) -> Command:
    assert spindex("build", write("rows.csv", ROWS), write("more.csv", MORE.replace("id,", "source,id,", 1)
                   .replace("\n1,", "\nelsewhere,1,"))).code == 0  # fmt: skip
    return spindex


def terms(spindex: Command, *arguments: str) -> list[dict[str, Any]]:
    return list(json.loads(spindex("unknown", "--json", *arguments).output))


def test_terms_that_mean_nothing_are_listed_over_all_sources(filled: Command) -> None:
    found = terms(filled)
    first = found[0]
    assert (first["field"], first["kind"], first["count"]) == ("programme", "unknown", 4)
    assert first["value"] == "laptop lottery" and first["sources"] == {"rows": 3, "elsewhere": 1}
    assert set(first["places"]) <= {"rows.csv:2", "rows.csv:3", "rows.csv:5", "more.csv:2"}
    rest = {(term["field"], term["kind"], term["value"]) for term in found[1:]}
    assert rest == {
        ("country", "unknown", "Atlantis"),
        ("country", "ambiguous", "Congo"),
        ("language", "unknown", "klingonese"),
        ("programme", "unknown", "social pensionz"),
    }
    assert [term["value"] for term in terms(filled, "--field", "language")] == ["klingonese"]
    (slip,) = (term for term in found if term["value"] == "social pensionz")
    assert slip["suggestions"][0] == "social-pensions"
    assert filled("unknown", "--field", "contry").code == 2
    line = filled("unknown").output.splitlines()[0]
    assert line.startswith("      4  programme: “laptop lottery” (unknown; rows 3, elsewhere 1; such as ")


def test_a_term_is_learnt_and_everything_else_stays(filled: Command) -> None:
    done = filled("taxonomy", "accept", "laptop lottery", "--as", "social-assistance")
    assert done.code == 0 and "means social-assistance now" in done.output
    own = (filled.data / "taxonomy.yaml").read_bytes()
    shipped = data_file("taxonomy.yaml").read_bytes()
    assert own.replace(b", laptop lottery", b"", 1) == shipped and own != shipped
    assert "laptop lottery" not in {term["value"] for term in terms(filled)}

    weighed = json.loads(filled("taxonomy", "impact", "--json").output)
    assert weighed["changed"] == 4 and weighed["addresses"] == [] and weighed["new"] == []
    move = next(one for one in weighed["facets"] if one["value"] == "social-assistance")
    assert (move["facet"], move["before"], move["after"], move["gained"], move["lost"]) == ("programme", 0, 4, 4, 0)
    assert set(move["examples"]) == {"rows:1", "rows:2", "rows:4", "elsewhere:1"}

    moved = filled("reindex", "--json").report["moved"]
    assert {**moved, "facets": by_value(moved)} == {**_counts(weighed), "facets": by_value(weighed)}
    record = filled.index().get("elsewhere:1")
    assert record.programme == ("social-assistance",)
    assert "4 of 5 records changed" not in filled("reindex").output


def _counts(weighed: dict[str, Any]) -> dict[str, Any]:
    return {name: weighed[name] for name in ("records", "changed", "added", "gone")}


def by_value(told: dict[str, Any]) -> dict[tuple[str, str], tuple[int, int]]:
    return {(one["facet"], one["value"]): (one["before"], one["after"]) for one in told["facets"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("CCT", "--as", "social-assistance"), "“CCT” means Conditional cash transfers (conditional-cash-transfers)"),
        (("disability", "--as", "no-such-thing"), "There is no concept “no-such-thing”"),
        (("a\x1bb", "--as", "social-assistance"), "is no label"),
        ((" ", "--as", "social-assistance"), "is no label"),
        (("x" * 300, "--as", "social-assistance"), "is no label"),
        (("laptop lottery", "--as", "social-assistance", "--lang", "English"), "“English” is no language code"),
        (("laptop lottery", "--as", "social-assistance", "--scheme", "program"), "did you mean programme"),
    ],
)
def test_what_may_not_be_a_label_is_refused_in_a_sentence(
    spindex: Command, arguments: tuple[str, ...], said: str
) -> None:
    done = spindex("taxonomy", "accept", *arguments)
    assert done.code == 2 and said in done.output
    assert not spindex.data.exists()


def test_a_label_that_is_known_changes_nothing(spindex: Command) -> None:
    done = spindex("taxonomy", "accept", "Safety  Nets", "--as", "Social assistance", "--json")
    told = json.loads(done.output)
    assert done.code == 0 and not told["changed"] and "already" in told["notes"][0]
    assert not spindex.data.exists()


def test_a_file_of_a_checkout_is_edited_where_it_is(spindex: Command, write: Write) -> None:
    path = write("mine.yaml", data_file("taxonomy.yaml").read_bytes())
    done = spindex("taxonomy", "accept", "loterie", "--as", "social-transfers", "--lang", "fr", "--file", path)
    assert done.code == 0 and not (spindex.data / "taxonomy.yaml").exists()
    assert "fr: [programme de transferts sociaux, prestations sociales, loterie]" in path.read_text()
    assert CliRunner().invoke(cli, ["taxonomy", "check", str(path)]).exit_code == 0


def edited(write: Write, old: str, new: str) -> Path:
    text = data_file("taxonomy.yaml").read_text(encoding="utf-8")
    assert old in text
    return write("edited.yaml", text.replace(old, new, 1))


def test_the_impact_names_addresses_that_lead_elsewhere_or_nowhere(spindex: Command, write: Write) -> None:
    spindex("build", write("rows.csv", "id,title,programme\n1,One,funeral grants\n2,Two,social transfers\n"))
    told = json.loads(spindex("taxonomy", "impact", renamed(write), "--json").output)
    assert told["new"] == ["programme/burial-support"]
    assert told["addresses"] == [{"facet": "programme", "value": "funeral-grants", "instead": "burial-support"}]
    assert by_value(told) == {("programme", "funeral-grants"): (1, 0), ("programme", "burial-support"): (0, 1)}
    told = json.loads(spindex("taxonomy", "impact", renamed(write, "Funeral grants", "Burials"), "--json").output)
    assert told["addresses"] == [{"facet": "programme", "value": "funeral-grants", "instead": ""}]
    assert ("programme", "none") in by_value(told)
    said = spindex("taxonomy", "impact", renamed(write, "Funeral grants", "Burials")).output
    assert "programme=funeral-grants: is refused" in said and "funeral-grants): 1 -> 0 (+0 -1; rows:1)" in said
    status = json.loads(spindex("status", "--json").output)
    assert len(status["versions"]) == 1  # nothing was written


def renamed(write: Write, label: str = "", instead: str = "") -> Path:
    """The taxonomy in which a concept has another id, and perhaps another label."""
    text = data_file("taxonomy.yaml").read_text(encoding="utf-8").replace("funeral-grants", "burial-support")
    return write("edited.yaml", text.replace(f"{{en: {label}, ", f"{{en: {instead}, ") if label else text)


def test_a_taxonomy_with_errors_is_neither_weighed_nor_used(filled: Command, write: Write) -> None:
    broken = edited(write, "broader: [social-assistance]", "broader: [social-asistance]")
    before = [record.to_json() for record in filled.index().scan(Query())]
    assert filled("taxonomy", "impact", broken).code == 2
    (filled.data / "taxonomy.yaml").write_bytes(broken.read_bytes())
    done = filled("reindex")
    assert done.code == 2 and "taxonomy.yaml, line" in done.output
    refused = filled("taxonomy", "accept", "laptop lottery", "--as", "social-assistance")
    assert refused.code == 2 and (filled.data / "taxonomy.yaml").read_bytes() == broken.read_bytes()
    assert [record.to_json() for record in filled.index().scan(Query())] == before


def test_an_error_that_still_makes_a_taxonomy_is_refused_by_reindex(filled: Command, write: Write) -> None:
    overlap = edited(write, "altLabel: {en: [social transfer programme,", "altLabel: {en: [public assistance,")
    assert filled("taxonomy", "check", overlap).code == 2
    (filled.data / "taxonomy.yaml").write_bytes(overlap.read_bytes())
    done = filled("reindex")
    assert done.code == 2 and "“public assistance”" in done.output and "spindex taxonomy check" in done.output
