"""Indexes to measure: built of files as `spindex build` does it, on each engine, and gone afterwards."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from indexer.run import Run
from search.authorities import Authorities
from search.engines import open_index
from search.index import Snapshot, TreeTranslator
from search.index import boosts as counted
from search.settings import Settings
from tests.elasticsearch_release import Unavailable, choose
from tests.elasticsearch_server import running

ENGINES = ("embedded", "elasticsearch")


@contextmanager
def server() -> Iterator[str]:
    """The address of SPINDEX_ELASTICSEARCH_URL, else of a server for this block, else "" with a sentence printed."""
    if given := os.environ.get("SPINDEX_ELASTICSEARCH_URL"):
        yield given
        return
    try:
        started = running(choose())
        url = started.__enter__()
    except Unavailable as why:
        print(f"Without Elasticsearch: {why}")
        yield ""
        return
    try:
        yield url
    finally:
        started.__exit__(None, None, None)


@contextmanager
def built(files: list[Path], url: str = "") -> Iterator[Snapshot]:
    """An index of these files: on the server of that address, or embedded."""
    name = f"spindex-benchmark-{secrets.token_hex(4)}"
    with tempfile.TemporaryDirectory(prefix="spindex-benchmark-") as folder:
        settings = Settings(data=Path(folder)).changed(index=name)
        if url:
            settings = settings.changed(engine="elasticsearch", elasticsearch_url=url)
        with open_index(settings) as index:
            run = Run(Authorities.shipped(), Path(folder) / "quarantine")
            report = run.build(index, run.rows(files))
            assert not report.total.refused, report.problems
            try:
                yield index.snapshot()
            finally:
                drop(url, name)


def drop(url: str, name: str) -> None:
    """Remove what begins with that name from the server."""
    if url:
        from elasticsearch import Elasticsearch

        with Elasticsearch(url) as client:
            for index in list(client.indices.get(index=f"{name}*")):
                client.indices.delete(index=index)


@contextmanager
def boosts(fields: dict[str, float] | None = None, **changed: float) -> Iterator[None]:
    """Questions are asked with these values of search/index/boosts.py instead, on both engines."""
    with ExitStack() as changes:
        changes.enter_context(patch.dict(counted.FIELD, fields or {}))
        for name, value in changed.items():
            changes.enter_context(patch.object(counted, name, value))
        # without the translations that are kept: their boosts are the old ones
        changes.enter_context(patch.object(TreeTranslator, "node", TreeTranslator._translate))
        yield
