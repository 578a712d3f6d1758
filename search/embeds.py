"""Embeds: on which hosts our widgets were seen, on which days; a lower bound, as not every browser says where it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from search.daily import DailyCounts
from search.settings import Settings

LONGEST = 100  # characters of a host
KIND = "host"


@dataclass(frozen=True)
class Host:
    """A site that shows our widgets: how often one was asked for from there, on how many days, last on which."""

    host: str
    times: int
    days: int
    last: str


def host_of(referrer: str, own: str) -> str:
    """The host of the page that a browser says it is on, without its path; empty for none, and for our own."""
    try:
        host = (urlsplit(referrer).hostname or "").lower()
    except ValueError:
        return ""
    ours = urlsplit(own).hostname or ""
    named = host and len(host) <= LONGEST and host.isascii() and host != ours
    return host if named else ""


class Embeds:
    """Counts of hosts, in a file."""

    def __init__(self, file: Path) -> None:
        self._counts = DailyCounts(file)

    def note(self, hosts: Mapping[str, int], day: date | None = None) -> None:
        """Count these. Raises OSError or sqlite3.Error where that cannot be kept."""
        self._counts.add({(KIND, host): times for host, times in hosts.items()}, day)

    def found(self, since: date | None = None) -> list[Host]:
        """Those that were seen, the most frequent first. Raises OSError or sqlite3.Error."""
        hosts = (Host(*row[1:]) for row in self._counts.found(since))
        return sorted(hosts, key=lambda one: (-one.times, one.host))


def embeds_of(settings: Settings) -> Embeds:
    """What was counted for the index of these settings."""
    return Embeds(settings.data / "demand" / f"{settings.index}-embeds.sqlite")
