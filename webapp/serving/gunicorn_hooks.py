"""What gunicorn calls, by these names, when something happens to its processes."""

import contextlib
import gc
import os
import shutil
from pathlib import Path
from typing import Any

from search.errors import SearchError
from search.queries import Query

MADE_BY_SERVE = "spindex-metrics-"


def on_exit(arbiter: Any) -> None:
    """Remove the counts of all workers, unless somebody else chose their folder."""
    folder = Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""))
    if folder.name.startswith(MADE_BY_SERVE):
        shutil.rmtree(folder, ignore_errors=True)


def post_worker_init(worker: Any) -> None:
    """Open the index before the first visitor comes, and keep what is loaded by then out of garbage collections.

    Vocabularies are many small things that stay: looking through them took 50 ms every few hundred requests (measured).
    """
    site = worker.app.callable.extensions["spindex"]
    with contextlib.suppress(SearchError):  # it may be built later
        site.index.snapshot().search(Query())
    gc.collect()
    gc.freeze()
