"""Countries, and the regions and groups that follow from them."""

from indexer.normalise.draft import Cell, Draft
from indexer.normalise.matcher import Matcher
from search.countries import CountryResolution
from search.index import Authorities


def country(draft: Draft, authorities: Authorities) -> None:
    """The first column that resolves wins: a code beside a name says the same thing twice.

    A cell is split at ; | and, where the whole is no country, at commas ("Gambia, The" is one, "Kenya, Uganda" two).
    A region in a country column is a region. What is ambiguous is asked about, never guessed.
    """
    for column in draft.source.fields.get("country", ()):
        cells = [cell for cell in draft.parts("country") if cell[0] == column]
        for cell in cells:
            resolution = authorities.countries.resolve(cell[1])
            if resolution.how == "unknown" and "," in cell[1]:
                for part in filter(None, map(str.strip, cell[1].split(","))):
                    _put(draft, (column, part), authorities.countries.resolve(part))
            else:
                _put(draft, cell, resolution)
        if draft.has("country"):
            return


def _put(draft: Draft, cell: Cell, resolution: CountryResolution) -> None:
    text = cell[1]
    if resolution.iso3:
        stated = resolution.how in ("iso3", "iso2", "iso numeric", "name")
        draft.put("country", resolution.iso3, "stated" if stated else "alias", cell)
    elif resolution.region:
        draft.put("region", resolution.region, "stated", cell)
    elif resolution.candidates:
        choices = ", ".join(resolution.candidates)
        draft.problem("ambiguous", resolution.question or f"“{text}” is several countries.", "country", text, choices)
    else:
        near = ", ".join(resolution.suggestions)
        draft.problem("unknown", f"“{text}” is no country that we know.", "country", text, near)


def derived_country(draft: Draft, matcher: Matcher) -> None:
    """Countries that the title names, where the row states none."""
    if draft.has("country"):
        return
    for text in draft.texts.get("title", {}).values():
        for iso3, name in matcher.countries(text):
            draft.put("country", iso3, "label match", ("title", name))


def regions(draft: Draft, authorities: Authorities) -> None:
    """The narrowest regions and all groups of each country, beside those that the row states."""
    for iso3 in draft.values.get("country", []):
        own = authorities.countries.regions(iso3)
        above = {a for region in own for a in authorities.taxonomy.broader("region", region)}
        for region in own:
            if region not in above:
                draft.put("region", region, "derived from country", ("country", iso3))
        for group in authorities.countries.groups(iso3):
            draft.put("country_group", group, "derived from country", ("country", iso3))
