"""Files -> rows: what is read for a run, and what a file gives instead of rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from indexer.normalise import named_list
from indexer.printing import name_of
from indexer.progress import Progress
from indexer.readers import TABLES, GoldenQueries, Reading, Rows, find_files, opened
from indexer.rows import Problem, Removal, SourceRow, Step
from indexer.run.extent import extent, place
from indexer.run.quarantine import Input
from indexer.run.report import Report
from indexer.run.taking import to_the_end
from indexer.sources import Sources, list_named
from search.authorities import About, Authorities, Indicators
from search.index import checksum
from search.sentences import Sentence

MARK = 8  # letters by which files are told from others
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
    progress: Progress = field(default_factory=Progress)
    files: list[Path] = field(default_factory=list)

    def rows(self, paths: Iterable[Path]) -> Iterator[Step]:
        """Every row of the files, and where each ends; one that cannot be read to its end is refused, the others go on.

        A table of country indicators gives no rows but replaces the run's indicators, and about.yaml the texts
        about the records; golden queries are kept. Raises SourceError when a file is not there, or of a kind that
        is not read, though it is named itself.
        """
        paths = list(paths)
        self.files, passed_over = find_files(paths)
        self.report.problems += passed_over
        return (row for path in self.files for row in to_the_end(path, self._content(path), path in paths))

    def _content(self, path: Path) -> Rows:
        """The rows of a file; what it gives instead is kept for the run."""
        self.progress.say(phase := self._reading(path))
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
            far = partial(extent, path, kind), partial(place, kind)
            yield from self._from_source(self.progress.each(phase, content, *far), name_of(path))

    def inputs(self) -> dict[str, Input]:
        """Of each file's name, which file it is; only one that was read to its end makes needless what is known of it.

        Read otherwise (another sheet, another header) a file is another one.
        """
        how = f"{self.reading.encoding}|{self.reading.sheet}|{self.reading.header}"
        found: dict[str, Input] = {}
        for name in map(name_of, self.files):
            paths = [str(path.resolve()) for path in sorted(self.files) if name_of(path) == name]
            mark = checksum("|".join([how, *paths]).encode("utf-8", "surrogateescape"))[:MARK]
            found[name] = (
                Input(f"{mark}x", (f"{mark}x",)) if name in self.report.broken else Input(mark, (mark, f"{mark}x"))
            )
        return found

    def _reading(self, path: Path) -> str:
        which = f" ({self.files.index(path) + 1:,} of {len(self.files):,} files)" if len(self.files) > 1 else ""
        return f"reading {name_of(path)}{which}"

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
