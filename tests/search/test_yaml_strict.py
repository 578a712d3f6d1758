"""YAML for people: values keep the type they look like, and what is wrong is said with its line."""

from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from search.errors import ConfigurationError
from search.sentences import Sentence
from search.strict_yaml import Unusable, load_as


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("True", "True"),
        ("012", "012"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1e3", "1e3"),
        ("2026-01-04", "2026-01-04"),
        ("=", "="),
        ('"7"', "7"),
        ("7", 7),
        ("-0.5", -0.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("1" * 5000, "1" * 5000),
    ],
)
def test_a_value_is_what_it_looks_like(written: str, value: object) -> None:
    found = load_as(dict[str, Any], f"a: {written}\n")["a"]
    assert found == value and type(found) is type(value)


def test_norway_and_years_are_text_as_keys() -> None:
    assert load_as(dict[str, str], "NO: Oslo\nno: norsk\n2015: a\ntrue: b\n") == {
        "NO": "Oslo",
        "no": "norsk",
        "2015": "a",
        "true": "b",
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n", 5, "“c” stands twice"),
        ("a: 1\nb: {c: 1, c: 2}\n", 2, "“c” stands twice"),
        ("a: 1\n'a': 2\n", 2, "“a” stands twice"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "correct the YAML"),
        ("a: 1\n\tb: 2\n", 2, "correct the YAML"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "remove the tag"),
        ("a: 1\nb: !!int seven\n", 2, "remove the tag"),
        ("a: 1\nb: &again [1]\nc: *again\n", 2, "write it out"),
        ("a: &self [*self]\n", 1, "write it out"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key must be a word"),
        ("a: 1\nb: \0\n", 2, "control character"),
        ("a: 1\nb: \ud800\n", 2, "UTF-8"),
        ("", 1, "empty"),
        ("# only a comment\n", 1, "empty"),
        ("a:\n" + "[" * 200_000, 2, "levels deep"),
        ("- " * 100_000 + "a", 1, "levels deep"),
        ("[\n" * 100_000, 101, "levels deep"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        load_as(Any, text, "some.yaml")
    assert str(error.value).startswith(f"some.yaml, line {line}: ") and said in str(error.value)


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text("name: Côte d'Ivoire\n", encoding="utf-8")
    assert load_as(dict[str, str], path) == {"name": "Côte d'Ivoire"}
    path.write_bytes(b"name: C\xf4te d'Ivoire\n")
    with pytest.raises(ConfigurationError, match=r"names\.yaml cannot be read"):
        load_as(dict[str, str], path)
    with pytest.raises(ConfigurationError, match=r"absent\.yaml cannot be read"):
        load_as(dict[str, str], tmp_path / "absent.yaml")


class Needed(Struct):
    text: str


class Part(Struct, forbid_unknown_fields=True):
    a: tuple[str, ...] = ()
    b: int | None = None


class Whole(Struct, forbid_unknown_fields=True, rename="camel"):
    a_b: dict[str, Part] = {}
    a: list[Part] = []
    b: Literal["a", "b"] | None = None
    c: bool = False

    def __post_init__(self) -> None:
        for place, part in enumerate(self.a):
            if part.b == 7:
                raise Unusable(Sentence("must not be %(seven)s", seven="seven"), "a", place, "b")


@given(
    st.text(alphabet=st.sampled_from("ab:-?[]{},&*!|>'\"#%@`\n\t 01.~é\u2028\x85\ufeff")),
    st.sampled_from([Any, str, dict[str, str], list[int], dict[Literal["a", "b"], list[str]], Whole]),
)
def test_nothing_that_is_typed_ends_in_another_error(text: str, kind: type[object]) -> None:
    try:
        load_as(kind, text, "typed.yaml")
    except ConfigurationError as error:
        assert str(error).startswith("typed.yaml, line ")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: []\nx: 1\n", 2, "x is an unknown key: use one of a, aB, b, c."),
        ("a:\n- a: [x]\n- a: x\n", 3, "a/a must be a list: write [x]."),
        ("a:\n- a: [x]\n- a:\n  - x\n  - 7\n", 5, "a/a must be text: put 7 in quotation marks."),
        ("aB:\n  x: {}\n  y:\n    a: [x]\n    b: many\n", 5, "y/b must be a whole number, not many."),
        ("aB:\n  x: {}\n  y: 7\n", 3, "aB/y must be a mapping: write {a, b: …}."),
        ("aB:\n  x: {}\n  y:\n", 3, "aB/y is empty: fill it, or remove the key."),
        ("b: c\n", 1, "b must be a or b, not c."),
        ("c: yes\n", 1, "c must be true or false, not yes."),
        ("a:\n- b: 1\n- b: 7\n", 3, "a/b must not be seven."),
        ("[]\n", 1, "the file is empty: fill it, or remove the key."),
        ("- a\n", 1, "the file must be a mapping: write {a, aB, b, c: …}."),
    ],
)
def test_what_is_not_of_the_type_is_said_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        load_as(Whole, text, "some.yaml")
    assert str(error.value) == f"some.yaml, line {line}: {said}"


def test_what_lacks_something_needed_and_a_key_of_no_kind_are_said_too() -> None:
    with pytest.raises(ConfigurationError, match=r"^x, line 2: label has no text: write `text:` with what it is\.$"):
        load_as(dict[str, Needed], "other: {text: a}\nlabel: {}\n", "x")
    with pytest.raises(ConfigurationError, match=r"^x, line 2: de is an unknown key: use one of en, fr\.$"):
        load_as(dict[Literal["en", "fr"], str], "en: a\nde: b\n", "x")
