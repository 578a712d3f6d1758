"""What the check of a taxonomy finds: each kind of defect, on its line; nothing in the file that is shipped."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.authorities import Taxonomy
from search.authorities.checks import check
from search.errors import ConfigurationError
from search.paths import data_file

SOUND = """\
version: "1"
date: "2026-11-23"
title: {en: Test}
schemes:
  programme:
    prefLabel: {en: Programme}
    concepts:
      cash:
        prefLabel: {en: Cash, fr: Argent, es: Dinero, pt: Dinheiro, ar: نقد}
        labelStatus: {en: confirmed, fr: confirmed, es: confirmed, pt: confirmed, ar: unreviewed}
        altLabel: {en: [CBT, money]}
        definition: {en: Money.}
      pensions:
        prefLabel: {en: Pensions, fr: Retraites, es: Pensiones, pt: Pensões, ar: معاشات}
        labelStatus: {en: confirmed, fr: confirmed, es: confirmed, pt: confirmed, ar: unreviewed}
        definition: {en: Money for the old.}
        broader: [cash]
      social-pensions:
        prefLabel: {en: Social, fr: Sociales, es: Sociales pensiones, pt: Sociais, ar: اجتماعية}
        labelStatus: {en: confirmed, fr: confirmed, es: confirmed, pt: confirmed, ar: unreviewed}
        definition: {en: Money for the poor old.}
        broader: [pensions]
  topic:
    prefLabel: {en: Topic}
    concepts:
      targeting: {prefLabel: {en: Targeting}, labelStatus: {en: confirmed}, definition: {en: Who.}, related: [coverage]}
      coverage: {prefLabel: {en: Coverage}, labelStatus: {en: confirmed}, definition: {en: Far.}, related: [targeting]}
      reach: {prefLabel: {en: Reach}, labelStatus: {en: confirmed}, replacedBy: coverage, deprecated: true}
  country_group:
    prefLabel: {en: Group}
    concepts:
      nordic:
        prefLabel: {en: Nordic}
        labelStatus: {en: unreviewed}
        source: ours
        date: "2026-01-04"
        members: ["NOR", SWE]
  indicator:
    prefLabel: {en: Indicator}
    concepts:
      gini: {prefLabel: {en: Gini}, labelStatus: {en: confirmed}, unit: index from 0 to 100}
ambiguous:
  - {label: CBT, question: "Which CBT?", means: [cash, targeting by a community]}
