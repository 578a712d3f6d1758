"""A site to be attacked: really served, of generated records and of the nasty ones, with canaries in its settings."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from benchmarks.engines import drop, server
from benchmarks.generated import records as generated
from search.authorities import Authorities
from search.engines import open_index
from search.records import FACETS, KINDS, Record
from search.settings import Settings
from tests.attack.asking import Known
from tests.attack.canaries import KEY
from tests.elasticsearch_server import ROOT
from tests.served import Site, served
from tests.webapp.samples import records as nasty

NAME = "spindex-attacked"
WORKERS = 2


@dataclass(frozen=True)
class Target:
    """The site, and what an attacker who had looked around would know of it."""

    site: Site
    known: Known

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        host, _, port = self.site.url.partition("//")[2].partition(":")
        return host, int(port)


@contextmanager
def target(count: int, engine: str, folder: Path) -> Iterator[Target]:
    """So many generated records beside the nasty ones, until the block ends. engine: `embedded` or `elasticsearch`."""
    with server() if engine == "elasticsearch" else nullcontext("") as url:
        settings = Settings(data=folder).changed(index=NAME)
        if engine == "elasticsearch":
            settings = settings.changed(engine=engine, elasticsearch_url=url)
        try:
            known = _built(settings, count)
            with _serving(settings, folder) as site:
                yield Target(site, known)
        finally:
            drop(url, NAME)


def _built(settings: Settings, count: int) -> Known:
    authorities = Authorities.shipped()
    kept: list[Record] = []
    with open_index(settings) as index, index.replacing(authorities) as writer:
        for number, record in enumerate(chain(nasty(), generated(count, authorities) if count else ())):
            writer.add(record)
            if number < 100 or number % max(1, count // 300) == 0:
                kept.append(record)
    return _known(kept)


def _known(kept: list[Record]) -> Known:
    facets = [facet.name for facet in FACETS if facet.name != "how"]
    values = {facet: sorted({v for one in kept for v in one.values(facet)}) for facet in facets} | {"how": [*KINDS]}
    texts = [text for one in kept for text in (*one.title.values(), *one.abstract.values())]
    words = sorted({word for text in texts for word in text.split()[:30] if word.isalnum()})
    return Known([one.id for one in kept], values, words)


@contextmanager
def _serving(settings: Settings, folder: Path) -> Iterator[Site]:
    command = [sys.executable, "-m", "indexer", "serve", "--workers", str(WORKERS)]
    variables = {
        "PYTHONPATH": str(ROOT), "HOME": str(folder), "SPINDEX_DATA": str(settings.data),
        "SPINDEX_INDEX": settings.index, "SPINDEX_ENGINE": settings.engine,
        "SPINDEX_ELASTICSEARCH_URL": settings.elasticsearch_url, "PATH": os.environ["PATH"],
    }  # fmt: skip
    if settings.engine == "embedded":
        variables["SPINDEX_ELASTICSEARCH_API_KEY"] = KEY
    with served(command, folder / "log", **variables) as site:
        yield site
