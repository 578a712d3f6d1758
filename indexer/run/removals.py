"""Records that are taken out of the live version because somebody says so: a person, or a row."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from indexer.rows import Problem
from indexer.run.report import Report
from search.index import Index, Snapshot, Writer
from search.queries import Query
from search.sentences import Sentence
from search.text import near

ALIKE = 75  # of 100: ids that are less alike only mislead
LOOK = "`spindex find WORDS` looks a record up by its title."


def remove_records(index: Index, identifiers: Iterable[str]) -> Report:
    """Take records out of the live version; ids that are not there are problems, with those that may be meant."""
    report = Report()
    before = index.snapshot()
    gone = there(before, identifiers, report)
    every = lru_cache(maxsize=1)(lambda: [record.id for record in before.scan(Query())])
    report.problems = [replace(one, suggestion=_meant(before, one.value, every)) for one in report.problems]
    if gone:
        with index.updating(before.authorities) as writer:
            remove(gone, writer, report)
    return report


def _meant(before: Snapshot, identifier: str, every: Callable[[], list[str]]) -> Sentence | str:
    """The ids that an unknown one may stand for: those with that local part, else those that are spelt like it."""
    nearest = [record.id for record in before.identified(identifier)][:3]
    nearest = nearest or near(identifier, every(), ALIKE)
    return ", ".join(nearest) or Sentence(LOOK)


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
