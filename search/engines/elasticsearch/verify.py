"""Verifying versions on a server: its own account of its shards, the texts that a version carries, and its records."""

import contextlib
from collections.abc import Callable, Iterator

from search.authorities import PARTS
from search.engines.elasticsearch.errors import translated
from search.engines.elasticsearch.versions import COMPANION, Versions
from search.errors import IndexNotReady, SearchError
from search.index import OF_PREVIOUS, Flaw, Snapshot, Version, checksums, of_live, verified
from search.sentences import Sentence

NOT_STARTED = "No copy of shard %(shard)s can be read: see Elasticsearch's log."
BROKEN_COPY = "A copy of shard %(shard)s is damaged: see Elasticsearch's log."
OTHER_TEXT = "The %(part)s that it carries is not what was written."


def flaws(versions: Versions, opened: Callable[[Version], Snapshot]) -> list[Flaw]:
    """Those of the versions that are kept. Raises IndexNotReady when nothing was built."""
    live, *previous = versions.kept() or [versions.live()]
    found = list(_of_version(versions, live, opened, of_live(bool(previous))))
    for version in previous:
        with contextlib.suppress(IndexNotReady):  # of another program: there is nothing to compare it with
            found += _of_version(versions, version, opened, OF_PREVIOUS)
    return found


def _of_version(
    versions: Versions, version: Version, opened: Callable[[Version], Snapshot], advice: Sentence
) -> Iterator[Flaw]:
    whole = True
    for what in (*_of_shards(versions, version.name), *_of_texts(versions, version)):
        whole = False
        yield Flaw(version.name, what, advice)
    if whole:
        yield from verified(opened(version), version.name, advice)


def _of_shards(versions: Versions, name: str) -> Iterator[Sentence]:
    with translated():
        found = versions.client.indices.shard_stores(index=f"{name},{name}{COMPANION}", status="all")
    for index in found["indices"].values():
        for shard, held in index["shards"].items():
            stores = held["stores"]
            if any("store_exception" in store for store in stores):
                yield Sentence(BROKEN_COPY, shard=shard)
            if not any(store["allocation"] == "primary" for store in stores):
                yield Sentence(NOT_STARTED, shard=shard)


def _of_texts(versions: Versions, version: Version) -> Iterator[Sentence]:
    try:
        found = checksums(versions.authorities(version.name))
    except SearchError as error:
        yield error.sentence
        return
    for part in PARTS:
        if version.files.get(part.file, found[part.file]) != found[part.file]:
            yield Sentence(OTHER_TEXT, part=part.file)
