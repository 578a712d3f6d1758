"""Embeds: on which hosts our widgets were seen, and of which countries and terms; a lower bound.

Not every browser says where it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from search.authorities import Vocabulary
from search.daily import DailyCounts
from search.queries import MODES
from search.records import BY_NAME, NONE
from search.settings import Settings

LONGEST = 100  # characters of a host
KIND = "host"

Value = tuple[str, str]  # facet, value


@dataclass(frozen=True)
class Host:
    """A site that shows our widgets: how often one was asked for from there, on how many days, last on which."""

    host: str
    times: int
    days: int
    last: str


def host_of(referrer: str, *own: str) -> str:
    """The host of the page that a browser says it is on, without its path; empty for none, and for our own addresses.

    What a reader chooses in a frame is asked from there: that is none of ours to count.
    """
    host = _host(referrer)
    named = host and len(host) <= LONGEST and host.isascii() and host not in map(_host, own)
    return host if named else ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def values_in(pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> Iterator[Value]:
    """The countries and terms that an address names: never words, nor what anybody may write there.

    A retired term is told as the address has it, as it is the address that an edit of the taxonomy may break.
    """
    for name, value in pairs:
        facet, _, mode = name.partition(".")
        if facet not in BY_NAME or mode not in ("", *MODES) or value == NONE:
            continue
        kind = BY_NAME[facet].kind
        if kind == "concept" and vocabulary.taxonomy.concept(facet, value):
            yield facet, value
        elif kind in ("concept", "country") and (known := vocabulary.canonical(facet, value)):
            yield facet, known


class Embeds:
    """Counts of hosts, and of values of each, in a file."""

    def __init__(self, file: Path) -> None:
        self._counts = DailyCounts(file)

    def note(self, hosts: Mapping[str, int], day: date | None = None) -> None:
        """Count these. Raises OSError or sqlite3.Error where that cannot be kept."""
        self._counts.add({(KIND, host): times for host, times in hosts.items()}, day)

    def note_values(self, values: Mapping[tuple[str, Value], int], day: date | None = None) -> None:
        """(host, value) -> how often; by month, as a finer count would serve nobody. Raises as `note`."""
        month = (day or datetime.now(UTC).date()).replace(day=1)
        self._counts.add({(facet, f"{value} {host}"): n for (host, (facet, value)), n in values.items()}, month)

    def found(self, since: date | None = None) -> list[Host]:
        """Those that were seen, the most frequent first. Raises OSError or sqlite3.Error."""
        hosts = (Host(*row[1:]) for row in self._counts.found(since) if row[0] == KIND)
        return sorted(hosts, key=lambda one: (-one.times, one.host))

    def values(self, since: date | None = None) -> dict[Value, list[str]]:
        """The hosts on which each value was seen, in or after that month; most hosts first. Raises as `found`."""
        found: dict[Value, list[str]] = {}
        for facet, what, *_ in self._counts.found(since.replace(day=1) if since else None):
            if facet != KIND:
                value, _, host = what.partition(" ")
                found.setdefault((facet, value), []).append(host)
        return {value: sorted(found[value]) for value in sorted(found, key=lambda one: (-len(found[one]), one))}


def embeds_of(settings: Settings) -> Embeds:
    """What was counted for the index of these settings."""
    return Embeds(settings.data / "demand" / f"{settings.index}-embeds.sqlite")
