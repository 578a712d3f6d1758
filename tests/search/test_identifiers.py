"""Identifiers are found within whatever people type, and nothing else is taken for one."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.records import FoundIdentifier, Record, identifiers_of, typed_identifier, typed_identifiers

from .identifier_cases import KINDS, NOTHING, RECORDS


def found(text: str) -> set[str]:
    """The records that have every identifier of the text's."""
    wanted = typed_identifiers(text)
    return {r.id for r in RECORDS if wanted and any(set(one.values) & set(identifiers_of(r)) for one in wanted)}


@pytest.mark.parametrize(("record", "text"), [(record, text) for record, texts in KINDS.items() for text in texts])
def test_whatever_stands_around_it_an_identifier_finds_its_record(record: str, text: str) -> None:
    assert found(text) == {record}


@pytest.mark.parametrize("text", NOTHING.split("|"))
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert typed_identifiers(text) == ()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Project P117310 and P131305", ["Project P117310", "P131305"]),
        ("P117310 OR P131305", ["P117310", "P131305"]),
        ("nber:w10742 OR nber:w11907", ["nber:w10742", "nber:w11907"]),
        ("see (DOI: 10.1234/abc), p. 4", ["(DOI: 10.1234/abc)"]),
        ("é𝒜 “NBER Working Paper No. w26600”.", ["“NBER Working Paper No. w26600”"]),
        ("floors isbn:“978–92–2–129469–6” 2014", ["isbn:“978–92–2–129469–6”"]),
        ("10.1234/\u00adabc\u200b, x", ["10.1234/\u00adabc"]),
        ("Title of it NBER Working Paper 26600", ["NBER Working Paper 26600"]),
        ("World Bank Report No. 117310", ["Report No. 117310"]),
        ("https://a.org/x, https://b.org/y;https://c.org/z", ["https://a.org/x", "https://b.org/y", "https://c.org/z"]),
        ("hdl:10568/1 <https://a.org/b>", ["hdl:10568/1", "<https://a.org/b>"]),
    ],
)
def test_the_words_and_signs_that_belong_to_it_are_part_of_it(text: str, spans: list[str]) -> None:
    assert [text[one.start : one.end] for one in typed_identifiers(text)] == spans


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("10.1234/abc", True),
        ("978-92-2-129469-6", True),
        ("978-92-2-129469-5", True),
        ("see 978-92-2-129469-5", False),
        ("ISBN 978-92-2-129469-5", False),
        ("0821381229", True),
        ("call 0821381229", False),
        ("ISBN 0821381229", True),
        ("https://example.org", True),
        ("www.example.org", True),
        ("example.org/a", True),
        ("giz.de/en", False),
        ("hdl:1/2", True),
        ("10568/12345", True),
        ("1813/12345", False),
        ("a:X-7", True),
        ("see nber:w26600", True),
        ("see figure-b:3c", False),
        ("P117310", False),
        ("NBER w10742", False),
        ("NBER Working Paper No. 26600", False),
    ],
)
def test_it_is_said_how_sure_that_is(text: str, certain: bool) -> None:
    assert [one.certain for one in typed_identifiers(text)] == [certain]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" https://doi.org/10.1234/ABC. ", "10.1234/abc"),
        ("978-0-306-40615-7", "9780306406157"),
        ("ISBN 0306406152", "9780306406157"),
        ("http://www.example.org/Page/#x", "example.org/page"),
        ("nber:W10742", "nber:w10742"),
        ("a:X-7", "a:x-7"),
        ("x-7", None),
        ("P117310", None),
        ("see 10.1234/abc", None),
        ("10.1234/abc 10.1234/def", None),
        ("", None),
    ],
)
def test_a_text_that_is_one_identifier_has_one_best_form(text: str, folded: str | None) -> None:
    assert typed_identifier(text) == folded


def test_a_query_with_a_number_says_which_thing_is_meant() -> None:
    (one,) = typed_identifiers("https://example.org/show?id=53651")
    assert "example.org/show" not in one.values
    (other,) = typed_identifiers("https://example.org/show?lang=en")
    assert one.values[0] == "example.org/show?id=53651" and "example.org/show" in other.values


def test_an_id_of_ours_is_looked_for_as_it_was_typed() -> None:
    (one,) = typed_identifiers("local:a–b7")
    assert one.values == ("local:a-b7", "local:a–b7")


