"""Records that are taken out of the live version because somebody says so: a person, or a row."""

from collections.abc import Iterable

from indexer.rows import Problem
from indexer.run.report import Report
from search.authorities import Authorities
from search.index import Index, Snapshot, Writer
from search.sentences import Sentence


def remove_records(index: Index, authorities: Authorities, identifiers: Iterable[str]) -> Report:
    """Take records out of the live version; ids that are not there are problems."""
    report = Report()
    gone = there(index.snapshot(), identifiers, report)
    with index.updating(authorities) as writer:
        remove(gone, writer, report)
    return report


def there(before: Snapshot, identifiers: Iterable[str], report: Report) -> list[str]:
    """Those of the ids that are in the index, each once; the report says which are not."""
    asked = list(dict.fromkeys(identifiers))
    known = before.fetch(asked)
    for identifier in asked:
        if identifier not in known:
            message = Sentence("There is no record %(id)s.", id=identifier)
            report.problems.append(Problem("unknown", message, value=identifier))
    return [identifier for identifier in asked if identifier in known]


def remove(identifiers: Iterable[str], writer: Writer, report: Report) -> None:
    """Remove these records, each once, and count them."""
    for identifier in dict.fromkeys(identifiers):
        writer.remove(identifier)
        report.removed += 1
