"""An institution's own sources, beside ours: YAML files in the data folder; each slip is one sentence with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search.queries import Query

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
SOURCE = """\
source: ministry
title: Register of the ministry
recognise: [[Programme name, Kind]]
id: {key: [Programme name]}
fields:
  title: [Programme name]
  country: [Nation]
date_order: MDY
defaults: {content_type: programme}
crosswalk:
  programme:
    - columns: [Kind]
      values:
        Cash: [cash-transfers]
        Roads: []
"""
ROWS = "Programme name,Kind,Nation\nBono,Cash,Peru\nVía,Roads,Peru\n"


def sources(spindex: Command, name: str, text: str | bytes) -> None:
    folder = spindex.data / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)


def test_a_source_of_ones_own_is_read_by_its_file(spindex: Command, write: Write) -> None:
    sources(spindex, "ministry.yaml", SOURCE)
    done = spindex("build", write("rows.csv", ROWS), "--json")
    assert done.code == 0 and done.report["indexed"] == 2 and not done.report["problems"]
    with spindex.index() as index:
        records = {record.title["und"]: record for record in index.scan(Query())}
    assert records["Bono"].programme == ("cash-transfers",) and records["Bono"].country == ("PER",)
    assert records["Bono"].id.startswith("ministry:") and not records["Vía"].programme


@pytest.mark.parametrize(
    ("meaning", "how"),
    [
        ("[cash-transfers]", ["crosswalk"]),
        ("{exactMatch: [cash-transfers]}", ["exact crosswalk"]),
        ("{closeMatch: [cash-transfers]}", ["crosswalk"]),
        ("{broadMatch: [social-assistance], exactMatch: [cash-transfers]}", ["exact crosswalk", "crosswalk"]),
    ],
)
def test_only_a_word_that_means_exactly_this_states_it(
    spindex: Command, write: Write, meaning: str, how: list[str]
) -> None:
    sources(spindex, "ministry.yaml", SOURCE.replace("[cash-transfers]", meaning))
    assert spindex("build", write("rows.csv", ROWS)).code == 0
    with spindex.index() as index:
        (record,) = index.scan(Query().with_("programme", "cash-transfers"))
        stated = index.count([Query().with_("programme", "cash-transfers").with_("how", "stated")])
    assert [origin.how for origin in record.provenance["programme"]] == how
    assert stated == ["exact crosswalk" in how]


def test_it_takes_the_place_of_ours_of_that_name(spindex: Command, write: Write) -> None:
    sources(spindex, "other.yaml", SOURCE.replace("source: ministry", "source: world-bank"))
    assert spindex("build", write("rows.csv", ROWS), "--json").report["problems"] == []
    bank = write("bank.csv", "id,countryname,project_name,boardapprovaldate\nP1,Peru,Roads,2015-01-01\n")
    assert spindex("check", bank, "--json").report["problems"] != []


BAD = [
    ("source: ministry\n", "", 1, "the file has no source: write `source:` with what it is"),
    ("source: ministry", "source: 7", 1, "source must be text: put 7 in quotation marks"),
    ("  title: [Programme name]", "  title: title", 6, "fields/title must be a list: write [title]"),
    ("  title: [Programme name]", "  tilte: [Programme name]", 6, "fields/tilte is no field of a record: use title"),
    ("[[Programme name, Kind]]", "Kind", 3, "recognise must be a list: write [Kind]"),
    ("[[Programme name, Kind]]", "[Kind]", 3, "recognise must be a list: write [Kind]"),
    ("id: {key:", "id: {keys:", 4, "id/keys is an unknown key: use one of column, key"),
    ("date_order: MDY", "date_order: XYZ", 8, "date_order must be DMY or MDY, not XYZ"),
    ("date_order: MDY", "match: no", 8, "match must be true or false, not no"),
    ("date_order: MDY", "figures:\n- {measure: a, column: b, units: c}", 9, "figures/units is an unknown key"),
    ("date_order: MDY", "figures:\n- {measure: a, column: b}", 9, "figures has no unit"),
    ("[cash-transfers]", "[cash-transfer]", 14, "names cash-transfer, which is no concept of programme: use cash-"),
    ("[cash-transfers]", "cash-transfers", 14, "values/Cash must be a list: write [cash-transfers]"),
    ("[cash-transfers]", "{exactMatch: [cash-transfer]}", 14, "exactMatch names cash-transfer, which is no concept of"),
    ("[cash-transfers]", "{exactMatch: cash-transfers}", 14, "Cash/exactMatch must be a list: write [cash-transfers]"),
    ("[cash-transfers]", "{closeMatch: [7]}", 14, "Cash/closeMatch must be text: put 7 in quotation marks"),
    (
        "[cash-transfers]",
        "{sameAs: [cash-transfers]}",
        14,
        "Cash/sameAs is an unknown key: use one of broadMatch, closeMatch, exactMatch",
    ),
    ("    - columns: [Kind]", "    - column: [Kind]", 12, "programme/column is an unknown key: use one of columns"),
    ("  programme:", "  country:", 11, "crosswalk/country is no field of concepts"),
    ("crosswalk:", "crosswalks:", 10, "crosswalks is an unknown key"),
    ("Roads: []", "Cash: []", 15, "the key “Cash” stands twice"),
]


@pytest.mark.parametrize(("part", "instead", "line", "said"), BAD)
def test_a_slip_is_said_with_file_and_line(
    spindex: Command, write: Write, part: str, instead: str, line: int, said: str
) -> None:
    broken = SOURCE.replace(part, instead, 1)
    assert broken != SOURCE
    sources(spindex, "ministry.yaml", broken)
    done = spindex("check", write("rows.csv", ROWS))
    assert done.code == 2 and "Traceback" not in done.output
    assert f"ministry.yaml, line {line}: " in done.output and said in done.output


def test_one_that_is_no_text_is_named(spindex: Command, write: Write) -> None:
    sources(spindex, "ministry.yaml", b"source: \xff")
    done = spindex("check", write("rows.csv", ROWS))
    assert done.code == 2 and "ministry.yaml cannot be read" in done.output


@pytest.mark.parametrize(("nation", "programme"), [("", ("contributory-pensions",)), ("Ghana", ())])
def test_a_source_uses_words_as_in_its_country(
    spindex: Command, write: Write, nation: str, programme: tuple[str, ...]
) -> None:
    sources(spindex, "ministry.yaml", SOURCE + "home: USA\ntext_language: en\n")
    rows = f"Programme name,Kind,Nation\nThe future of Social Security,Roads,{nation}\n"
    assert spindex("build", write("rows.csv", rows)).code == 0
    with spindex.index() as index:
        (record,) = index.scan(Query())
    assert record.programme == programme


@pytest.mark.parametrize("language", ["", "text_language: en\n"])
def test_columns_of_keywords_are_read_whatever_their_language(spindex: Command, write: Write, language: str) -> None:
    more = "match_columns: {programme: [Words], cross_cutting: [Words]}\n"
    sources(
        spindex, "ministry.yaml", SOURCE.replace("[Programme name, Kind]", "[Programme name, Words]") + more + language
    )
    rows = "Programme name,Words,Nation\nBono,social pensions; gender,Peru\nVía,social; pensions,Peru\n"
    assert spindex("build", write("rows.csv", rows)).code == 0
    with spindex.index() as index:
        records = {next(iter(record.title.values())): record for record in index.scan(Query())}
    assert records["Bono"].programme == ("social-pensions",) and records["Bono"].cross_cutting == ("gender",)
    assert records["Vía"].programme == ("contributory-pensions",)  # no label goes from one keyword to the next
