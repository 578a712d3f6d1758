"""What gunicorn calls, by these names, when something happens to its processes."""

import gc
import logging
import os
import shutil
import sys
import threading
from pathlib import Path
from typing import Any

from search.errors import SearchError
from webapp.serving.log import discreet
from webapp.serving.trial import tried

MADE_BY_SERVE = "spindex-metrics-"


def on_exit(arbiter: Any) -> None:
    """Remove the counts of all workers, unless somebody else chose their folder."""
    folder = Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""))
    if folder.name.startswith(MADE_BY_SERVE):
        shutil.rmtree(folder, ignore_errors=True)


def post_fork(arbiter: Any, worker: Any) -> None:
    """What a worker itself has to say is of requests: of those that are no HTTP it warns with their words and address.

    gunicorn's own process goes on to warn, of workers that were ended by a signal.
    """
    worker.log.error_log.setLevel(logging.ERROR)
    worker.log.error_log.addFilter(discreet)

    def unheard(what: Any) -> None:
        """Failed where nobody waits for it: in a thread, or while Python cleared something away."""
        told = (what.exc_type, what.exc_value, what.exc_traceback)
        worker.log.error_log.error("Something failed beside the requests", exc_info=told)

    threading.excepthook = sys.unraisablehook = unheard


def post_worker_init(worker: Any) -> None:
    """Open the index before the first visitor comes, and keep what is loaded by then out of garbage collections.

    Vocabularies are many small things that stay: looking through them took 50 ms every few hundred requests (measured).
    """
    site = worker.app.callable.extensions["spindex"]
    site.streams.most = max(1, worker.cfg.threads * 3 // 4)
    try:
        tried(site.index.snapshot())
    except SearchError:
        pass  # it may be built later, and is told where a visitor meets it
    except Exception:
        logging.getLogger(__name__).exception("The index could not be asked before the first visitor came")
    gc.collect()
    gc.freeze()
