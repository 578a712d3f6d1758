"""ElasticsearchIndex: the contract on a server of version 8.19 or 9."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.document import Documents
from search.engines.elasticsearch_errors import translated
from search.engines.elasticsearch_lock import Lock
from search.engines.elasticsearch_snapshot import ElasticsearchSnapshot
from search.engines.elasticsearch_versions import Version, Versions, now
from search.errors import ConfigurationError, EngineUnavailable, IndexNotReady
from search.index import Authorities, Index, Rejection
from search.paths import data_file
from search.reading import Reader
from search.record import Record
from search.results import Status
from search.schema import Schema
from search.settings import Settings

BATCH = 500  # operations that are collected before they are sent
BULK_BYTES = 8_000_000
RETRIES = 6  # of single operations that a busy server puts off
READING = {"request_timeout": 10, "max_retries": 1, "retry_on_timeout": False}
WRITING = {"request_timeout": 120, "max_retries": 3, "retry_on_timeout": True}
BUILDING = {"refresh_interval": "-1", "number_of_replicas": 0}


class ElasticsearchWriter:
    """Collects operations and sends them in bulk; ids make repeating harmless."""

    def __init__(self, client: Elasticsearch, name: str, authorities: Authorities, lock: Lock) -> None:
        self.rejected: list[Rejection] = []
        self._client = client
        self._name = name
        self._lock = lock
        self._documents = Documents(authorities.taxonomy, authorities.countries)
        self._waiting: dict[str, dict[str, Any]] = {}

    def add(self, record: Record) -> None:
        """Write a record; one of the same id is replaced."""
        source = {**self._documents.of(record), "record": record.to_json()}
        self._take(record.id, {"_op_type": "index", "_id": record.id, "_source": source})

    def remove(self, identifier: str) -> None:
        """Take a record out; one that is not there is no error."""
        self._take(identifier, {"_op_type": "delete", "_id": identifier})

    def _take(self, identifier: str, operation: dict[str, Any]) -> None:
        self._waiting.pop(identifier, None)  # the last operation on an id is the one that counts
        self._waiting[identifier] = operation
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Send what is waiting. What the server does not take is in `rejected`."""
        self._lock.check()
        operations = [{"_index": self._name, **operation} for operation in self._waiting.values()]
        self._waiting = {}
        with translated():
            outcomes = streaming_bulk(
                self._client, operations, chunk_size=BATCH, max_chunk_bytes=BULK_BYTES, max_retries=RETRIES,
                initial_backoff=1, raise_on_error=False, raise_on_exception=False,
            )  # fmt: skip
            for good, outcome in outcomes:
                if not good:
                    self._note(outcome)

    def _note(self, outcome: dict[str, Any]) -> None:
        (kind, item) = next(iter(outcome.items()))
        status = item.get("status")
        if kind == "delete" and status == 404:
            return
        if status == 400:
            self.rejected.append(Rejection(item["_id"], "Elasticsearch's mapping does not take this record."))
            return
        raise EngineUnavailable("Elasticsearch stopped taking records: see its log, then run the command again.")


