"""Labels: the names of facets and of their values, in the language of a page."""

from functools import lru_cache

from search.authorities import Authorities
from search.language import Language
from search.records import BY_NAME, FACETS, FIELDS, NONE
from webapp.languages.wording import KINDS


class Labels:
    """Names from one index version's own vocabularies; those of closed ones are kept, as a page has hundreds."""

    def __init__(self, authorities: Authorities, language: Language) -> None:
        self.taxonomy = authorities.taxonomy
        self.countries = authorities.countries
        self.about = authorities.about
        self.language = language
        self._kept: dict[str, dict[str, str]] = {facet.name: {} for facet in FACETS}

    def field(self, name: str) -> str:
        """What a field is called; a concept field as its scheme is."""
        scheme = self.taxonomy.schemes.get(name)
        if scheme is None:
            return self.language.gettext((FIELDS.get(name) or BY_NAME[name]).label)
        names = scheme.pref_label
        return names.get(self.language.code) or names.get("en") or name

    def value(self, facet: str, value: str) -> str:
        """The name of a value of a facet."""
        kept = self._kept[facet]
        if value not in kept:
            name = self._name(facet, value)
            if not BY_NAME[facet].closed:
                return name
            kept[value] = name
        return kept[value]

    def _name(self, facet: str, value: str) -> str:
        if value == NONE:
            return self.language.gettext("No value")
        kind = BY_NAME[facet].kind
        if kind == "concept":
            return self.taxonomy.label(facet, value, self.language.code)
        if kind == "country":
            return self.countries.name(value, self.language.code)
        if kind == "origin":
            return self.language.gettext(KINDS[value][0])  # type: ignore[index]
        if kind == "language":
            return self.language_name(value)
        said = self.about.source(value) if facet == "source" else None
        return (said and said.name) or value

    def language_name(self, code: str) -> str:
        """The name of a language; the code itself where the CLDR has none."""
        name: str = self.language.language_names.get(code, code)
        return name[:1].upper() + name[1:]


@lru_cache(maxsize=16)  # two versions and the five languages, and some room
def labels_of(authorities: Authorities, language: Language) -> Labels:
    """The labels that all visits in a language share."""
    return Labels(authorities, language)
