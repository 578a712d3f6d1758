"""Tables of which no column says what a resource is called: refused once, with what their columns are called."""

from collections.abc import Iterator

from indexer.readers.body import PASSED_OVER
from indexer.readers.format import Rows
from indexer.readers.headers import Names
from indexer.rows import Problem, Refusal, SourceRow
from search.sentences import Sentence

NAMELESS = (
    "No column is known to hold titles or ids, so nothing of this table is indexed (%(count)s rows): its columns are "
    "%(columns)s."
)
ADVICE = Sentence("Call the column of titles “title”, or name the row of the header with --header.")
ONLY_TOLD = "This table of the sheet %(sheet)s was not read. %(reason)s"
TELLING = ("title", "doi", "isbn", "url", "number")  # fields, one of which tells what a row is about
MOST = 30  # columns that are named
Table = tuple[str, tuple[str, ...]]  # a sheet, and the columns of its rows


class Nameless:
    """The rows of a file without those of such tables. A sheet beside good ones is only told: it may be meant so."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._told: dict[str, tuple[SourceRow, int]] = {}
        self._named: dict[Table, bool] = {}

    def without(self, rows: Rows) -> Rows:
        """The other rows, and at the end what is said of these."""
        good = False
        for row in rows:
            if isinstance(row, SourceRow) and not self._is_named(row):
                first, count = self._told.get(row.sheet, (row, 0))
                self._told[row.sheet] = (first, count + 1)
            else:
                good = good or isinstance(row, SourceRow)
                yield row
        yield from (self._said(*one, good=good) for one in self._told.values())

    def _is_named(self, row: SourceRow) -> bool:
        if "_file" in row.columns:  # of the quarantine: its first file told
            return True
        table = (row.sheet, tuple(row.columns))
        if table not in self._named:
            sources = self._names.sources
            source, _ = sources.find(sources.signs(row))
            translated = bool(source.translations.get("title"))
            fields = any(source.fields.get(name) for name in TELLING)
            self._named[table] = source.id != "local" or bool(source.identity.column) or translated or fields
        return self._named[table]

    def _said(self, row: SourceRow, count: int, *, good: bool) -> Problem | Refusal:
        columns = list(self._columns(row))
        more = ["..."] if len(columns) > MOST else []
        reason = Sentence(NAMELESS, count=count, columns=", ".join([*columns[:MOST], *more]))
        if good and row.sheet:
            said = Sentence(ONLY_TOLD, sheet=row.sheet, reason=reason)
            return Problem(PASSED_OVER, said, row.file, row.row, suggestion=ADVICE, sheet=row.sheet)
        return Refusal(reason, row.file, row.row, ADVICE, row.columns, row.sheet)

    def _columns(self, row: SourceRow) -> Iterator[str]:
        """The columns, each with the field that it may be meant for."""
        _, unknown = self._names.sources.find(self._names.sources.signs(row))
        for column in row.columns:
            near = self._names.sources.unread(row.file, column).suggestion if column in unknown else ""
            yield f"“{' '.join(column.split())}” (perhaps: {near})" if near else f"“{' '.join(column.split())}”"
