"""The runs that are kept: what each was asked for, how it ended, its problems, and the way back from it.

<data>/runs/<number>/run.json                what is known of it; without `ended` it was interrupted
<data>/runs/<number>/problems.jsonl.gz       every problem, with its place
<data>/runs/<number>/changes.jsonl.gz        each record that it touched as it was before (see journal.py)
<data>/runs/<number>/decisions.yaml          what was decided about duplicates before it, where it changed that
<data>/runs/authorities/<checksum>.json.gz   vocabularies that an index had before a run that gave it others
"""

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast

from indexer.rows import Problem
from indexer.run.journal import Journal, Reader
from search.authorities import Authorities
from search.errors import ConfigurationError, SourceError
from search.files import appearing, sweep, write_atomically
from search.index import checksum, now
from search.settings import Settings

KEPT = 50  # runs that can be taken back; of older ones their journals go
LARGEST = 2_000_000_000  # bytes of all journals together
OLDEST = 366  # days; the newest journal stays, however large and old it is
RUN, PROBLEMS, CHANGES, DECISIONS = "run.json", "problems.jsonl.gz", "changes.jsonl.gz", "decisions.yaml"
NO_RUN = "There is no run %(number)s of this index: `spindex runs` lists them."
UNWRITABLE = "%(folder)s cannot be written (%(reason)s): set SPINDEX_DATA to a folder of yours."


@dataclass
class KeptRun:
    """One run. facts: what run.json holds."""

    folder: Path
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """By which it is named."""
        return int(self.folder.name)

    @property
    def command(self) -> str:
        """What it was asked for, as it was typed."""
        return " ".join(self.facts.get("command", ()))

    @property
    def state(self) -> str:
        """How it ended, in a word or two."""
        if self.facts.get("ended"):
            return f"exit {self.facts.get('exit')}"
        return "running" if _lives(self.facts.get("pid")) else "interrupted"

    @property
    def records(self) -> int:
        """How many records its journal holds."""
        return int(self.facts.get("touched", 0))

    @property
    def way_back(self) -> Path | None:
        """Its journal; None where it changed nothing, or where that is no longer kept."""
        path = self.folder / CHANGES
        return path if path.exists() else None

    def note(self, **facts: Any) -> None:
        """Keep more of what is known of it, at once and completely."""
        self.facts |= facts
        write_atomically(self.folder / RUN, json.dumps(self.facts, ensure_ascii=False, indent=1))

    @contextmanager
    def journal(self) -> Iterator[Journal]:
        """Its journal, which is there whole, and on the disk, when the block is left normally."""
        with appearing(self.folder / CHANGES) as file, _packing(file) as packed:
            journal = Journal(packed)
            yield journal
        self.note(touched=journal.records)

    def before(self) -> Reader:
        """What its journal holds."""
        return Reader(self.folder / CHANGES)

    def keep_problems(self, problems: Iterable[Problem]) -> None:
        """Every one, a line each."""
        with appearing(self.folder / PROBLEMS) as file, _packing(file) as packed:
            for problem in problems:
                packed.write(json.dumps(problem.as_dict(), ensure_ascii=False, default=str).encode() + b"\n")

    def problems(self) -> list[dict[str, Any]]:
        """What `keep_problems` kept."""
        path = self.folder / PROBLEMS
        if not path.exists():
            return []
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def keep_authorities(self, authorities: Authorities) -> None:
        """The vocabularies before it, once for all runs."""
        text = json.dumps(authorities.texts, sort_keys=True)
        name = checksum(text.encode())
        path = self.folder.parent / "authorities" / f"{name}.json.gz"
        if not path.exists():
            path.parent.mkdir(0o700, exist_ok=True)
            with appearing(path) as file, _packing(file) as packed:
                packed.write(text.encode())
        self.note(authorities=name)

    def authorities(self) -> Authorities | None:
        """The vocabularies before it; None where it left them as they were."""
        if name := self.facts.get("authorities"):
            path = self.folder.parent / "authorities" / f"{name}.json.gz"
            return Authorities.parse(json.loads(gzip.decompress(path.read_bytes())))
        return None

    def keep_decisions(self, text: str) -> None:
        """What was decided before it."""
        write_atomically(self.folder / DECISIONS, text)

    def decisions(self) -> str | None:
        """What `keep_decisions` kept; None where it left that as it was."""
        path = self.folder / DECISIONS
        return path.read_text(encoding="utf-8") if path.exists() else None


