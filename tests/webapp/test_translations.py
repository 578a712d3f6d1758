"""Every sentence of the pages is translated into every language of the interface, with the same blanks to fill."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import webapp
from search.records import INTERFACE_LANGUAGES

FOLDER = Path(webapp.__file__).parent
METHODS = [("**.py", "python"), ("templates/**", "jinja2")]
OPTIONS = {"templates/**": {"extensions": "jinja2.ext.i18n"}}
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


@pytest.fixture(scope="module")
def sentences() -> set[tuple[str, ...]]:
    folders = (FOLDER, FOLDER.parent / "search")
    found = (one for folder in folders for one in extract_from_dir(folder, METHODS, OPTIONS, KEYWORDS))
    return {_said(message) for _, _, message, _, _ in found}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES[1:])
def test_every_sentence_is_translated(sentences: set[tuple[str, ...]], language: str) -> None:
    with open(FOLDER / "translations" / f"{language}.po", "rb") as file:
        messages = {_said(one.id): _said(one.string or "") for one in read_po(file, locale=language) if one.id}
    assert set(messages) == sentences
    for original, translated in messages.items():
        for place, text in enumerate(translated):
            few = len(translated) == 6 and place < 3  # none, one and two are words in Arabic
            lacking = _blanks(original[-1]) - _blanks(text)
            assert text and _blanks(text) <= _blanks(original[-1]), original
            assert not lacking or (few and lacking <= {"%(num)s", "%(count)s"}), original


def _said(message: str | Sequence[str]) -> tuple[str, ...]:
    """A sentence, or its singular and plurals."""
    return (message,) if isinstance(message, str) else tuple(message)


def _blanks(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))
