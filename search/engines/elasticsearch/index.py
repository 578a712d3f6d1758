"""ElasticsearchIndex: the contract on a server of version 8.19 or 9."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property

from search.answers import Status
from search.authorities import Authorities
from search.engines.elasticsearch.client import for_reading, for_writing
from search.engines.elasticsearch.errors import translated
from search.engines.elasticsearch.live import LiveVersion
from search.engines.elasticsearch.lock import Lock
from search.engines.elasticsearch.making import make
from search.engines.elasticsearch.query import Translator
from search.engines.elasticsearch.snapshot import ElasticsearchSnapshot
from search.engines.elasticsearch.verify import flaws
from search.engines.elasticsearch.versions import COMPANION, Versions
from search.engines.elasticsearch.writer import ElasticsearchWriter
from search.errors import EngineUnavailable, IndexNotReady, SearchError
from search.index import Flaw, Index, Schema, Snapshot, Understanding, Version, checksums, now
from search.paths import data_file
from search.settings import Settings

NO_REFRESH = {"refresh_interval": "-1"}  # for good: what an update writes is shown when it is finished, not before
BUILDING = {"auto_expand_replicas": "false", "number_of_replicas": 0}  # copies are made of a finished version
AT_ONCE = 4  # counts of one request: it takes longer than they do
COPYING = 60  # seconds that a finished version waits for its copies; then it is shown without them
OTHER_PROGRAM = "The index was built by another version of this program: build it again with `spindex build FILES`."
OTHER_TAXONOMY = "The index was built with another taxonomy: run `spindex reindex` first."


class ElasticsearchIndex(Index):
    """Connects when first asked, so that each worker process has a connection of its own after a fork."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._authorities: dict[str, Authorities] = {}
        self._understood: tuple[tuple[str, str], Understanding | None] = (("", ""), None)

    @cached_property
    def _reading(self) -> Versions:
        return Versions(for_reading(self._settings), self._settings.index)

    @cached_property
    def _live(self) -> LiveVersion:
        return LiveVersion(lambda: self._reading.shown())  # who only writes needs no connection for reading

    @cached_property
    def _writing(self) -> Versions:
        return Versions(for_writing(self._settings), self._settings.index)

    @cached_property
    def _schema(self) -> Schema:
        return Schema.load(data_file("mappings"))

    @cached_property
    def _translator(self) -> Translator:
        return Translator(self._schema)

    def snapshot(self) -> ElasticsearchSnapshot:
        return self._opened(self._live.version())

    def _opened(self, version: Version) -> ElasticsearchSnapshot:
        self._fitting(version)
        authorities = self._authorities.get(version.name)
        if authorities is None:
            authorities = self._reading.authorities(version.name)
            self._authorities = {version.name: authorities}
        return ElasticsearchSnapshot(
            self._reading.client, self._translator, version.status(), self._understanding(version, authorities)
        )

    def _understanding(self, version: Version, authorities: Authorities) -> Understanding:
        """What is known of questions to this content; of an unfinished update nobody can tell which content it is."""
        content, (known, before) = (version.name, version.status().state), self._understood
        if before and known == content and content[1]:
            return before
        if before and known[0] == version.name and not content[1]:
            return Understanding(authorities, lambda: before.lexicon, AT_ONCE)
        understanding = Understanding(authorities, lambda: self._reading.lexicon(version.name), AT_ONCE)
        self._understood = content, understanding
        return understanding

    def _fitting(self, version: Version) -> Version:
        if version.schema != self._schema.fingerprint:
            raise IndexNotReady(OTHER_PROGRAM)
        return version

    def content(self) -> str:
        try:
            live = self._writing.live()
        except IndexNotReady:
            return ""
        return f"{live.name} {live.commit or live.updated_at} {'unfinished' if live.unfinished else ''}".rstrip()

    @contextmanager
    def replacing(
        self,
        authorities: Authorities,
        approve: Callable[[Snapshot], None] = lambda _: None,
        since: str | None = None,
    ) -> Iterator[ElasticsearchWriter]:
        versions = self._writing
        with self._only_writer() as lock:
            self._unmoved(since)
            name = versions.new_name(self._schema.fingerprint, authorities)
            try:
                self._create(name, authorities)
                with ElasticsearchWriter(versions.client, name, authorities, lock).sending() as writer:
                    yield writer
                versions.gather(name, writer.gathering)
                done = self._finish(name, authorities, writer)
                approve(done)
                self._copy(name)
                self._check_whole(name, done.status.records)
                lock.confirm()
                versions.point(name, self._live_name())
            finally:  # what is live now decides what is kept: a half-built goes, and so does what is too old
                with contextlib.suppress(SearchError):  # else the next writing command sweeps
                    lock.check()
                    versions.sweep()

    def _create(self, name: str, authorities: Authorities) -> None:
        settings = {**self._schema.settings, **NO_REFRESH, **BUILDING}
        with translated():
            make(self._writing.client, name, settings=settings, mappings=self._schema.mappings)
        self._writing.carry(name, authorities)

    def _finish(self, name: str, authorities: Authorities, writer: ElasticsearchWriter) -> Snapshot:
        """Make a version ready to be asked. Raises EngineUnavailable when records are missing from it."""
        taxonomy = authorities.taxonomy
        facts = (self._schema.fingerprint, taxonomy.fingerprint, taxonomy.version, now())
        self._check_whole(name, writer.created)
        done = self._describe(Version(name, *facts, previous=self._live_name(), files=checksums(authorities)))
        understanding = Understanding(authorities, lambda: writer.gathering.lexicon)
        return ElasticsearchSnapshot(self._writing.client, self._translator, done.status(), understanding)

    def _copy(self, name: str) -> None:
        """Have a finished version copied to other nodes, so that what is shown survives one of them."""
        settings = {key: value for key, value in self._schema.settings.items() if key in BUILDING}
        with translated():  # of an open index `open` only waits; a refresh counts copies that are not finished yet
            self._writing.client.indices.put_settings(index=name, settings=settings)
            self._writing.client.indices.open(
                index=f"{name},{name}{COMPANION}", wait_for_active_shards="all", timeout=f"{COPYING}s"
            )

    def _check_whole(self, name: str, expected: int) -> None:
        """Raises EngineUnavailable when records are missing, or cannot be reached as the one node with them is gone."""
        held = self._count(name)
        if held < expected:
            raise EngineUnavailable(
                "Elasticsearch took %(expected)s records but holds %(held)s: see its log, then build again.",
                expected=expected,
                held=held,
            )
        self._writing.authorities(name)

    def _live_name(self) -> str:
        return next((version.name for version in self._writing.kept()), "")

    @contextmanager
    def updating(self, authorities: Authorities, since: str | None = None) -> Iterator[ElasticsearchWriter]:
        with self._only_writer() as lock:
            self._unmoved(since)
            version = self._fitting(self._writing.live())
            if version.taxonomy != authorities.taxonomy.fingerprint:
                raise IndexNotReady(OTHER_TAXONOMY)
            self._writing.check_open(version.name)
            term = str(lock.term)
            begun = replace(version, commit=term, unfinished=True)  # from now on, even if this process is killed
            self._writing.describe(begun)
            before = self._writing.lexicon(version.name)
            with ElasticsearchWriter(self._writing.client, version.name, authorities, lock, before).sending() as writer:
                yield writer
            lock.confirm()
            self._writing.gather(version.name, writer.gathering)
            self._describe(replace(version, commit=term, unfinished=False))

    def _describe(self, version: Version) -> Version:
        """Make what was written visible, count it, and note both."""
        described = replace(version, updated_at=now(), records=self._count(version.name))
        self._writing.describe(described)
        return described

    def _count(self, name: str) -> int:
        with translated():
            self._writing.client.indices.refresh(index=name)
        return self._writing.count(name)

    @contextmanager
    def _only_writer(self) -> Iterator[Lock]:
        lock = Lock(self._writing.client, self._settings.index, now())
        with lock.held():
            self._writing.sweep()
            try:
                yield lock
            finally:
                self._live.forget()  # what is written here is seen here at once

    def rollback(self, since: str | None = None, noting: Callable[[], None] = lambda: None) -> Status:
        with self._only_writer():
            self._unmoved(since)
            kept = self._writing.kept()
            if len(kept) < 2:
                raise IndexNotReady("There is no previous version to go back to: `spindex build` keeps the last two.")
            live, previous = kept
            noting()
            self._writing.describe(replace(previous, previous=live.name))
            self._writing.point(previous.name, live.name)
            return previous.status()

    def versions(self) -> list[Status]:
        return [version.status() for version in self._reading.kept()]

    def verify(self) -> list[Flaw]:
        """Asks in the writer's name: only that key may look at the shards."""
        return flaws(self._writing, self._opened)

    def close(self) -> None:
        if "_live" in vars(self):
            vars(self).pop("_live").close()
        for versions in ("_reading", "_writing"):
            if versions in vars(self):
                vars(self).pop(versions).client.close()
