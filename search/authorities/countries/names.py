"""An exact index of country names: ISO 3166 (pycountry), the Unicode CLDR (Babel) and mappings/countries.yaml.

The languages are those of the interface, with the regional forms that CLDR keeps (pt_PT *Moçambique*, es_419 *Costa
de Marfil*) and pycountry's translations of ISO 3166. What the file says wins; a name that the standards give to two
countries, and the file to none, is ambiguous.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from search.authorities.countries.file import CountryFile, Several
from search.records import INTERFACE_LANGUAGES
from search.sentences import Sentence
from search.strict_yaml import Where
from search.text import fold

NO_CODE = "%(code)s is no ISO 3166 code of three letters; correct it, or add it to extra"
ONE_COUNTRY = "%(code)s is the code of one country, and not of several together; take it out"
TWICE = "“%(name)s” is also a name of %(owner)s; keep one of the two"
ASKED = "“%(name)s” is also under ambiguous or former; keep one of the two"

Kind = Literal["name", "alias", "acronym", "field_only", "part"]
FILE_KINDS: tuple[Kind, ...] = ("alias", "acronym", "field_only", "part")

_REGIONAL = ("en_GB", "fr_CA", "es_419", "es_MX", "pt_PT", "ar_SA")
_TRANSLATED = (*INTERFACE_LANGUAGES[1:], "pt_BR")  # ISO 3166 itself is in English
_UNSAID = {
    *("the", "of", "and", "de", "du", "des", "d", "la", "le", "les", "l", "et"),
    *("el", "los", "las", "y", "del", "da", "do", "dos", "das", "e"),
}
_SHORT = {"rep": "republic", "republique": "republic", "republica": "republic", "st": "saint", "ste": "saint"} | {
    **dict.fromkeys(("dem", "democratique", "democratica"), "democratic"),
    **dict.fromkeys(("fed", "federated", "federale", "federative"), "federal"),
    **dict.fromkeys(("is", "isl"), "islands"),
    "sts": "states",
}
_LEAST_JOINED = 6  # letters; shorter names without their blanks are found in too many things


@dataclass(frozen=True)
class Name:
    """One way to write one country (ISO3)."""

    text: str
    iso3: str
    kind: Kind


@dataclass(frozen=True)
class Meaning:
    """What a key of the index means: one country, or several and why."""

    candidates: tuple[str, ...]
    kind: Kind = "name"
    several: Several | None = None


def loose(text: str) -> str:
    """A key without word order, articles, “of” and “and”, common short forms written out: *Gambia, The* -> `gambia`."""
    words = (_SHORT.get(word, word) for word in fold(text).split())
    return " ".join(sorted(word for word in words if word not in _UNSAID))


def joined(text: str) -> str:
    """A key without blanks: *Timor Leste* and *TimorLeste* are one."""
    return fold(text).replace(" ", "")


def iso2_codes(file: CountryFile) -> dict[str, str]:
    """ISO3 -> ISO2, by ISO3, of ISO 3166 and the file's `extra`."""
    import pycountry

    codes = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    return dict(sorted((codes | {iso3: extra.iso2 for iso3, extra in file.extra.items()}).items()))


def numeric_codes() -> dict[str, str]:
    """`404` -> KEN: the numeric codes of ISO 3166, three digits, which are the M49 codes of the United Nations too."""
    import pycountry

    return {country.numeric: country.alpha_3 for country in pycountry.countries}


@lru_cache(maxsize=len(INTERFACE_LANGUAGES) + len(_REGIONAL))
def cldr_names(locale: str) -> Mapping[str, str]:
    """ISO2 -> name in a locale such as `fr` or `pt_PT`."""
    from babel import Locale

    return dict(Locale.parse(locale).territories)


