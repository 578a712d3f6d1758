"""The folder in which the processes that serve keep what they count: made anew for each start, in memory if it can be.

gunicorn removes it when it ends (webapp/serving/gunicorn_hooks.py); what a killed one left is removed by the next
start.
"""

import os
import shutil
import tempfile
from pathlib import Path

SHARED_MEMORY = "/dev/shm"  # writable in containers with a read-only root, too, and no cleaner of old files goes there
PREFIX = "spindex-metrics-"


def memory_folder() -> Path:
    """Shared memory where the system has it, else the folder for temporary files."""
    usable = os.path.isdir(SHARED_MEMORY) and os.access(SHARED_MEMORY, os.W_OK | os.X_OK)
    return Path(SHARED_MEMORY if usable else tempfile.gettempdir())


def metrics_folder(parent: Path, given: str = "") -> Path:
    """An empty folder: the given one without old counts, else a new one in the parent."""
    if given:
        folder = Path(given)
        folder.mkdir(parents=True, exist_ok=True)
        for counts in folder.glob("*.db"):
            counts.unlink()
        return folder
    for left in parent.glob(f"{PREFIX}*"):
        if not _serves(left):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent))


def _serves(folder: Path) -> bool:
    """Whether the process that made the folder is another one, and alive; somebody else's folder is left to them."""
    number = folder.name.removeprefix(PREFIX).partition("-")[0]
    if folder.is_symlink() or folder.stat().st_uid != os.getuid() or not number.isdigit():
        return True
    return int(number) != os.getpid() and _alive(int(number))


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True
