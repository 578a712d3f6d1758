"""The World Bank's indicators by its API, page by page; what has come is kept, so that a broken fetch goes on there.

Version 2 of the API in JSON: https://datahelpdesk.worldbank.org/knowledgebase/articles/898581
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from search.errors import SourceError
from search.files import write_atomically

ADDRESS = "https://api.worldbank.org/v2"
PER_PAGE = 1000  # rows
TRIES = 3
PATIENCE = 60.0  # seconds for an answer
PAUSE = 1.0  # seconds before the second try; twice as many before the third
PASSING = (408, 429, 500, 502, 503, 504)  # answers after which another try may help
RESTARTS = 3  # of an indicator that changes while it is fetched
MISSING = "Figures are fetched with requests: install it with `pip install requests`, or give files with --from."
BROKEN = "%(address)s broke off at page %(page)s of %(code)s (%(reason)s): run this command again, it goes on there."
REFUSED = "%(address)s has no %(code)s (%(reason)s): correct its notation in taxonomy.yaml, or leave it out."
OTHERWISE = "%(what)s is no answer of the World Bank's API about indicators: save one with format=json."
CHANGING = "%(code)s changes while it is fetched: run the same command again."
Row = tuple[str, str, int, float]  # ISO3, the World Bank's code, year, value


@dataclass
class Page:
    """One answer: which of how many pages, when the World Bank last changed the figures, and the rows with values."""

    page: int
    pages: int
    changed: str
    rows: list[Row]


@dataclass
class Begun:
    """What has come of an indicator, in a file of its own."""

    file: Path
    page: int = 0
    pages: int = 1
    changed: str = ""
    rows: list[Row] = field(default_factory=list)

    @classmethod
    def read(cls, file: Path) -> "Begun":
        """From its file; anew where there is none, or none that can be read."""
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
            rows = [(str(iso3), str(code), int(year), float(value)) for iso3, code, year, value in kept["rows"]]
            return cls(file, int(kept["page"]), int(kept["pages"]), str(kept["changed"]), rows)
        except (OSError, ValueError, KeyError, TypeError):
            return cls(file)

    def take(self, page: Page) -> None:
        """Another page, kept at once."""
        self.page, self.pages, self.changed = page.page, page.pages, page.changed
        self.rows += page.rows
        kept = {"page": self.page, "pages": self.pages, "changed": self.changed, "rows": self.rows}
        write_atomically(self.file, json.dumps(kept))


@dataclass(frozen=True)
class WorldBank:
    """The API at an address."""

    address: str = ADDRESS

    def page(self, code: str, number: int) -> Page:
        """One page of an indicator of all countries. Raises SourceError, and ConfigurationError without requests."""
        url = f"{self.address}/country/all/indicator/{code}"
        content = self._asked(url, {"format": "json", "per_page": PER_PAGE, "page": number}, code)
        try:
            answer = json.loads(content.decode("utf-8-sig"))
        except ValueError as error:
            raise self._broken(code, number, "no JSON") from error
        if reason := refusal(answer):
            raise SourceError(REFUSED, address=self.address, code=code, reason=reason)
        page = page_of(answer, url)
        if page.page != number:
            raise self._broken(code, number, f"it answered with page {page.page}")
        return replace(page, rows=[(iso3, code, year, value) for iso3, _, year, value in page.rows])

    def _asked(self, url: str, parameters: dict[str, str | int], code: str) -> bytes:
        import requests

        for left in reversed(range(TRIES)):
            try:
                answer = requests.get(url, params=parameters, timeout=PATIENCE)
                if answer.status_code not in PASSING or not left:
                    answer.raise_for_status()
                    return answer.content
            except (requests.ConnectionError, requests.Timeout) as error:
                if not left:
                    raise self._broken(code, parameters["page"], type(error).__name__) from error
            except requests.RequestException as error:
                status = getattr(error.response, "status_code", None)
                raise self._broken(code, parameters["page"], status or type(error).__name__) from error
            time.sleep(PAUSE * (TRIES - left))
        raise AssertionError("unreachable")

    def _broken(self, code: str, number: object, reason: object) -> SourceError:
        return SourceError(BROKEN, address=self.address, page=number, code=code, reason=reason)


def fetched(code: str, bank: WorldBank, folder: Path) -> list[Row]:
    """Every value of an indicator; in the folder stands what has come, until `Begun.file` is removed.

    Raises SourceError where the rest does not come. Where the figures were changed since the first page, all anew.
    """
    begun = Begun.read(folder / f"{code}.json")
    for _ in range(RESTARTS):
        while begun.page < begun.pages:
            page = bank.page(code, begun.page + 1)
            if begun.page and page.changed != begun.changed:
                begun = Begun(begun.file)
                break
            begun.take(page)
        else:
            return begun.rows
    raise SourceError(CHANGING, code=code)


def refusal(answer: Any) -> str:
    """What the API says where it refuses, which it does with status 200; empty where it does not."""
    try:
        return str(answer[0]["message"][0]["value"])
    except (KeyError, IndexError, TypeError):
        return ""


def page_of(answer: Any, what: str) -> Page:
    """An answer of two parts, the page and its rows (null where there are none). Raises SourceError for another."""
    try:
        about, rows = answer
        page, pages = int(about["page"]), int(about["pages"])
        return Page(page, max(pages, 1), str(about.get("lastupdated") or ""), list(_rows(rows or ())))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceError(OTHERWISE, what=what) from error


def _rows(rows: Any) -> Iterator[Row]:
    """Those with a value, of whatever has a code: groups of countries have one, too."""
    for row in rows:
        if row["value"] is not None and row["countryiso3code"]:
            yield row["countryiso3code"], row["indicator"]["id"], int(row["date"]), float(row["value"])
