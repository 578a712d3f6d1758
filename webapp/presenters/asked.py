"""What was asked and how it was understood: chips, what else is looked for, slips that were mended, offers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.answers import Results
from search.queries import MANNERS, Phrase, Query, ReadAs, Reading, Tagged, said
from search.text import fold
from webapp.languages import Labels
from webapp.links import Links, stamp
from webapp.presenters.chips import ChipGroup, as_text, chip_groups
from webapp.presenters.offers import Ambiguity, Offer, ambiguities, offers

OTHER_NAMES = 8  # that are looked for, too, and named
MOST_SHOWN = 6  # of them, on a page
APART = frozenset("sldn")  # what an apostrophe set apart: children's, l'enfant


@dataclass(slots=True)
class Mended:
    """A question with its slips mended. url: where it is asked; typed_url: where it is asked as it was typed.

    corrected: it was asked at once.
    """

    q: str
    url: str
    typed_url: str
    corrected: bool


@dataclass(slots=True)
class Asked:
    """chosen: the number of filters. said: how the words were read, where that is not plain. also: other names that
    are looked for; names_url: the search with these, where it is without, or the other way round.
    """

    query: Query
    title: str
    chip_groups: list[ChipGroup]
    chosen: int
    clear: str
    said: str
    also: list[str]
    names_url: str
    mended: Mended | None
    offers: list[Offer]
    ambiguities: list[Ambiguity]
    problems: list[str]
    notes: list[str]

    @property
    def how(self) -> list[tuple[str, str]]:
        """Parameters that go with the words, and only with these."""
        return [(name, value) for name, value in self.query.parameters() if name in MANNERS]

    @property
    def stamp(self) -> str:
        """Tells these words from others."""
        return stamp(self.query.q)


def asked(results: Results, labels: Labels, links: Links, reading: Reading) -> Asked:
    """Put it together."""
    query, language = results.query, labels.language
    read_as = replace(results.read_as, missing=0, optional=())  # what may be missing is said where it is
    switched = replace(query, names="" if query.names else "typed", page=1)
    return Asked(
        query=query,
        title=as_text(query, labels, links),
        chip_groups=chip_groups(query, labels, links),
        chosen=sum(1 for _ in query.choices()) + query.has_years,
        clear=links.search(query.without_filters()),
        said="" if read_as.as_typed(query.q) and not read_as.nobody else read_as.said(language, labels.value),
        also=_shown(read_as, labels),
        names_url=links.search(switched) if read_as.also or (query.names and query.q) else "",
        mended=_mended(results, links),
        offers=offers(results, labels),
        ambiguities=ambiguities(results, labels),
        problems=[problem.said(language) for problem in reading.problems],
        notes=[note.said(language) for note in reading.notes],
    )


def other_names(read_as: ReadAs, labels: Labels) -> list[str]:
    """What is looked for besides, each once: tags, then names in the language of the page, then all others."""
    tags, names = _tags_and_names(read_as, labels)
    own = [name for name in names if name.language == labels.language.code]
    return _said([*tags, *own, *names], labels)


def _shown(read_as: ReadAs, labels: Labels) -> list[str]:
    """Those of a page: a name in another language says nothing to most who read it."""
    tags, names = _tags_and_names(read_as, labels)
    shown = _said([*tags, *(name for name in names if name.language == labels.language.code)], labels)[:MOST_SHOWN]
    return [*shown, "…"] if len(set(names)) > len(shown) - len(tags) else shown


def _tags_and_names(read_as: ReadAs, labels: Labels) -> tuple[list[Tagged], list[Phrase]]:
    """Names that are the name of a tag as well, or that are no longer whole (children s allowance), are left out."""
    tags = [other for other in read_as.also if isinstance(other, Tagged)]
    told = {fold(labels.value(tag.facet, value)) for tag in tags for value in tag.values}
    names = [other for other in read_as.also if isinstance(other, Phrase) and fold(" ".join(other.words)) not in told]
    return tags, [name for name in names if not any(word in APART for word in name.words)]


def _said(others: Sequence[Phrase | Tagged], labels: Labels) -> list[str]:
    return list(dict.fromkeys(said(other, labels.language, labels.value) for other in others))


def _mended(results: Results, links: Links) -> Mended | None:
    query, q = results.query, results.did_you_mean
    if not q:
        return None
    return Mended(
        q, links.search(query.with_words(q)), links.search(replace(query, spelling="typed", page=1)), results.corrected
    )
