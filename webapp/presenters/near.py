"""What stands near a record on its page: what belongs to it, what else is on its programmes, and what is like it."""

from dataclasses import dataclass

from search.index import Snapshot, companions, similar
from search.queries import Query
from search.records import Record
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.related import Related, related

MOST = 5
SAME = N_("the same work")
SAME_IN = N_("the same work in %(language)s")


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
    same = [_same_work(one, record, labels, links) for one in found.same_work]
    return Near(
        related=[*same, *(related(one.id, one, labels, links) for one in found.naming)],
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


def _same_work(other: Record, record: Record, labels: Labels, links: Links) -> Related:
    """Named by its language, where that is another one."""
    told, language = related(other.id, other, labels, links), labels.language
    if other.language and other.language != record.language:
        name = language.comma.join(labels.value("language", one) for one in other.language)
        told.kind = language.gettext(SAME_IN) % {"language": name}
    else:
        told.kind = language.gettext(SAME)
    return told