def _standard_names(iso2: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(name, ISO3) of the two standards, with repetitions."""
    for locale in (*INTERFACE_LANGUAGES, *_REGIONAL):
        territories = cldr_names(locale)
        yield from ((territories[code], iso3) for iso3, code in iso2.items() if code in territories)
    for name, iso3 in _iso_names():
        yield name, iso3
        head, comma, tail = name.partition(", ")
        if comma and "," not in tail:  # Congo, The Democratic Republic of the
            yield f"{tail.removeprefix('The ')} {head}", iso3


def _iso_names() -> Iterator[tuple[str, str]]:
    import gettext

    import pycountry

    catalogues = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]) for language in _TRANSLATED
    ]
    for country in pycountry.countries:
        for kind in ("name", "official_name", "common_name"):
            name = getattr(country, kind, None)
            if name:
                yield name, country.alpha_3
                yield from ((catalogue.gettext(name), country.alpha_3) for catalogue in catalogues)


def slips(file: CountryFile, codes: Container[str]) -> Iterator[tuple[Where, Sentence]]:
    """Where the file has a code that there is not, or a name that it gives twice."""
    for where, iso3 in file.codes():
        if iso3 not in codes:
            yield where, Sentence(NO_CODE, code=iso3)
    for place, code in enumerate(file.together):
        if code in codes:
            yield ("together", place), Sentence(ONE_COUNTRY, code=code)
    owners = _asked(file)
    for where, name in own_names(file):
        owner = owners.setdefault(fold(name.text), name.iso3)
        if owner != name.iso3:
            yield where, Sentence(TWICE if owner else ASKED, name=name.text, owner=owner)


def all_names(file: CountryFile, iso2: Mapping[str, str]) -> tuple[Name, ...]:
    """Each written form once, the file's first."""
    own = [name for _, name in own_names(file)]
    owners = _asked(file) | {fold(name.text): name.iso3 for name in own}
    names: dict[str, Name] = {}
    for name in own:
        names.setdefault(name.text, name)
    for text, iso3 in _standard_names(iso2):
        if owners.get(fold(text), iso3) == iso3:
            names.setdefault(text, Name(text, iso3, "name"))
    return tuple(names.values())


def _asked(file: CountryFile) -> dict[str, str]:
    return {fold(label): "" for several in (*file.ambiguous, *file.former) for label in several.labels}


def own_names(file: CountryFile) -> Iterator[tuple[Where, Name]]:
    """The names that the file itself gives, and where."""
    for iso3, shown in file.display.items():
        yield from ((("display", iso3, language), Name(text, iso3, "name")) for language, text in shown.items())
    for kind in FILE_KINDS:
        for iso3, texts in getattr(file, kind).items():
            yield from (((kind, iso3, place), Name(text, iso3, kind)) for place, text in enumerate(texts))


class NameIndex:
    """Looks a written form up: folded first, then without word order, then without blanks; never nearly."""

    def __init__(self, names: Iterable[Name], severals: Iterable[Several]) -> None:
        self._names = tuple(names)
        self._asked = [(label, several) for several in severals for label in several.labels]

    @cached_property
    def exact(self) -> dict[str, Meaning]:
        """Folded form -> what it means."""
        return self._meanings(fold, self._names, doubtful=True)

    @cached_property
    def _loose(self) -> dict[str, Meaning]:
        return self._meanings(loose, self._names)

    @cached_property
    def _joined(self) -> dict[str, Meaning]:
        return self._meanings(joined, filter(_joinable, self._names))

    def _meanings(self, key: Callable[[str], str], names: Iterable[Name], doubtful: bool = False) -> dict[str, Meaning]:
        index = _meanings(((key(name.text), name) for name in names), doubtful)
        return index | {key(label): Meaning(several.means, several=several) for label, several in self._asked}

    def lookup(self, text: str) -> Meaning | None:
        """What a written form means, or None."""
        folded = fold(text)
        if not folded:
            return None
        return self.exact.get(folded) or self._loose.get(loose(text)) or self._joined.get(joined(text))

    def holds_another(self, text: str, iso3: str) -> bool:
        """Whether some of the words are the name of another country (*China* in *Taiwan, China*)."""
        words = fold(text).split()
        parts = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
        return any(
            meaning.candidates != (iso3,) for part in parts if (meaning := self.exact.get(part)) and part != fold(text)
        )


def _joinable(name: Name) -> bool:
    return name.kind in ("acronym", "field_only") or len(joined(name.text)) >= _LEAST_JOINED


def _meanings(keyed: Iterable[tuple[str, Name]], doubtful: bool) -> dict[str, Meaning]:
    """Key -> meaning; what means several countries is kept as a question, or (not `doubtful`) left out."""
    found: dict[str, dict[str, Kind]] = {}
    for key, name in keyed:
        found.setdefault(key, {}).setdefault(name.iso3, name.kind)
    return {
        key: Meaning(tuple(sorted(kinds)), next(iter(kinds.values())))
        for key, kinds in found.items()
        if key and (doubtful or len(kinds) == 1)
    }
