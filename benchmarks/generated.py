"""Indexes of generated records on either engine; the records are normalised once and kept in the temporary folder."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.engines import drop
from indexer.rows import SourceRow
from indexer.run import normalised
from indexer.sources import Sources
from search.authorities import Authorities
from search.engines import open_index
from search.index import Index, Schema
from search.paths import data_file
from search.records import Record
from search.settings import Settings

NAME = "spindex-benchmark"


def kept(authorities: Authorities) -> Path:
    """The folder for what was generated with this taxonomy and this schema."""
    fingerprint = authorities.taxonomy.fingerprint[:6] + Schema.load(data_file("mappings")).fingerprint[:6]
    folder = Path(tempfile.gettempdir()) / f"{NAME}-{os.geteuid()}-{fingerprint}"
    folder.mkdir(exist_ok=True)
    return folder


def records(count: int, authorities: Authorities) -> Iterator[Record]:
    """So many records, normalised from generated rows."""
    path = kept(authorities) / f"{count}.jsonl"
    if not path.exists():
        print(f"Normalising {count:,} generated rows ...", flush=True)
        rows = (SourceRow(row, "generated.csv", n + 2) for n, row in enumerate(Corpus().rows(count)))
        new = path.with_suffix(".new")
        with open(new, "w", encoding="utf-8") as lines:
            lines.writelines(f"{done.record}\n" for done in normalised(rows, authorities, Sources.load()))
        new.rename(path)
    with open(path, "rb") as found:
        yield from map(Record.from_json, found)


@contextmanager
def generated(count: int, url: str = "") -> Iterator[tuple[Settings, Index]]:
    """An index of so many records: on a server, for this block; or embedded, kept for the next time."""
    authorities = Authorities.shipped()
    settings = Settings(data=kept(authorities)).changed(index=f"{NAME}-{count}")
    if url:
        settings = settings.changed(engine="elasticsearch", elasticsearch_url=url)
    try:
        with open_index(settings) as index:
            if not index.versions():
                with index.replacing(authorities) as writer:
                    for record in records(count, authorities):
                        writer.add(record)
            yield settings, index
    finally:
        drop(url, settings.index)
