"""What is chosen, as a sentence of chips: about Pensions, in Kenya or Uganda, from 2015, not from World Bank."""

from dataclasses import dataclass, replace

from search.queries import MODES, Mode, Query
from search.records import BY_NAME, FACETS, NONE
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links


@dataclass(slots=True)
class Chip:
    """One chosen value and the address of the search without it."""

    label: str
    remove: str


@dataclass(slots=True)
class ChipGroup:
    """words: how the chips are said (`in`); refused: said with "not" before; joint: between chips (`or`).

    goes_on: it belongs to the group before it (`dated 2015 or 2016` `or from 2018` `until 2020`). remove: the address
    without all of them, where there are several.
    """

    words: str
    refused: bool
    joint: str
    chips: list[Chip]
    goes_on: bool = False
    remove: str = ""


def chip_groups(query: Query, labels: Labels, links: Links) -> list[ChipGroup]:
    """One group for each facet and way of choosing; the words that were typed come first."""
    said = [*([_typed(query, links)] if query.q else []), *_how(query, labels, links)]
    for facet in FACETS:
        chosen = query.selection(facet.name)
        for mode in MODES:
            if chosen.of(mode):
                said.append(_group(facet.name, mode, query, labels, links))
            if facet.name == "year" and mode == "any":
                said += _range(query, links)
    return said


def _typed(query: Query, links: Links) -> ChipGroup:
    plain = replace(query.with_words(""), names="", words="", spelling="")
    return ChipGroup("", False, "", [Chip(f"“{query.q}”", links.search(plain))])


def _how(query: Query, labels: Labels, links: Links) -> list[ChipGroup]:
    """How the words are to be read, where that is another way than the usual one."""
    ways = (
        (query.names, N_("names as typed"), replace(query, names="")),
        (query.words, N_("every part required"), replace(query, words="")),
        (query.spelling, N_("spelling as typed"), replace(query, spelling="")),
    )
    return [
        ChipGroup("", False, "", [Chip(labels.language.gettext(label), links.search(usual.with_page(1)))])
        for chosen, label, usual in ways
        if chosen
    ]


def _group(facet: str, mode: Mode, query: Query, labels: Labels, links: Links) -> ChipGroup:
    chips = []
    for value in sorted(query.selection(facet).of(mode), key=lambda value: (value == NONE, labels.value(facet, value))):
        name = labels.value(facet, value)
        label = f"{labels.field(facet)}{labels.language.colon}{name}" if value == NONE else name
        chips.append(Chip(label, links.search(query.without(facet, value, mode))))
    joint, without = N_("and") if mode == "all" else N_("or"), query
    for value in query.selection(facet).of(mode):
        without = without.without(facet, value, mode)
    words = BY_NAME[facet].chip if set(query.selection(facet).of(mode)) != {NONE} else ""  # the label names its field
    return ChipGroup(words, mode == "not", joint, chips, remove=links.search(without) if chips[1:] else "")


def _range(query: Query, links: Links) -> list[ChipGroup]:
    """Each end is a chip; the first of them says that the range is an alternative to the years before it."""
    first, last = query.year_from, query.year_to
    beside = bool(query.selection("year").any)
    said = []
    if first is not None:
        without = links.search(query.with_years(None, last))
        said.append(ChipGroup(N_("or from") if beside else N_("from"), False, "", [Chip(str(first), without)], beside))
    if last is not None:
        alternative = beside and first is None
        without = links.search(query.with_years(first, None))
        words = N_("or until") if alternative else N_("until")
        said.append(ChipGroup(words, False, "", [Chip(str(last), without)], beside))
    return said


def as_text(query: Query, labels: Labels, links: Links) -> str:
    """The same as one line of text, for titles of pages and feeds; empty for everything."""
    gettext = labels.language.gettext
    parts: list[str] = []
    for group in chip_groups(replace(query, page=1), labels, links):
        names = f" {gettext(group.joint) if group.joint else ''} ".join(chip.label for chip in group.chips)
        lead = [gettext("not")] if group.refused else []
        before = [parts.pop()] if group.goes_on else []
        parts.append(" ".join([*before, *lead, *([gettext(group.words)] if group.words else []), names]))
    return labels.language.comma.join(parts)
