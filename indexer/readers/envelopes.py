"""The answer of a web service: which list of it holds the records, and what it says beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from indexer.rows import Problem
from search.errors import SourceError
from search.sentences import Choice, Sentence

LISTS = ("results", "data", "records", "items", "result", "hits", "response", "docs", "message", "_embedded")
TOTALS = ("total", "count", "totalCount", "total_count", "totalResults", "total-results", "numFound", "value")
PAGING = frozenset((  # what services say of an answer, and not of what is in it
    *TOTALS, "help", "success", "status", "time", "took", "took_ms", "timed_out", "_shards", "href", "links", "_links",
    "meta", "next", "previous", "prev", "page", "pages", "per_page", "page_size", "pageSize", "limit", "offset", "size",
    "sort", "start", "rows", "version", "message-type", "message-version", "responseHeader", "query", "items-per-page",
    "maxScore", "max_score", "maxScoreExact", "numFoundExact", "facets", "search_facets", "group_by", "aggregations",
    "read_as", "relaxed", "relax", "index", "did_you_mean", "api_version", "db_response_time_ms",
))  # fmt: skip
TELLING = ("title", "data", "fields", "record", "_source")  # in one of which a record says what it is called
BESIDE = "Beside the records stands what belongs to none of them, and is not indexed: %(keys)s."
ONE_PAGE = "This is one page of many: it says that there are %(total)s records, and holds %(held)s."
OTHERS = Sentence("Get the other pages, too, or the whole as one file.")
TWO = "%(file)s holds several lists, %(lists)s: write the one that is meant to a file of its own."


@dataclass
class Envelopes:
    """The envelopes of one file, in which a list may be spread over several."""

    file: str
    total: int = 0
    held: int = 0
    beside: dict[str, None] = field(default_factory=dict)

    def records(self, value: dict[str, Any]) -> list[Any] | None:
        """The records that the value holds, if it is no record itself. Raises SourceError where lists compete."""
        if "title" in value:
            return None
        key = self._key(value)
        held = value.get(key)
        if isinstance(held, dict):
            found = self.records(held)
            found = [held] if found is None and "title" in held else found
        else:
            found = held
        if found is not None:
            self._note(value, key)
            self.held += len(found) if isinstance(held, list) else 0
        return found

    def _key(self, value: dict[str, Any]) -> str:
        """Under which the records stand, or what holds them."""
        lists = [key for key, held in value.items() if _are_records(held)]
        several = [key for key in lists if key not in PAGING and any(one in value[key][0] for one in TELLING)]
        if len(several) > 1:
            raise SourceError(TWO, file=self.file, lists=Choice(several))
        known = [key for key in LISTS if key in lists or (key != "data" and isinstance(value.get(key), dict))]
        return next(iter((*several, *known)), "")

    def _note(self, value: dict[str, Any], key: str) -> None:
        for holder in (value, value.get("meta"), value.get("total")):
            numbers = (holder.get(name) for name in TOTALS) if isinstance(holder, dict) else ()
            self.total = max([self.total, *(one for one in numbers if type(one) is int)])
        said = (
            name for name, one in value.items() if name != key and name not in PAGING and one not in (None, "", [], {})
        )
        self.beside.update(dict.fromkeys(said))

    def told(self) -> Iterator[Problem]:
        """What is to be said of them, when all are known."""
        if self.held < self.total:
            said = Sentence(ONE_PAGE, total=self.total, held=self.held)
            yield Problem("one page", said, self.file, suggestion=OTHERS)
        if self.beside:
            keys = ", ".join(f"“{key}”" for key in self.beside)
            yield Problem("passed over", Sentence(BESIDE, keys=keys), self.file)


def _are_records(held: Any) -> bool:
    return isinstance(held, list) and bool(held) and all(isinstance(one, dict) for one in held)