class Runs:
    """Those of one index."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.data / "runs"
        self._of = {"engine": settings.engine, "index": settings.index}

    def begin(self, command: list[str], before: str, undone: int = 0) -> KeptRun:
        """A new one, with the next number. before: the content that is live; undone: the run that it takes back."""
        try:
            self._folder.mkdir(0o700, parents=True, exist_ok=True)
            self._sweep(undone)
            run = self._next()
            run.note(command=command, begun=now(), before=before, pid=os.getpid(), **self._of)
        except PermissionError as error:
            raise ConfigurationError(UNWRITABLE, folder=self._folder, reason=error.strerror) from error
        return run

    def _next(self) -> KeptRun:
        number = max(self._numbers(), default=0) + 1
        while True:
            folder = self._folder / str(number)
            with suppress(FileExistsError):
                folder.mkdir(0o700)
                return KeptRun(folder)
            number += 1

    def _numbers(self) -> list[int]:
        there = self._folder.iterdir() if self._folder.is_dir() else ()
        return sorted(int(path.name) for path in there if path.name.isascii() and path.name.isdigit())

    def all(self) -> list[KeptRun]:
        """The oldest first."""
        found = (_read(self._folder / str(number)) for number in self._numbers())
        return [run for run in found if run and all(run.facts.get(key) == value for key, value in self._of.items())]

    def get(self, number: int) -> KeptRun:
        """Raises SourceError where there is none of that number."""
        found = _read(self._folder / str(number))
        if not found or any(found.facts.get(key) != value for key, value in self._of.items()):
            raise SourceError(NO_RUN, number=str(number))
        return found

    def _sweep(self, undone: int) -> None:
        """What killed runs were writing goes, and the journals of old runs."""
        folders = [self._folder / str(number) for number in self._numbers()]
        found = [(folder, _read(folder)) for folder in folders]
        for folder, one in found:
            if one is None or not one.facts.get("ended"):
                sweep(folder)
        runs = [one for _, one in found if one]
        for run, why in _too_much([run for run in reversed(runs) if run.way_back]):
            if undone and run.number >= undone:
                continue
            run.note(pruned=why)
            (run.folder / CHANGES).unlink(missing_ok=True)
        needed = {f"{run.facts.get('authorities')}.json.gz" for run in runs if not run.facts.get("pruned")}
        kept = self._folder / "authorities"
        sweep(kept)
        for path in kept.glob("*.json.gz"):
            if path.name not in needed:
                path.unlink(missing_ok=True)


def _too_much(runs: list[KeptRun]) -> Iterator[tuple[KeptRun, str]]:
    """Those of the runs, the newest first, whose journals go, and why."""
    size = 0
    for place, run in enumerate(runs):
        size += (run.folder / CHANGES).stat().st_size
        if place >= KEPT:
            yield run, f"only the last {KEPT} are kept"
        elif size > LARGEST and place:
            yield run, f"only the last {LARGEST / 1e9:.1f} GB are kept"
        elif run.facts.get("begun", "") < _days_ago(OLDEST) and place:
            yield run, f"only those of the last {OLDEST} days are kept"


def _days_ago(days: int) -> str:
    return f"{datetime.now(UTC) - timedelta(days):%Y-%m-%dT%H:%M:%SZ}"


def _read(folder: Path) -> KeptRun | None:
    """None for one that was interrupted before it began."""
    try:
        facts = json.loads((folder / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return KeptRun(folder, facts) if isinstance(facts, dict) else None


@contextmanager
def _packing(file: Any) -> Iterator[BinaryIO]:
    with gzip.GzipFile(fileobj=file.buffer, mode="wb", compresslevel=3, mtime=0) as packed:
        yield cast(BinaryIO, packed)


def _lives(process: Any) -> bool:
    """Whether a process of that number, which is not this one, is there."""
    if not isinstance(process, int) or process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
