"""What is chosen, as a sentence of chips: about Pensions, in Kenya or Uganda, from 2015, not from World Bank."""

from dataclasses import dataclass, replace

from search.queries import MODES, Mode, Query
from search.records import BY_NAME, FACETS, NONE
from search.sentences import AND, N_, OR, joined
from webapp.languages import Labels, Language
from webapp.links import Links

ALONE = "%(values)s"  # chips that say by themselves what they are
NOT = N_("not %(phrase)s")
QUOTED = N_("“%(words)s”")
FROM_UNTIL = N_("from %(first)s until %(last)s")
FROM = N_("from %(first)s")
UNTIL = N_("until %(last)s")


@dataclass(slots=True)
class Chip:
    """One chosen value and the address of the search without it."""

    label: str
    remove: str


@dataclass(slots=True)
class ChipGroup:
    """template: how the chips are said, all as `%(values)s`, each joined to those before by `joint`, or the two ends.

    refused: it is what is not wanted. beside: the group that this one is an alternative to (`dated 2015 or 2016` or
    `from 2018 until 2020`). remove: the address without all of them, where there are several.
    """

    template: str
    chips: list[Chip]
    joint: str = OR
    refused: bool = False
    beside: "ChipGroup | None" = None
    remove: str = ""


def chip_groups(query: Query, labels: Labels, links: Links) -> list[ChipGroup]:
    """One group for each facet and way of choosing; the words that were typed come first."""
    said = [*([_typed(query, labels, links)] if query.q else []), *_how(query, labels, links)]
    for facet in FACETS:
        chosen = query.selection(facet.name)
        for mode in MODES:
            if chosen.of(mode):
                said.append(_group(facet.name, mode, query, labels, links))
            if facet.name == "year" and mode == "any" and query.has_years:
                said.append(_range(query, said.pop() if chosen.any else None, links))
    return said


def _typed(query: Query, labels: Labels, links: Links) -> ChipGroup:
    plain = replace(query.with_words(""), names="", words="", spelling="")
    return ChipGroup(ALONE, [Chip(labels.language.gettext(QUOTED) % {"words": query.q}, links.search(plain))])


def _how(query: Query, labels: Labels, links: Links) -> list[ChipGroup]:
    """How the words are to be read, where that is another way than the usual one."""
    ways = (
        (query.names, N_("names as typed"), replace(query, names="")),
        (query.words, N_("every part required"), replace(query, words="")),
        (query.spelling, N_("spelling as typed"), replace(query, spelling="")),
    )
    return [
        ChipGroup(ALONE, [Chip(labels.language.gettext(label), links.search(usual.with_page(1)))])
        for chosen, label, usual in ways
        if chosen
    ]


def _group(facet: str, mode: Mode, query: Query, labels: Labels, links: Links) -> ChipGroup:
    chips = []
    for value in sorted(query.selection(facet).of(mode), key=lambda value: (value == NONE, labels.value(facet, value))):
        name = labels.value(facet, value)
        label = f"{labels.field(facet)}{labels.language.colon}{name}" if value == NONE else name
        chips.append(Chip(label, links.search(query.without(facet, value, mode))))
    without = query
    for value in query.selection(facet).of(mode):
        without = without.without(facet, value, mode)
    # what has no value names its field itself
    template = BY_NAME[facet].chip if set(query.selection(facet).of(mode)) != {NONE} else ALONE
    remove = links.search(without) if chips[1:] else ""
    return ChipGroup(template, chips, AND if mode == "all" else OR, mode == "not", remove=remove)


def _range(query: Query, beside: ChipGroup | None, links: Links) -> ChipGroup:
    """Each end is a chip."""
    first, last = query.year_from, query.year_to
    chips = [Chip(str(first), links.search(query.with_years(None, last)))] if first is not None else []
    chips += [Chip(str(last), links.search(query.with_years(first, None)))] if last is not None else []
    template = UNTIL if first is None else FROM if last is None else FROM_UNTIL
    return ChipGroup(template, chips, beside=beside)


def as_text(query: Query, labels: Labels, links: Links) -> str:
    """The same as one line of text, for titles of pages and feeds; empty for everything."""
    groups = chip_groups(replace(query, page=1), labels, links)
    return labels.language.comma.join(_said(group, labels.language) for group in groups)


def _said(group: ChipGroup, language: Language) -> str:
    names = [chip.label for chip in group.chips]
    values = {"values": joined(names, group.joint, language), "first": names[0], "last": names[-1]}
    said = language.gettext(group.template) % values
    if group.refused:
        said = language.gettext(NOT) % {"phrase": said}
    return joined([_said(group.beside, language), said], OR, language) if group.beside else said
