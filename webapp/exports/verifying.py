"""What has changed since the record of a search."""

from dataclasses import dataclass

from search.errors import QueryError
from search.index import Snapshot
from search.queries import Reading
from search.records import Record, shown
from webapp.exports.search_record import SearchRecord, hashed
from webapp.languages import Labels
from webapp.links import Links

MOST = 100  # records that are named; their numbers are whole


@dataclass(slots=True)
class Named:
    """A record. url: empty where the index has it no longer."""

    id: str
    title: str = ""
    lang: str = ""
    url: str = ""


@dataclass(slots=True)
class Verified:
    """What verify.html prints. sound: the ids are those that its check sum is of. problems: why it cannot be asked now.

    added: found now and not then; gone: the other way round; lost: how many of these the index has no longer.
    """

    said: SearchRecord
    date: str
    built: str
    sound: bool
    problems: list[str]
    total: int = 0
    same: bool = False
    same_index: bool = False
    added: int = 0
    gone: int = 0
    lost: int = 0
    new: list[Named] | None = None
    old: list[Named] | None = None
    search: str = ""


def verified(said: SearchRecord, reading: Reading, snapshot: Snapshot, labels: Labels, links: Links) -> Verified:
    """The search is asked again as the record has it."""
    language = labels.language
    view = Verified(
        said=said,
        date=language.date(said.searched_at[:10]),
        built=language.date(said.index.built_at[:10]),
        sound=hashed(sorted(said.ids)) == said.ids_sha256 and len(said.ids) == said.total,
        problems=[problem.said(language) for problem in (*reading.problems, *reading.beyond)],
        search=links.search(reading.query),
    )
    if view.problems:
        return view
    try:
        found = {record.id: record for record in snapshot.scan(reading.query)}
    except QueryError as error:
        view.problems = [problem.said(language) for problem in error.sentences]
        return view
    then = set(said.ids)
    added, gone = sorted(found.keys() - then), sorted(then - found.keys())
    there = snapshot.fetch(gone)
    view.total, view.added, view.gone = len(found), len(added), len(gone)
    view.lost = sum(one not in there for one in gone)
    view.same, view.same_index = not added and not gone, said.index.version == snapshot.status.version
    view.new = [_named(found[one], labels, links) for one in added[:MOST]]
    view.old = [
        _named(Record.from_json(there[one]), labels, links) if one in there else Named(one) for one in gone[:MOST]
    ]
    return view


def _named(record: Record, labels: Labels, links: Links) -> Named:
    lang, title = shown(record.title, labels.language.code)
    return Named(record.id, title, lang, links.record(record.id))
