"""The bytes of a file that stays on disk, read where they are asked for; one that changes meanwhile is refused."""

import os

from search.errors import SourceError

CHANGED = "%(file)s changed while it was read: wait until it is complete, and run it again."
UNREADABLE = "%(file)s cannot be read (%(reason)s): restore it."


class Stored:
    """Bytes, as far as slices and a length go. (Were it mapped, a file that is cut off would kill the process.)"""

    def __init__(self, name: str, file: int) -> None:
        """file: the descriptor of an open one; it is closed with this."""
        self._name = name
        self._file = file
        self._state = self._look()

    def __len__(self) -> int:
        return self._state[0]

    def __getitem__(self, piece: slice) -> bytes:
        """Raises SourceError when the file is no longer what it was, or cannot be read."""
        start, stop, _ = piece.indices(len(self))
        wanted = max(0, stop - start)
        try:
            data = os.pread(self._file, wanted, start)
        except OSError as error:
            raise SourceError(UNREADABLE, file=self._name, reason=error.strerror) from error
        if len(data) < wanted or self._look() != self._state:
            raise SourceError(CHANGED, file=self._name)
        return data

    def _look(self) -> tuple[int, int]:
        state = os.fstat(self._file)
        return state.st_size, state.st_mtime_ns

    def __del__(self) -> None:
        os.close(self._file)
