"""The records of a country by what a thing is: programmes, laws, loans under their project, publications, events."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from search.answers import Results
from search.index import Snapshot, newest
from search.queries import Query
from search.records import NONE, Figure, Record
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.facts import figure_text, state, when
from webapp.presenters.related import Related, related
from webapp.presenters.versions import Version, versions, works_of

PROGRAMME, PROGRAMMES = "programme", "programmes"  # the content type, and the group of its records
LOANS = "loans"
OF_PROGRAMME = ("kinds", "since", "agency", "reach")  # fields of an entry
KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (  # id, heading, content types
    (PROGRAMMES, N_("Programmes"), (PROGRAMME,)),
    ("laws", N_("Laws and policies"), ("legal-framework",)),
    (LOANS, N_("Loans and grants"), ("project",)),
    ("covid-19", N_("COVID-19 responses"), ("covid-19-response",)),
    ("publications", N_("Evaluations and publications"), ("publication", "survey", "database", "country-profile")),
    ("events", N_("Events and courses"), ("event", "webinar", "livestream", "e-conference", "online-course")),
)
OTHERS = ("others", N_("Everything else"))
READ, SHOWN = 12, 3  # records of a group: programmes all of those that are read, of others the first
RECIPIENTS = ("people", "households")  # units of figures that tell who is reached


@dataclass(slots=True)
class Entry:
    """A record of a group. notes: what tells it from others; below: what belongs to it, such as further loans;
    versions: other records of its work.

    agency, since, kinds, reach: of a programme.
    """

    record: Related
    notes: list[str]
    below: "list[Entry]" = field(default_factory=list)
    versions: Sequence[Version] = ()
    agency: str = ""
    since: str = ""
    kinds: str = ""
    reach: str = ""


@dataclass(slots=True)
class CountryGroup:
    """The records of one kind: how many, the newest, and the search for all."""

    id: str
    heading: str
    total: int
    url: str
    entries: list[Entry]

    @property
    def told(self) -> list[str]:
        """What is known of some programme of it: the columns that have a value in any row."""
        return [name for name in OF_PROGRAMME if any(getattr(entry, name) for entry in self.entries)]


def country_groups(results: Results, snapshot: Snapshot, labels: Labels, links: Links) -> list[CountryGroup]:
    """Of the records of an answer; those groups that have some."""
    counts = {bucket.value: bucket.count for bucket in results.facets["content_type"].buckets}
    counts[NONE] = results.facets["content_type"].missing.count
    told = {one for _, _, types in KINDS for one in types}
    kinds = [*KINDS, (*OTHERS, tuple(one for one in counts if one not in told))]
    there = [(*kind, total) for kind in kinds if (total := sum(counts.get(one, 0) for one in kind[2]))]
    queries = [_of_types(results.query.plain(), [one for one in types if counts.get(one)]) for _, _, types, _ in there]
    found = newest(snapshot, queries, READ)
    language = labels.language
    return [
        CountryGroup(
            key, language.gettext(heading), total, links.search(query), _entries(key, records, snapshot, labels, links)
        )
        for (key, heading, _, total), query, records in zip(there, queries, found, strict=True)
    ]


def _of_types(query: Query, types: Iterable[str]) -> Query:
    for one in types:
        query = query.with_("content_type", one)
    return query


def _entries(key: str, records: Sequence[Record], snapshot: Snapshot, labels: Labels, links: Links) -> list[Entry]:
    if key == PROGRAMMES:
        return [_programme(record, labels, links) for record in records]
    if key != LOANS:
        return [
            _entry(work.record, labels, links, versions(work, labels, links))
            for work in works_of(records, SHOWN, snapshot, labels)
        ]
    made = []
    for head, *below in list(_families(records))[:SHOWN]:
        made.append(_entry(head, labels, links))
        made[-1].below = [_entry(record, labels, links) for record in below]
    return made


def _families(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Records that name each other, the oldest of each family before its later parts, families as they come."""
    left = {record.id: record for record in records}
    while left:
        family, waiting = {}, [next(iter(left))]
        while waiting:
            if record := left.pop(waiting.pop(), None):
                family[record.id] = record
                waiting += record.related
                waiting += [other.id for other in left.values() if record.id in other.related]
        yield sorted(family.values(), key=lambda record: (record.start or str(record.year or "9"), record.id))


def _entry(record: Record, labels: Labels, links: Links, others: Sequence[Version] = ()) -> Entry:
    language = labels.language
    address = links.choosing(Query(lang=language.code))
    amounts = [figure_text(one, language) for one in record.figures if one.value and not _reaches(one)][:1]
    names = language.semicolon.join((record.author or record.organisation)[:2])  # “Mensah, Ama” has a comma of its own
    notes = [when(record, language), names, *amounts, *(fact.text for fact in state(record, labels, address))]
    return Entry(related(record.id, record, labels, links), [note for note in notes if note], versions=others)


def _programme(record: Record, labels: Labels, links: Links) -> Entry:
    language = labels.language
    return Entry(
        related(record.id, record, labels, links),
        [],
        agency=language.semicolon.join(record.organisation),
        since=language.date(record.start) if record.start else str(record.year or ""),
        kinds=language.semicolon.join(labels.value(PROGRAMME, one) for one in record.programme),
        reach=next((figure_text(one, language) for one in record.figures if _reaches(one)), ""),
    )


def _reaches(figure: Figure) -> bool:
    return figure.unit.startswith(RECIPIENTS)
