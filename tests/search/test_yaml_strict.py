"""YAML for people: values keep the type they look like, and what is wrong is said with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import ConfigurationError
from search.strict_yaml import load_yaml


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
    found = load_yaml(f"a: {written}\n")["a"]
    assert found == value and type(found) is type(value)


def test_norway_and_years_are_text_as_keys() -> None:
    assert load_yaml("NO: Oslo\nno: norsk\n2015: a\ntrue: b\n") == {
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
        load_yaml(text, "some.yaml")
    assert str(error.value).startswith(f"some.yaml, line {line}: ") and said in str(error.value)


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text("name: Côte d'Ivoire\n", encoding="utf-8")
    assert load_yaml(path) == {"name": "Côte d'Ivoire"}
    path.write_bytes(b"name: C\xf4te d'Ivoire\n")
    with pytest.raises(ConfigurationError, match=r"names\.yaml cannot be read"):
        load_yaml(path)
    with pytest.raises(ConfigurationError, match=r"absent\.yaml cannot be read"):
        load_yaml(tmp_path / "absent.yaml")


@given(st.text(alphabet=st.sampled_from("ab:-?[]{},&*!|>'\"#%@`\n\t 01.~é\u2028\x85\ufeff")))
def test_nothing_that_is_typed_ends_in_another_error(text: str) -> None:
    try:
        load_yaml(text, "typed.yaml")
    except ConfigurationError as error:
        assert str(error).startswith("typed.yaml, line ")
