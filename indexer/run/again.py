"""The rows of an index of its own: what its records were made of, to be normalised again."""

from collections.abc import Iterator

import msgspec

from indexer.normalise import rows_of
from indexer.rows import Problem, Row, SourceRow
from indexer.run.merge import merged
from indexer.run.report import Report
from indexer.run.spool import Spool
from indexer.run.taking import Taking
from indexer.run.workers import normalised
from indexer.sources import Sources
from search.authorities import Authorities
from search.index import Index
from search.queries import Query
from search.records import Record
from search.sentences import Sentence

CARRIED = "%(count)s records keep no row that they could be made of again, such as %(id)s: they stay as they are."


def raw_rows(index: Index, report: Report) -> Iterator[Row]:
    """The rows of the live version's records. One that has none is carried whole, and the report says so.

    Raises IndexDamaged where the version is not whole.
    """
    count, last = 0, ""
    snapshot = index.snapshot()
    if index.damage:
        raise index.damage
    for record in snapshot.scan(Query()):
        yield from rows_of(record)
        if not record.raw:
            count, last = count + 1, record.id
            yield _whole(record)
    if count:
        report.problems.append(Problem("carried", Sentence(CARRIED, count=count, id=last), value=last))


def records_again(index: Index, authorities: Authorities, sources: Sources) -> Iterator[Record]:
    """The records that `reindex` would make of the rows with these vocabularies, by id; nothing is written."""
    report = Report()
    with Spool() as spool:
        taking = Taking(report, spool, None)
        for one in normalised(raw_rows(index, report), authorities, sources):
            taking.take(one)
        taking.finish()
        for group in spool.groups():
            if not group.surplus:
                yield merged(group.records)[0]


def _whole(record: Record) -> Row:
    """The record as a line of our export."""
    return SourceRow({**msgspec.json.decode(record.to_json()), "raw": []}, "", 0)
