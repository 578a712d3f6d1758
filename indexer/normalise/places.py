"""Countries, and the regions and groups that follow from them."""

from collections.abc import Iterable

from indexer.normalise.countries import CountryCells, Part
from indexer.normalise.draft import Draft
from indexer.proposals import Proposer
from search.authorities import Authorities
from search.sentences import Sentence

SEVERAL = "“%(value)s” is several countries."
UNKNOWN = "“%(value)s” is no country that we know."


def country(draft: Draft, authorities: Authorities, cells: CountryCells) -> None:
    """The first column that resolves wins: a code beside a name says the same thing twice.

    A cell is split at ; | and, where the whole is no country, at commas and the like ("Gambia, The" is one, "Kenya,
    Uganda" two). A region in a country column is a region. What is ambiguous is asked about, never guessed.
    """
    for column in draft.source.fields.get("country", ()):
        for cell in [cell for cell in draft.parts("country") if cell[0] == column]:
            for part in cells.read(cell[1]):
                if part.told:
                    kind, sentence, suggestion = part.told
                    draft.problem(kind, sentence, "country", part.text, suggestion)
                if not part.left_out:
                    _put(draft, column, part, authorities)
        if draft.has("country"):
            return


def _put(draft: Draft, column: str, part: Part, authorities: Authorities) -> None:
    text, resolution = part.text, part.resolution
    cell = (column, text)
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
    """Countries that the title tells, where the row states none: by names, else by the programmes that it names."""
    for proposer in proposers:
        if draft.has("country") or "country" in draft.corrected:
            return
        for language, text in draft.texts.get("title", {}).items():
            for one in proposer.propose(text, language) if "country" in proposer.fields else ():
                if one.field == "country":
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
