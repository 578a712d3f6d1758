"""Suggestions have a floor: misspelt labels are recognised, unrelated words are like none."""

from pathlib import Path

from search.authorities import Taxonomy
from search.paths import data_file

PAIRS = Path(__file__).parent / "data" / "misspellings.tsv"  # scheme, text, the concept that it misspells or nothing


def test_misspelt_labels_are_suggested_and_unrelated_words_get_nothing() -> None:
    taxonomy = Taxonomy.load(data_file("taxonomy.yaml"))
    right = wrong = missed = 0
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        scheme, text, meant = line.split("\t")
        first = taxonomy.suggest(scheme, text)[:1]
        known = taxonomy.resolve(scheme, text).concept
        right += bool(meant) and meant in (known, *first)
        missed += bool(meant) and meant not in (known, *first)
        wrong += bool(first) and not known and first != (meant,)
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.97


def test_a_text_that_holds_a_label_or_is_a_part_of_one_suggests_it() -> None:
    taxonomy = Taxonomy.load(data_file("taxonomy.yaml"))
    assert taxonomy.suggest("population", "Rural") == ("rural-population",)
    assert taxonomy.suggest("document_type", "Annual report 2019")[0] == "annual-report"
    assert taxonomy.suggest("population", "the of 15") == ()
