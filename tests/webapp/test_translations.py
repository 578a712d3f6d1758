"""Every sentence of the pages is translated into every language of the interface, with the same blanks to fill."""

import re
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

Message = str | tuple[str, ...]


@pytest.fixture(scope="module")
def sentences() -> set[Message]:
    folders = (FOLDER, FOLDER.parent / "search")
    found = (one for folder in folders for one in extract_from_dir(folder, METHODS, OPTIONS, KEYWORDS))
    return {message for _, _, message, _, _ in found}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES[1:])
def test_every_sentence_is_translated(sentences: set[Message], language: str) -> None:
    with open(FOLDER / "translations" / f"{language}.po", "rb") as file:
        messages = {message.id: message.string for message in read_po(file, locale=language) if message.id}
    assert set(messages) == sentences
    for original, translated in messages.items():
        blanks = set(re.findall(r"%\(\w+\)s", original[-1] if isinstance(original, tuple) else original))
        for text in translated if isinstance(translated, tuple) else (translated,):
            assert text and set(re.findall(r"%\(\w+\)s", text)) == blanks, original
