"""What questions call a country beside its names: adjectives and names of inhabitants; and codes that are no codes.

None of it is understood in a country field, looked for in running text or added to what a search finds: “the French
Development Agency” is no project in France, but who asks for “French pension reform” means the country.
"""

from collections.abc import Container, Iterator, Mapping

from search.authorities.countries.file import CountryFile
from search.authorities.countries.names import TWICE, cldr_names, own_names
from search.records import INTERFACE_LANGUAGES
from search.sentences import Sentence
from search.strict_yaml import Where
from search.text import fold

SHARED = "“%(name)s” is also under ambiguous, former or shared_adjective; keep one of the two"
NO_NAME = "“%(name)s” is no name of a country; write it as there, or remove it"
NO_SUCH_CODE = "%(code)s is no ISO 3166 code in capitals; correct it, or remove it"


def adjectives(file: CountryFile) -> dict[str, tuple[str, ...]]:
    """ISO3 -> every form, whatever its language, each once, as the file writes it."""
    return {
        iso3: tuple(dict.fromkeys(text for texts in languages.values() for text in texts))
        for iso3, languages in file.adjective.items()
    }


def adjective_slips(file: CountryFile, codes: Mapping[str, str]) -> Iterator[tuple[Where, Sentence]]:
    """Where the file gives a form to two countries, or has a code or an adjective that there is not."""
    owners = {fold(name.text): name.iso3 for _, name in own_names(file)}
    severals = (*file.ambiguous, *file.former, *file.shared_adjective)
    shared = {fold(label) for several in severals for label in several.labels}
    for where, iso3, text in _forms(file):
        key = fold(text)
        owner = owners.setdefault(key, iso3)
        if key in shared:
            yield where, Sentence(SHARED, name=text)
        elif owner != iso3:
            yield where, Sentence(TWICE, name=text, owner=owner)
    for place, text in enumerate(file.as_often):
        if fold(text) not in {*owners, *shared, *_standard()}:
            yield ("as_often", place), Sentence(NO_NAME, name=text)
    yield from _false_codes(file, {*codes, *codes.values()})


def _standard() -> set[str]:
    return {fold(name) for language in INTERFACE_LANGUAGES for name in cldr_names(language).values()}


def _forms(file: CountryFile) -> Iterator[tuple[Where, str, str]]:
    for iso3, languages in file.adjective.items():
        for language, texts in languages.items():
            yield from ((("adjective", iso3, language, place), iso3, text) for place, text in enumerate(texts))


def _false_codes(file: CountryFile, codes: Container[str]) -> Iterator[tuple[Where, Sentence]]:
    for place, code in enumerate(file.not_codes):
        if code not in codes:
            yield ("not_codes", place), Sentence(NO_SUCH_CODE, code=code)
