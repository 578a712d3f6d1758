"""Somebody who asks all the time: `python -m tests.kills.reader FILE` notes there what it sees, when that changes."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from search.answers import Status
from search.engines import open_index
from search.engines.elasticsearch import live
from search.index import Index, Snapshot
from search.queries import Query
from search.settings import Settings

ONE_EACH = "source"  # a facet of which each record has one value
PAUSE = 0.02  # seconds: others share the processors


def seen(index: Index) -> dict[str, Any]:
    """What one look shows: the records, and what the index says of itself and counts."""
    snapshot = index.snapshot()
    before = snapshot.status
    records = {record.id: record.fingerprint() for record in snapshot.scan(Query())}
    wrong = list(_wrong(snapshot, records)) if _same(before, index.status()) else []
    after = index.status()
    key = f"{after.version} {after.state}" if _same(before, after) else ""
    return {"key": key, "records": records, "wrong": wrong if key else []}


def _same(one: Status, other: Status) -> bool:
    return bool(one.state) and (one.version, one.state) == (other.version, other.state)


def _wrong(snapshot: Snapshot, records: dict[str, str]) -> Iterator[str]:
    """What does not fit together within one state."""
    found = snapshot.search(Query())
    facet = found.facets[ONE_EACH]
    counted = sum(bucket.count for bucket in facet.buckets) + facet.missing.count
    numbers = {"told": snapshot.status.records, "total": found.total, "counted": counted, "scanned": len(records)}
    if len(set(numbers.values())) > 1:
        yield str(numbers)
    for hit in found.hits:
        if records.get(hit.record.id) != hit.record.fingerprint():
            yield f"{hit.record.id} is another one in an answer than in a scan"


def main() -> None:
    """Until its file is gone."""
    live.FRESH = -1  # each question asks which version is live: nothing here is the state of a moment ago
    path = Path(sys.argv[1])
    last: dict[str, Any] = {}
    if not path.exists():
        return
    with open_index(Settings.from_environment()) as index, open(path, "r+", encoding="utf-8") as file:
        while path.exists():
            began = time.time()
            now = seen(index)
            if now != last:
                print(json.dumps({**now, "began": began, "ended": time.time()}), file=file, flush=True)
            last = now
            time.sleep(PAUSE)


if __name__ == "__main__":
    main()
