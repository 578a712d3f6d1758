"""Companions: what belongs to a record, beside what it names itself."""

from collections.abc import Iterable
from itertools import islice

from search.answers import Companions, OnProgramme
from search.index.deadline import limited
from search.index.plan import Condition, Order
from search.index.snapshot import Snapshot
from search.queries import Identifier, Naming, Node, Tagged, any_of
from search.records import Record, names_of_work, work_identifiers

MOST = 5  # of a kind
MOST_NAMING = 20
MOST_PROGRAMMES = 2  # of a record that are gone into
PROGRAMME = "named_programme"


@limited()
def companions(snapshot: Snapshot, record: Record) -> Companions:
    """Those that name it, the same work, and what else is on its programmes; the newest first. In two requests."""
    work: list[Node] = [Identifier(one) for one in work_identifiers(record)]
    programmes = record.named_programme[:MOST_PROGRAMMES]
    trees: list[Node] = [any_of([Naming(name) for name in names_of_work(record)])]
    trees += [Tagged(PROGRAMME, (value,)) for value in programmes]
    asked = list(map(Condition, (*trees, *([any_of(work)] if work else []))))
    found = list(snapshot.first(asked, Order("sort.newest"), MOST_NAMING + 1))
    totals = snapshot.totals(asked[: len(trees)])
    known = {record.id, *record.related}
    same = _others(found.pop(), known, MOST) if work else ()
    naming = _others(found[0], known, MOST_NAMING)
    known |= {one.id for one in (*same, *naming)}
    more = totals[0] - sum(1 for one in found[0] if one.id in known)
    rest = (
        (value, total, _others(records, known, MOST))
        for value, total, records in zip(programmes, totals[1:], found[1:], strict=True)
    )
    return Companions(more, naming, same, tuple(OnProgramme(*one) for one in rest if one[2]))


def _others(records: Iterable[Record], known: set[str], most: int) -> tuple[Record, ...]:
    return tuple(islice((one for one in records if one.id not in known), most))
