"""LiveIndex: the index that a process asks, opened when it is first needed."""

import os
import threading

from search.engines import open_index
from search.errors import IndexDamaged
from search.index import Index, Snapshot
from search.settings import Settings


class LiveIndex:
    """Opened after a fork, never before: engines keep threads and connections that a child process does not have."""

    def __init__(self, settings: Settings, index: Index | None = None) -> None:
        self._settings = settings
        self._given = index
        self._opened: tuple[int, Index] | None = None
        self._opening = threading.Lock()

    def snapshot(self) -> Snapshot:
        """The live content. Raises IndexNotReady, EngineUnavailable or ConfigurationError."""
        return self._index().snapshot()

    @property
    def damage(self) -> IndexDamaged | None:
        """Why the last snapshot is of an older version than the newest, which is damaged."""
        opened = self._given or (self._opened and self._opened[1])
        return opened.damage if opened else None

    def _index(self) -> Index:
        if self._given is not None:
            return self._given
        process = os.getpid()
        opened = self._opened
        if opened is None or opened[0] != process:
            with self._opening:
                opened = self._opened
                if opened is None or opened[0] != process:
                    opened = self._opened = (process, open_index(self._settings))
        return opened[1]
