"""A record told from its fields: "Lending project, Peru, 2011–2015, US$ 25 million, closed"."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.records import Figure, OriginKind, Record
from search.sentences import N_
from webapp.languages import MEASURES, Labels, Language, measured
from webapp.links import Address
from webapp.presenters.moments import moment, today

AS_OF = N_("%(status)s (as of %(date)s)")
MOST_PLACES = 3
MAIN_MEASURES = ("commitment", "cost")  # what a line about a record mentions; the others stand on its page


@dataclass(slots=True)
class Fact:
    """A part of the line. url: the search for what shares it; empty where that is no facet.

    kind: of how a place came about, where it was not stated.
    """

    text: str
    url: str = ""
    chosen: bool = False
    kind: OriginKind | None = None


def facts(record: Record, labels: Labels, address: Address) -> list[Fact]:
    """The parts of the line, the first with a capital."""
    parts = [*_kinds(record, labels, address), *_places(record, labels, address), *_when(record, labels, address)]
    parts += [Fact(figure_text(f, labels.language)) for f in record.figures if f.measure in MAIN_MEASURES and f.value][
        :1
    ]
    parts += state(record, labels, address)
    parts += [
        Fact(labels.value("language", code), address("language", code))
        for code in record.language
        if code != labels.language.code
    ][:MOST_PLACES]
    return parts


def _kinds(record: Record, labels: Labels, address: Address) -> Iterator[Fact]:
    for field in ("document_type", "content_type"):
        for value in record.values(field):
            yield Fact(labels.value(field, value), address(field, value))
            return  # the document type says more than the content type


def _places(record: Record, labels: Labels, address: Address) -> Iterator[Fact]:
    field = "country" if record.country else "region"
    places = record.values(field)
    kinds = record.kinds(field)
    for value in places[:MOST_PLACES]:
        kind = kinds[value] if field == "country" and kinds[value] != "stated" else None
        yield Fact(labels.value(field, value), address(field, value), kind=kind)
    more = len(places) - MOST_PLACES
    if more > 0:
        yield Fact(labels.language.ngettext("%(num)s more", "%(num)s more", more) % {"num": more})


def state(record: Record, labels: Labels, address: Address) -> Iterator[Fact]:
    """Whether it is to come or over, today; else what was said of it, with the day for which that was said."""
    language = labels.language
    if word := moment(record, today()):
        yield Fact(language.gettext(word))
    elif record.status:
        status = _small(labels.value("status", record.status))
        if record.status_date:
            told = {"status": status, "date": language.date(record.status_date)}
            status = language.gettext(AS_OF) % told
        yield Fact(status, address("status", record.status))


def _when(record: Record, labels: Labels, address: Address) -> Iterator[Fact]:
    text = when(record, labels.language)
    if text:
        yield Fact(text)


def when(record: Record, language: Language) -> str:
    """The record's time: how long it lasted, else when it came out; with the precision that is known."""
    if record.published:
        return language.date(record.published)
    if record.start and record.end:
        return language.span(record.start, record.end)
    if record.start:
        return language.date(record.start)
    return str(record.year or "")


def figure_text(figure: Figure, language: Language) -> str:
    """A figure with its unit: US$ 25 million, 26.7 % (2018)."""
    plain = figure.unit.startswith(("people", "households"))
    value = language.decimal(figure.value, 0 if plain else 2) if plain else language.amount(figure.value)
    text = measured(0 if plain else figure.value, value, figure.unit, language)
    return f"{text} ({figure.year})" if figure.year else text


def measure_name(measure: str, language: Language) -> str:
    """What a figure measures, in words."""
    return language.gettext(MEASURES[measure]) if measure in MEASURES else measure[:1].upper() + measure[1:]


def _small(text: str) -> str:
    """In the middle of a line: without its capital, unless it is an acronym."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
