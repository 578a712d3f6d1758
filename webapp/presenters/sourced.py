"""Sources of regions, groups and figures, in the language of the page; one that nobody translated stays as written."""

from dataclasses import dataclass

from search.sentences import N_
from webapp.languages import Language

WRITTEN_IN = "en"  # what taxonomy.yaml gives sources in
SOURCES = (  # of what comes with the program
    N_("World Bank, country and lending groups"),
    N_("World Bank, regions for Africa since 2020 (the split as generally known)"),
    N_("World Bank, income groups for the fiscal year 2026"),
    N_("United Nations, standard country or area codes (M49)"),
    N_("this scheme: no country belongs to it"),
    N_("African Union, member states (as generally known)"),
    N_("ASEAN, member states (Timor-Leste since October 2025) (as generally known)"),
    N_("CARICOM, member states (as generally known)"),
    N_("CPLP, member states (as generally known)"),
    N_("EAC, partner states (as generally known)"),
    N_(
        "ECOWAS, member states (without Burkina Faso, Mali and Niger, which left on 29 January 2025) "
        "(as generally known)"
    ),
    N_("European Union, member states (as generally known)"),
    N_("G5 Sahel, members until its end in 2023 (as generally known)"),
    N_("Gulf Cooperation Council, member states (as generally known)"),
    N_("League of Arab States, members (as generally known)"),
    N_("MERCOSUR, States Parties without Venezuela, which is suspended (as generally known)"),
    N_("OECD, member countries (as generally known)"),
    N_("SAARC, member states (as generally known)"),
    N_("SADC, member states (as generally known)"),
    N_("The peninsula in the narrow sense (as generally known)"),
    N_(
        "UN Committee for Development Policy: 44 countries, of which Bangladesh, Lao PDR and Nepal graduate on "
        "24 November 2026"
    ),
    N_("UN-OHRLLS, list of 32 (as generally known)"),
    N_("UN-OHRLLS, list of 39: 37 members of the United Nations, the Cook Islands and Niue (as generally known)"),
    N_(
        "World Bank, list of fragile and conflict-affected situations for the fiscal year 2025: 39 (as generally known)"
    ),
)


@dataclass(frozen=True, slots=True)
class Sourced:
    """A source as a page tells it. lang: the language it is in, where that is not the page's; else empty."""

    text: str
    lang: str = ""


def sourced(source: str | None, language: Language) -> Sourced:
    """Translated where that is known."""
    if not source:
        return Sourced("")
    told = language.gettext(source)
    return Sourced(told, WRITTEN_IN if told == source and language.code != WRITTEN_IN else "")