"""


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_shipped_file_has_nothing_to_mend() -> None:
    assert check(data_file("taxonomy.yaml").read_text(encoding="utf-8")) == []


def test_the_sound_example_has_nothing_to_mend() -> None:
    assert check(SOUND) == []
    Taxonomy.parse(SOUND)


DEFECTS = [
    ("broader: [cash]", "broader: [social-pensions]", "error", "cycle"),
    ("broader: [cash]", "broader: [cahs]", "error", "orphan"),
    ("related: [targeting]", "related: [tageting]", "error", "orphan"),
    ("replacedBy: coverage", "replacedBy: covrage", "error", "orphan"),
    ("replacedBy: coverage", "replacedBy: reach", "error", "cycle"),
    ("broader: [pensions]", "broader: [pensions, cash]", "warning", "redundant"),
    ("broader: [pensions]", "broader: [pensions, pensions]", "warning", "redundant"),
    ("broader: [cash]", "broader: [cash]\n        related: [social-pensions]", "warning", "one-sided"),
    ("related: [targeting]", "related: [targeting, reach]", "error", "retired"),
    ("en: Social,", "en: PENSIONS,", "error", "overlap"),
    ("fr: Sociales", "fr: " + "Money", "error", "overlap"),
    ("en: Pensions,", "", "error", "missing label"),
    (", ar: معاشات", "", "error", "missing label"),
    ("{en: Gini}", "{fr: Gini}", "error", "missing label"),
    ("labelStatus: {en: unreviewed}", "labelStatus: {en: checked}", "error", "label status"),
    ("labelStatus: {en: unreviewed}", "labelStatus: {en: unreviewed, fr: confirmed}", "error", "label status"),
    ("{en: Nordic}", "{en: Nordic, sv: Norden}", "warning", "language"),
    ("{en: Nordic}", "{en: Nordic, French: Nordique}", "error", "language"),
    ("money]", 'money, " "]', "error", "empty label"),
    ('["NOR", SWE]', "[NO, SWE]", "error", "yaml trap"),
    ('["NOR", SWE]', "[NOR, sweden]", "error", "member"),
    ('["NOR", SWE]', "[NOR, SWE, NOR]", "error", "member"),
    ('"2026-01-04"', "2026-01-04", "error", "yaml trap"),
    ('"2026-01-04"', '"last year"', "error", "undated"),
    ("source: ours", "source:", "error", "undated"),
    ('version: "1"', "version: 2026.10", "error", "yaml trap"),
    ("{en: Test}", "{en: Test, no: Prøve}", "error", "yaml trap"),
    ("CBT, money", "012, money", "error", "yaml trap"),
    ("CBT, money", "12:30, money", "error", "yaml trap"),
    ("CBT, money", "1_000, money", "error", "yaml trap"),
    ("deprecated: true", "deprecated: yes", "error", "yaml trap"),
    ("replacedBy: coverage, ", "", "warning", "deprecated"),
    ("unit: index from 0 to 100", "notation: g", "error", "unit"),
    ("definition: {en: Money for the old.}", "scopeNote: {en: Old.}", "warning", "undocumented"),
    ("definition: {en: Money for the old.}", "defintion: {en: Old.}", "error", "unknown key"),
    ("title:", "titel:", "error", "unknown key"),
    ("      nordic:", "      Nordic states:", "error", "id"),
    ("      nordic:", "      none:", "error", "id"),
    (
        "        definition: {en: Money.}",
        "        definition: {en: Money.}\n        definition: {en: Cash.}",
        "error",
        "duplicate key",
    ),
    ("means: [cash,", "means: [cash-transfers,", "warning", "ambiguous"),
    ('question: "Which CBT?", ', "", "error", "ambiguous"),
    ("label: CBT, question", "label: CBT, questions", "error", "unknown key"),
]


@pytest.mark.parametrize(("part", "instead", "severity", "kind"), DEFECTS)
def test_a_defect_is_found_on_its_line(part: str, instead: str, severity: str, kind: str) -> None:
    broken = SOUND.replace(part, instead, 1)
    assert broken != SOUND
    line = line_of(SOUND, part) + instead.count("\n")
    if kind in ("missing label", "undated", "undocumented"):  # what is absent is missed where its concept begins
        line = max(
            n for n, text in enumerate(SOUND.splitlines(), 1) if n <= line and text.startswith(" " * 6 + text.strip())
        )
    assert (line, severity, kind) in [(finding.line, finding.severity, finding.kind) for finding in check(broken)]


def test_a_circle_is_found_at_each_concept_of_it() -> None:
    broken = SOUND.replace("broader: [cash]", "broader: [social-pensions]")
    lines = [finding.line for finding in check(broken) if finding.kind == "cycle"]
    assert lines == [line_of(broken, "broader: [social-pensions]"), line_of(broken, "broader: [pensions]")]


def test_an_overlap_is_allowed_where_it_is_asked_about_or_where_one_replaced_the_other() -> None:
    asked = SOUND.replace("fr: Sociales", "fr: CBT")
    replaced = SOUND.replace("{en: Reach}", "{en: Coverage}")
    assert asked != SOUND != replaced and check(asked) == check(replaced) == []


def test_broken_yaml_is_one_finding_with_its_line() -> None:
    (found,) = check(SOUND.replace("title: {en: Test}", "title: {en: Test"))
    assert (found.severity, found.kind) == ("error", "yaml") and found.line in (4, 5)


def test_two_labels_for_one_thing_asked_twice_are_one_entry_too_many() -> None:
    (found,) = check(SOUND + '  - {label: cbt, question: "Which?", means: [cash]}\n')
    assert (found.kind, found.line) == ("ambiguous", SOUND.count("\n") + 1)


LINES = SOUND.splitlines()
PARTS = [
    "",
    "[",
    "{",
    "- a",
    "  x: y",
    "a: &b [*b]",
    "? [k]",
    "NO",
    "12:30",
    ": ",
    "      cash: 5",
    "schemes: 3",
    "\0",
    "\ud800",
]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from([*PARTS, *LINES]), st.booleans()), max_size=4)
)
@example([(4, "  programme: a", False)])
@example([(len(LINES) - 1, "ambiguous: {a: b}", False)])
def test_it_never_raises_and_finds_whatever_the_taxonomy_refuses(edits: list[tuple[int, str, bool]]) -> None:
    lines = list(LINES)
    for number, text, keep in edits:
        lines[number] = f"{lines[number]}\n{text}" if keep else text
    broken = "\n".join(lines)
    found = check(broken)
    assert all(1 <= finding.line <= broken.count("\n") + 2 and finding.message for finding in found)
    try:
        Taxonomy.parse(broken)
    except ConfigurationError:
        assert any(finding.severity == "error" for finding in found)


@pytest.mark.parametrize(
    ("concepts", "line", "said"),
    [
        ("a: {prefLabel: {fr: Un}}", 4, "has no prefLabel in en"),
        ("a:\n        prefLabel: {en: One}\n        broader: [b]", 6, "names b, which is no concept of topic"),
        ("a:\n        prefLabel: {en: One}\n        replacedBy: b", 6, "names b"),
        ("a:\n        prefLabel: {en: One}\n        related: [b]", 6, "names b"),
        ("a:\n        prefLabel: {en: One}\n        broder: []", 6, "is an unknown key"),
        ("a:\n        prefLabel: {en: One}\n        broader: a", 6, "must be a list"),
        ("a:\n        prefLabel: {en: One}\n        broader: [a]", 6, "is broader than itself"),
        ("a:\n        prefLabel: {en: One}\n        replacedBy: a", 6, "is replaced by itself"),
        ("a:\n        prefLabel: {en: One}\n        deprecated: yes", 6, "must be true or false"),
        ("a:\n        prefLabel: {en: One}\n        altLabel: [One]", 6, "must be a mapping"),
        ("a:\n        prefLabel: {en: One}\n        altLabel: {en: [4]}", 6, "put 4 in quotation marks"),
        ("a:\n        prefLabel:\n          en: 2015", 6, "put 2015 in quotation marks"),
        ("a: One", 4, "must be a mapping"),
        ("a: {prefLabel: {en: One}}\n      a: {prefLabel: {en: Two}}", 5, "“a” stands twice"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(concepts: str, line: int, said: str) -> None:
    text = f"schemes:\n  topic:\n    concepts:\n      {concepts}\n"
    with pytest.raises(ConfigurationError) as error:
        Taxonomy.parse(text, "mine.yaml")
    assert str(error.value).startswith(f"mine.yaml, line {line}: ") and said in str(error.value)
    assert any(finding.severity == "error" for finding in check(text))


@pytest.mark.parametrize(
    "text",
    ["[]", "schemes: []", "schemes: {topic: 1}", "version: 2026.10\nschemes: {}", "schemes: {}\nambiguous: 5", "a"],
)
def test_what_is_no_taxonomy_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^taxonomy\.yaml, line \d+: .+\.$"):
        Taxonomy.parse(text)
    assert any(finding.severity == "error" for finding in check(text))