class ElasticsearchIndex(Index):
    """Connects when first asked, so that each worker process has a connection of its own after a fork."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._readers: dict[str, tuple[Authorities, Reader]] = {}

    def _client(self, how: dict[str, Any]) -> Elasticsearch:
        options: dict[str, Any] = dict(how)
        if self._settings.elasticsearch_api_key:
            options["api_key"] = self._settings.elasticsearch_api_key
        if self._settings.elasticsearch_ca:
            options["ca_certs"] = self._settings.elasticsearch_ca
        try:
            return Elasticsearch(self._settings.elasticsearch_url.split(","), **options)
        except (OSError, ValueError) as error:
            raise ConfigurationError(
                "SPINDEX_ELASTICSEARCH_URL or SPINDEX_ELASTICSEARCH_CA cannot be used: write an address with its port, "
                "such as http://127.0.0.1:9200, and the path of a certificate file."
            ) from error

    @cached_property
    def _reading(self) -> Versions:
        return Versions(self._client(READING), self._settings.index)

    @cached_property
    def _writing(self) -> Versions:
        return Versions(self._client(WRITING), self._settings.index)

    @cached_property
    def _schema(self) -> Schema:
        return Schema.load(data_file("mappings"))

    def snapshot(self) -> ElasticsearchSnapshot:
        version = self._reading.live()
        if version.schema != self._schema.fingerprint:
            raise IndexNotReady("The index was built by another version of this program: run `spindex reindex`.")
        if version.name not in self._readers:
            authorities = self._reading.authorities(version.name)
            self._readers = {version.name: (authorities, Reader(authorities.taxonomy))}
        carried = self._readers[version.name]
        return ElasticsearchSnapshot(self._reading.client, version.name, version.status(), *carried).use(self._schema)

    @contextmanager
    def replacing(self, authorities: Authorities) -> Iterator[ElasticsearchWriter]:
        versions = self._writing
        with self._only_writer() as lock:
            name = versions.new_name(self._schema.fingerprint, authorities)
            try:
                self._create(name, authorities)
                writer = ElasticsearchWriter(versions.client, name, authorities, lock)
                yield writer
                writer.flush()
                self._show(name, authorities, lock)
            except BaseException:
                versions.discard(name)
                raise
            versions.sweep()

    def _create(self, name: str, authorities: Authorities) -> None:
        versions = self._writing
        with translated():
            settings = {**self._schema.settings, **BUILDING}
            versions.client.indices.create(index=name, settings=settings, mappings=self._schema.mappings)
        versions.carry(name, authorities)

    def _show(self, name: str, authorities: Authorities, lock: Lock) -> None:
        versions = self._writing
        kept = versions.kept()
        before = kept[0].name if kept else ""
        with translated():
            versions.client.indices.put_settings(index=name, settings={"refresh_interval": None})
        taxonomy = authorities.taxonomy
        facts = (self._schema.fingerprint, taxonomy.fingerprint, taxonomy.version, now())
        self._describe(Version(name, *facts, now(), 0, before))
        lock.check()
        versions.point(name, before)

    @contextmanager
    def updating(self, authorities: Authorities) -> Iterator[ElasticsearchWriter]:
        with self._only_writer() as lock:
            version = self._writing.live()
            if version.schema != self._schema.fingerprint or version.taxonomy != authorities.taxonomy.fingerprint:
                raise IndexNotReady(
                    "The index was built with another taxonomy or version of this program: run `spindex reindex` first."
                )
            writer = ElasticsearchWriter(self._writing.client, version.name, authorities, lock)
            yield writer
            writer.flush()
            self._describe(version)

    def _describe(self, version: Version) -> None:
        """Make what was written visible, count it, and note both."""
        client = self._writing.client
        with translated():
            client.indices.refresh(index=version.name)
            count = client.count(index=version.name)["count"]
        self._writing.describe(Version(**{**vars(version), "updated_at": now(), "records": count}))

    @contextmanager
    def _only_writer(self) -> Iterator[Lock]:
        lock = Lock(self._writing.client, self._settings.index, now())
        with lock.held():
            self._writing.sweep()
            yield lock

    def rollback(self) -> Status:
        with self._only_writer():
            kept = self._writing.kept()
            if len(kept) < 2:
                raise IndexNotReady("There is no previous version to go back to: `spindex build` keeps the last two.")
            live, previous = kept
            self._writing.describe(Version(**{**vars(previous), "previous": live.name}))
            self._writing.point(previous.name, live.name)
            return previous.status()

    def versions(self) -> list[Status]:
        return [version.status() for version in self._reading.kept()]

    def close(self) -> None:
        for versions in ("_reading", "_writing"):
            if versions in vars(self):
                vars(self).pop(versions).client.close()
