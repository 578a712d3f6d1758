"""Countries, and the regions and groups that follow from them."""

import re
from collections.abc import Iterable

from indexer.normalise.draft import Cell, Draft
from indexer.proposals import Proposer
from search.authorities import Authorities, CountryResolution
from search.sentences import Sentence

SEVERAL = "“%(value)s” is several countries."
UNKNOWN = "“%(value)s” is no country that we know."

_JOINTS = re.compile(r"[,/&]|\s(?:and|et|y|e|و)\s")  # what may stand between two countries, or in the name of one


def country(draft: Draft, authorities: Authorities) -> None:
    """The first column that resolves wins: a code beside a name says the same thing twice.

    A cell is split at ; | and, where the whole is no country, at commas and the like ("Gambia, The" is one, "Kenya,
    Uganda" two). A region in a country column is a region. What is ambiguous is asked about, never guessed.
    """
    for column in draft.source.fields.get("country", ()):
        cells = [cell for cell in draft.parts("country") if cell[0] == column]
        for cell in cells:
            for part, resolution in _resolved(cell[1], authorities):
                _put(draft, (column, part), resolution, authorities)
        if draft.has("country"):
            return


def _resolved(text: str, authorities: Authorities) -> list[tuple[str, CountryResolution]]:
    """The text as one country, or as a list in which at least two parts mean something.

    One known part is no list: "Guinea, Equatoral" is a country misspelt, and not Guinea.
    """
    whole = authorities.countries.resolve(text)
    if whole.how == "unknown":
        parts = [part for part in map(str.strip, _JOINTS.split(text)) if part]
        found = [(part, authorities.countries.resolve(part)) for part in parts]
        if sum(resolution.how != "unknown" for _, resolution in found) > 1:
            return found
    return [(text, whole)]


def _put(draft: Draft, cell: Cell, resolution: CountryResolution, authorities: Authorities) -> None:
    text = cell[1]
    if resolution.iso3:
        stated = resolution.how in ("iso3", "iso2", "iso numeric", "name")
        draft.put("country", resolution.iso3, "stated" if stated else "alias", cell)
    elif resolution.region:
        draft.put("region", resolution.region, "stated", cell)
    elif group := authorities.taxonomy.resolve("country_group", text).concept:
        draft.put("country_group", group, "stated", cell)
    elif resolution.candidates:
        choices = ", ".join(resolution.candidates)
        draft.problem("ambiguous", resolution.question or Sentence(SEVERAL, value=text), "country", text, choices)
    else:
        near = ", ".join(resolution.suggestions)
        draft.problem("unknown", resolution.question or Sentence(UNKNOWN, value=text), "country", text, near)


def proposed(draft: Draft, proposers: Iterable[Proposer]) -> None:
    """Countries that the title names, where the row states none."""
    if draft.has("country") or "country" in draft.corrected:
        return
    for language, text in draft.texts.get("title", {}).items():
        for proposer in proposers:
            for one in proposer.propose(text, language) if "country" in proposer.fields else ():
                draft.put(one.field, one.value, one.how, ("title", one.words), one.score)


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
