"""A trial: whether the index answers what visitors ask."""

from search.index import Snapshot
from search.queries import LONGEST_Q, Query


def tried(snapshot: Snapshot) -> int:
    """How many records there are, when the first page, words, suggestions and a record can be had.

    Raises what a visitor would meet. Most of it is answered from what the engine has kept of the last time.
    """
    everything = snapshot.search(Query())
    for hit in everything.hits[:1]:
        title = next(iter(hit.record.title.values()))[:LONGEST_Q]
        snapshot.search(Query(q=title))
        snapshot.suggest(title)
        snapshot.get(hit.record.id)
    return everything.total
