"""What gunicorn calls, by these names, when something happens to its processes."""

import os
import shutil
from pathlib import Path
from typing import Any

MADE_BY_SERVE = "spindex-metrics-"


def on_exit(arbiter: Any) -> None:
    """Remove the counts of all workers, unless somebody else chose their folder."""
    folder = Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""))
    if folder.name.startswith(MADE_BY_SERVE):
        shutil.rmtree(folder, ignore_errors=True)
