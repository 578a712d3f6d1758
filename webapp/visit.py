"""Visit: what a request may need to know, each found when first asked for; one state of the index throughout."""

from dataclasses import dataclass
from functools import cached_property

from flask import current_app, g, request

from search.answers import Status
from search.collections import Folder
from search.index import Snapshot, deadline
from search.records import INTERFACE_LANGUAGES
from search.settings import Settings
from webapp.languages import Labels, Language, labels_of, language
from webapp.links import Links
from webapp.serving import InVain, LiveIndex, Logbook, Metrics, Senders, Streams

EXTENSION = "spindex"


@dataclass(frozen=True)
class Site:
    """What all requests share. stamps: file below static/ -> hash; build: a hash of all that pages are made from.

    collections: the folder of what curators put together.
    metrics_port: where alone operators ask; empty where all are asked at one.
    """

    settings: Settings
    index: LiveIndex
    logbook: Logbook
    metrics: Metrics
    streams: Streams
    senders: Senders
    in_vain: InVain
    stamps: dict[str, str]
    build: str
    metrics_port: str
    collections: Folder


class Visit:
    """One request."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def language(self) -> Language:
        """The interface language that the address asks for, else English."""
        code = request.args.get("lang", "")
        return language(code if code in INTERFACE_LANGUAGES else INTERFACE_LANGUAGES[0])

    @cached_property
    def links(self) -> Links:
        """Addresses of ours, in the visit's language."""
        return Links(self.site.settings.base_url, self.language.code)

    @property
    def snapshot(self) -> Snapshot:
        """Raises IndexNotReady, EngineUnavailable or ConfigurationError."""
        if isinstance(self._asked, Exception):
            raise self._asked
        return self._asked

    @cached_property
    def _asked(self) -> Snapshot | Exception:
        """Asked once, also in vain: a server that lets us wait is not waited for again by the page that says so."""
        try:
            with deadline.aside():
                found = self.site.index.snapshot()
            if damage := self.site.index.damage:
                self.site.logbook.note(damage)
            return found
        except Exception as error:
            return error

    @property
    def labels(self) -> Labels:
        """Names of facets and values in the visit's language."""
        return labels_of(self.snapshot.authorities, self.language)

    @property
    def status(self) -> Status | None:
        """The state of the index; None when it cannot be had for any reason, as an error page has a foot, too."""
        try:
            return self.snapshot.status
        except Exception:
            return None


def visit() -> Visit:
    """The visit of the request at hand."""
    try:
        found: Visit = g.visit
    except AttributeError:  # asked hundreds of times for a page: the first time may be slow
        found = g.visit = Visit(current_app.extensions[EXTENSION])
    return found
