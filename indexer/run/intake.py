"""Files -> rows: what is read for a run, and what a file gives instead of rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.normalise import named_list
from indexer.printing import name_of
from indexer.readers import TABLES, GoldenQueries, Reading, Rows, find_files, opened
from indexer.rows import Problem, Removal, SourceRow, Step
from indexer.run.report import Report
from indexer.run.taking import to_the_end
from indexer.sources import Sources, list_named
from search.authorities import About, Authorities, Indicators
from search.sentences import Sentence

NO_ROWS = "%(file)s holds no rows: nothing stands under the names of its columns."


@dataclass
class Intake:
    """Reads files as a run says: source is where rows come from that do not say it; lists are those that were read."""

    authorities: Authorities
    quarantine: Path
    source: str = ""
    report: Report = field(default_factory=Report)
    golden: GoldenQueries = field(default_factory=GoldenQueries)
    sources: Sources = field(default_factory=Sources.load)
    reading: Reading = field(default_factory=Reading)
    lists: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)

    def rows(self, paths: Iterable[Path]) -> Iterator[Step]:
        """Every row of the files, and where each ends; one that cannot be read to its end is refused, the others go on.

        A table of country indicators gives no rows but replaces the run's indicators, and about.yaml the texts
        about the records; golden queries are kept. Raises SourceError when a file is not there, or of a kind that
        is not read, though it is named itself.
        """
        paths = list(paths)
        files, passed_over = find_files(paths)
        self.report.problems += passed_over
        return (row for path in files for row in to_the_end(path, self._content(path), path in paths))

    def _content(self, path: Path) -> Rows:
        """The rows of a file; what it gives instead is kept for the run."""
        kind, content = opened(path, replace(self.reading, sources=self.sources))
        if kind in TABLES:
            self.tables.add(name_of(path))
        if isinstance(content, Indicators):
            self.authorities = replace(self.authorities, indicators=content)
        elif isinstance(content, About):
            self.authorities = replace(self.authorities, about=content)
        elif isinstance(content, GoldenQueries):
            self.golden = content
        else:
            yield from self._from_source(content, name_of(path))

    def _from_source(self, rows: Rows, file: str) -> Rows:
        any_row = False
        first = ""
        for row in rows:
            any_row = any_row or not isinstance(row, Problem)
            if self.source and isinstance(row, SourceRow | Removal) and not row.source:
                row = replace(row, source=self.source)
            if isinstance(row, SourceRow) and row.sheet:
                first = first or row.sheet
                row = replace(row, list=named_list(row, first))
            if isinstance(row, SourceRow):
                self.lists.add(list_named(row))
            yield row
        if not any_row:
            self.report.problems.append(Problem("no rows", Sentence(NO_ROWS, file=file), file))
