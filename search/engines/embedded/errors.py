"""The one wall at which what tantivy raises, or panics with, becomes an error of ours."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.errors import IndexDamaged, IndexNotReady

CANNOT_BE_OPENED = (
    "The index cannot be opened: let this user read its folder, or build it again with `spindex build FILES`."
)
DAMAGED = (
    "The index is damaged: build it again with `spindex build FILES`, or restore a backup; `spindex verify` names each "
    "file that is."
)
NO_ANSWER = (
    "The engine broke off: `spindex verify` says whether the index is damaged; if it is not, report what was asked."
)
# how a system says that a file is not what it should be
GONE = (errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.EIO, errno.ENODEV)
BROKEN_OFF = "index writer was killed"  # what a thread of tantivy's met that could not write; it is not quoted
NOT_WRITTEN = "the engine could not write its files: look at the space on their disk"
_NOT_THERE = re.compile(r'FileDoesNotExist\("([^"]+)"\)')
_OS_ERROR = re.compile(r"(?:os error |code: )(\d+)")


@contextmanager
def answering(folder: Path) -> Iterator[None]:
    """Raises IndexDamaged for what tantivy cannot read while it answers, or reads wrongly; no panic ends a process."""
    try:
        yield
    except BaseException as error:
        if not _of_the_engine(error) and not isinstance(error, AttributeError | LookupError | TypeError):
            raise
        raise IndexDamaged(NO_ANSWER, path=folder, reason=f"{type(error).__name__}: {_short(error)}") from error


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Raises IndexDamaged for a file or folder that is not what was written, IndexNotReady for one that is closed."""
    try:
        yield
    except BaseException as error:
        refused = error if isinstance(error, OSError) else refusal_in(error)
        if refused and refused.errno not in GONE:
            raise IndexNotReady(CANNOT_BE_OPENED, detail=refused) from error
        if not refused and not _of_the_engine(error):
            raise
        reason = (refused.strerror if refused else None) or _short(error)
        raise IndexDamaged(DAMAGED, path=(refused and refused.filename) or path, reason=reason) from error


@contextmanager
def writing() -> Iterator[None]:
    """Raises OSError for what tantivy could not write, as with a full disk or a folder that has gone."""
    try:
        yield
    except BaseException as error:
        if refused := refusal_in(error):
            raise refused from error
        raise


def refusal_in(error: BaseException) -> OSError | None:
    """What the machine refused, where an error of tantivy only quotes it."""
    if BROKEN_OFF in str(error):
        return OSError(errno.EIO, NOT_WRITTEN)
    if gone := _NOT_THERE.search(str(error)):
        return OSError(errno.ENOENT, os.strerror(errno.ENOENT), gone[1])
    found = _OS_ERROR.search(str(error))
    return OSError(int(found[1]), os.strerror(int(found[1]))) if found and _of_the_engine(error) else None


def _of_the_engine(error: BaseException) -> bool:
    """tantivy raises ValueError; a panic is a BaseException of a module that cannot be imported."""
    return isinstance(error, ValueError) or type(error).__module__ == "pyo3_runtime"


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
