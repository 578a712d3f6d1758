"""What the check of a taxonomy finds in wordings: each defect on its line, and whatever of it makes a file unusable."""

import pytest

from search.authorities import Taxonomy
from search.authorities.checks import check
from search.errors import ConfigurationError
from tests.search.test_taxonomy_check import SOUND, line_of

WORDED = SOUND.replace(
    "        altLabel: {en: [CBT, money]}\n",
    "        altLabel: {en: [CBT, money]}\n        wording: {en: [<give> + cash / coins, '? # + coins']}\n",
)
WORDED += "words:\n  give: {en: [pay, hand out]}\n"


def test_a_wording_of_several_groups_has_nothing_to_mend() -> None:
    assert check(WORDED) == [] and WORDED.count("wording") == 1
    Taxonomy.parse(WORDED)


@pytest.mark.parametrize(
    ("part", "instead", "said"),
    [
        ("<give>", "<gives>", "names <gives>, which `words` does not list in en"),
        ("wording: {en:", "wording: {fr:", "names <give>, which `words` does not list in fr"),
        ("+ cash / coins", "/ cash / coins", "has one group of words"),
        ("cash / coins", "cash / ", "has no word"),
        ("cash / coins", "cash / &", "has no word"),
        ("+ coins", "+ ", "has no word"),
        ("hand out", "'-'", "has no word"),
    ],
)
def test_a_wording_that_says_nothing_is_refused_with_its_line(part: str, instead: str, said: str) -> None:
    broken = WORDED.replace(part, instead, 1)
    (found,) = (one for one in check(broken) if one.severity == "error")
    assert (found.kind, found.line) == ("wording", line_of(WORDED, "wording:")) and said in found.message
    with pytest.raises(ConfigurationError, match=f"line {found.line}"):
        Taxonomy.parse(broken)


def test_a_wording_stands_in_one_concept() -> None:
    twice = WORDED.replace("broader: [cash]", "broader: [cash]\n        wording: {en: ['? # + coins']}")
    (found,) = check(twice)
    assert (found.kind, found.line) == ("wording", line_of(twice, "wording: {en: ['?"))
    assert "programme/cash" in found.message
