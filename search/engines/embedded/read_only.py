"""Opening an index in a folder that this user may only read: tantivy locks a file beside those that it opens."""

import errno
import tempfile
from pathlib import Path

import tantivy

from search.engines.embedded.errors import refusal_in

CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def open_to_read(folder: Path) -> tantivy.Index:
    """The index of a folder, with its searcher made. Raises ValueError, as tantivy does."""
    try:
        return _searchable(folder)
    except ValueError as error:
        refused = refusal_in(error)
        if refused is None or refused.errno not in CLOSED:
            raise
        try:
            return _from_elsewhere(folder)
        except OSError as second:  # no place for temporary files either
            raise error from second


def _from_elsewhere(folder: Path) -> tantivy.Index:
    """Opened in a folder of links to its files, where the lock can be: what is open stays so when the links are gone.

    A writer's lock would have kept files from being deleted meanwhile; one that is misses shows as a version that has
    changed, and is looked at again.
    """
    with tempfile.TemporaryDirectory(prefix="spindex-") as place:
        for path in folder.iterdir():
            if path.suffix != ".lock":
                (Path(place) / path.name).symlink_to(path.absolute())
        return _searchable(Path(place))


def _searchable(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    index.config_reader("manual")
    index.searcher()
    return index
