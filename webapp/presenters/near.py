"""What stands near a record on its page: what belongs to it, what else is on its programmes, and what is like it."""

from dataclasses import dataclass

from search.index import Snapshot, companions, similar
from search.queries import Query
from search.records import Record
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.related import Related, beside, related

MOST = 5


@dataclass(slots=True)
class OnOne:
    """The newest on a programme by name; `url`: the search for all of them, which are so many."""

    label: str
    url: str
    total: int
    records: list[Related]


@dataclass(slots=True)
class Alike:
    """A record like this one. shared: the tags of both, or the words where they share no tag; the rarest first."""

    record: Related
    shared: list[str]


@dataclass(slots=True)
class Near:
    """What record_near.html prints, and what goes among the related ones. more: how many of those are left out."""

    related: list[Related]
    more: int
    programmes: list[OnOne]
    similar: list[Alike]


def near(record: Record, snapshot: Snapshot, labels: Labels, links: Links) -> Near:
    """Put it together."""
    found = companions(snapshot, record)
    bare = Query(lang=labels.language.code, sort="newest")
    told = {one.id for several in found.on_programmes for one in several.records}
    like = [one for one in similar(snapshot, record, MOST + len(told)) if one.record.id not in told]
    return Near(
        related=[beside(one, record, labels, links) for one in (*found.same_work, *found.naming)],
        more=found.more_naming,
        programmes=[
            OnOne(
                one.value,
                links.search(bare.with_("named_programme", one.value)),
                one.total,
                [related(each.id, each, labels, links) for each in one.records],
            )
            for one in found.on_programmes
        ],
        similar=[
            Alike(
                related(one.record.id, one.record, labels, links),
                [labels.value(facet, value) for facet, value in one.tags] or [word.lower() for word in one.words],
            )
            for one in like[:MOST]
        ],
    )