def test_a_record_is_indexed_under_every_form() -> None:
    one = Record(
        id="nber:w0120",
        source="nber",
        title={"en": "x"},
        doi="https://doi.org/10.1234/A%2FB",
        isbn=("0-306-40615-2", "979-10-90636-07-1", "123"),
        url="https://www.example.org/a%C3%A9/?utm_source=x&id=5",
    )
    wanted = "nber:w0120 w0120 nber#0120 nber#120 10.1234/a/b 9780306406157 0306406152 9791090636071 123".split()
    wanted += ["example.org/aé/?id=5", "example.org/aé", "example.org/a%c3%a9/?utm_source=x&id=5"]
    assert set(wanted) <= set(identifiers_of(one)) and "" not in identifiers_of(one)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.sampled_from(["", "-", " ", "–"]))
def test_both_forms_of_an_isbn_are_one(nine: str, sign: str) -> None:
    check = -sum((10 - place) * int(digit) for place, digit in enumerate(nine)) % 11
    ten = nine + "0123456789X"[check]
    (short,) = typed_identifiers(f"ISBN {sign.join((ten[0], ten[1:5], ten[5:9], ten[9]))}")
    thirteen, again = short.values
    (long,) = typed_identifiers(f"ISBN {sign.join((thirteen[:3], thirteen[3:5], thirteen[5:12], thirteen[12]))}")
    assert again == ten and long.values == (thirteen, ten) and short.certain and long.certain
    record = Record(id="a:b", source="a", title={"en": "x"}, isbn=(ten,))
    assert {ten, thirteen} <= set(identifiers_of(record))


_SIGNS = st.text(st.sampled_from("10.1234/abP-:;,()<>[]{}\"'“”–?#%&=@ \n\u200b\u00ad٣éwNBERISBNoxX…"), max_size=80)
_PARTS = st.sampled_from(
    ["10.1234/", "https://", "doi:", "ISBN ", "978", "%2F", "hdl:", "NBER ", "paper No. ", "w26600", "P117310", "www."]
)
_TYPED = st.one_of(st.text(max_size=80), _SIGNS, st.lists(st.one_of(_PARTS, _SIGNS), max_size=8).map("".join))


@given(_TYPED)
def test_any_text_is_read_and_places_are_its_own(text: str) -> None:
    found = typed_identifiers(text)
    assert all(0 <= one.start < one.end <= len(text) and one.values and all(one.values) for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert not any(c.isspace() for one in found for value in one.values for c in value)
    whole = typed_identifier(text)
    assert whole is None or found[0].values[0] == whole


@given(_TYPED)
def test_any_text_may_be_what_identifies_a_record(text: str) -> None:
    record = Record(id="a:b", source="a", title={"en": "x"}, doi=text, isbn=(text,), url=f"https://a.org/{text}")
    assert "a:b" in identifiers_of(record)


@pytest.mark.parametrize("before", ["", "é𝒜 ", "\u200b\u200b"])
@pytest.mark.parametrize("text", ["10.1234/abc", "978-92-2-129469-6", "https://a.org/b", "nber:w26600", "P117310"])
def test_places_count_characters_of_any_script(before: str, text: str) -> None:
    (one,) = typed_identifiers(f"{before}{text} é")
    assert one == FoundIdentifier(len(before), len(before) + len(text), one.values, one.certain)


@pytest.mark.parametrize(
    "part",
    [
        "a", "a.", "a:", "a/1 ", "0", "0-", "978 ", "(", ")", '"', "{}", "é", "/", "1/", "%2F", "http://", "www.",
        "doi ", "isbn ", "no ", "paper ", "ABC ", "A-", "P117310 ", "a1:b1,", "10.1234/", "10.1234%2F",
        "doi 10.1234/x ",
        "nber paper 12345 ", "a=1&", "p111/", ".1", "https://a.org/x?", "the of ", "hdl:1/", "isbn 978-",
    ],
)  # fmt: skip
def test_time_grows_with_the_text_and_no_faster(part: str) -> None:
    for head in ("", "https://a.org/", "10.1234/", "hdl:1/"):
        text = head + part * (25_000 // len(part))
        start = time.process_time()
        typed_identifiers(text)
        assert time.process_time() - start < 1  # measured: under 0.15
