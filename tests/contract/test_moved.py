"""What a reindex says to have moved is what the facets of the two versions count."""

from indexer.run import KeptIndex, Moved
from search.authorities import Authorities
from search.index import Index, Snapshot
from search.queries import Query
from search.records import BY_NAME, NONE, Record

from .samples import records

FIRST = records(seed=21, count=60)


def counts(snapshot: Snapshot) -> dict[tuple[str, str], int]:
    """(facet, value) -> how many records, of the closed vocabularies: open ones end after the first fifty."""
    facets = snapshot.search(Query()).facets
    closed = {name: facet for name, facet in facets.items() if BY_NAME[name].closed}
    found = {(name, bucket.value): bucket.count for name, facet in closed.items() for bucket in facet.buckets}
    return found | {(name, NONE): facet.missing.count for name, facet in closed.items()}


def test_moves_are_those_of_the_facets(index: Index, authorities: Authorities) -> None:
    fill(index, authorities, FIRST)
    before = index.snapshot()
    old = counts(before)
    others = iter(records(seed=22, count=60))
    changed = [other.changed(id=one.id) for one, other in zip(FIRST[:20], others, strict=False)]
    later = [*changed, *FIRST[20:50], *(one.changed(id=f"new:{n}") for n, one in enumerate(list(others)[:5]))]
    moved = would_move(index, authorities, later)
    fill(index, authorities, later)
    assert (moved.records, moved.added, moved.gone) == (55, 5, 10)
    assert 0 < moved.changed <= 20
    new = counts(index.snapshot())
    told = {(move.facet, move.value): (move.before, move.after) for move in moved.moves if BY_NAME[move.facet].closed}
    assert all(pair == (old.get(value, 0), new.get(value, 0)) for value, pair in told.items())
    differing = {value for value in old.keys() | new.keys() if old.get(value, 0) != new.get(value, 0)}
    assert differing <= set(told)
    sizes = [move.gained + move.lost for move in moved.moves]
    assert sizes == sorted(sizes, reverse=True)
    assert all(move.after - move.before == move.gained - move.lost for move in moved.moves)


def test_the_same_records_have_not_moved(index: Index, authorities: Authorities) -> None:
    fill(index, authorities, FIRST)
    moved = would_move(index, authorities, list(reversed(FIRST)))
    assert (moved.records, moved.changed, moved.added, moved.gone, moved.moves) == (60, 0, 0, 0, [])


def would_move(index: Index, authorities: Authorities, contents: list[Record]) -> Moved:
    planned = KeptIndex(index, None, "")
    planned.whole = True
    fill(planned, authorities, contents)
    assert planned.changes.facets
    return planned.changes.facets


def fill(index: Index, authorities: Authorities, contents: list[Record]) -> None:
    with index.replacing(authorities) as writer:
        for record in contents:
            writer.add(record)
    assert writer.rejected == []
