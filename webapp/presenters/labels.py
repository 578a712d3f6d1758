"""Labels: the names of facets and of their values, in the language of a page."""

from search.facets import BY_NAME, NONE
from search.index import Authorities
from webapp.language import Language
from webapp.wording import FACETS, SOURCES


class Labels:
    """Names from one index version's own vocabularies."""

    def __init__(self, authorities: Authorities, language: Language) -> None:
        self.taxonomy = authorities.taxonomy
        self.countries = authorities.countries
        self.language = language

    def facet(self, name: str) -> str:
        """The name of a facet; that of its scheme where it has one."""
        scheme = self.taxonomy.schemes.get(name)
        if scheme is None:
            return self.language.gettext(FACETS.get(name, name))
        names = scheme.pref_label
        return names.get(self.language.code) or names.get("en") or name

    def value(self, facet: str, value: str) -> str:
        """The name of a value of a facet."""
        if value == NONE:
            return self.language.gettext("No value")
        kind = BY_NAME[facet].kind
        if kind == "concept":
            return self.taxonomy.label(facet, value, self.language.code)
        if kind == "country":
            return self.countries.name(value, self.language.code)
        if kind == "language":
            return self.language_name(value)
        return SOURCES.get(value, value) if facet == "source" else value

    def language_name(self, code: str) -> str:
        """The name of a language; the code itself where the CLDR has none."""
        name: str = self.language.language_names.get(code, code)
        return name[:1].upper() + name[1:]
