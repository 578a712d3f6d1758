"""Files of resources that were damaged or made to do harm: `spindex check` ends with a sentence, in time and memory."""

import gzip
import io
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.attack.canaries import found_in
from tests.attack.hostile import BYTES, Chance
from tests.elasticsearch_server import ROOT

SAMPLES = ROOT / "sample_data"
LENGTH = 20_000  # bytes of a sample, cut at a line: many runs tell more than long ones
TOGETHER = 6  # files of one run
SECONDS = 60
MEMORY = 3_000_000_000  # bytes of address space
DONE = (0, 1, 2)
UNFORESEEN = ("Traceback", "not foreseen", "panicked")


def damaged(chance: Chance) -> tuple[str, bytes]:
    """A name and what is in it."""
    sample = chance.choice([path for path in sorted(SAMPLES.iterdir()) if path.suffix != ".md"])
    data = sample.read_bytes()
    if sample.suffix == ".xlsx":
        data = _workbook(chance, data)
    elif sample.suffix == ".gz":
        data = gzip.compress(_changed(chance, _short(gzip.decompress(data))), mtime=0)
    else:
        data = _changed(chance, _short(data))
    if chance.random() < 0.3:
        data = _changed(chance, data)
    suffix = (
        "".join(sample.suffixes)
        if chance.random() < 0.9
        else chance.choice((".csv", ".xlsx", ".jsonl", ".ris", ".gz", ""))
    )
    return f"{sample.stem.partition('.')[0]}{suffix}", data


def _short(data: bytes) -> bytes:
    return data[:LENGTH].rpartition(b"\n")[0] + b"\n" if len(data) > LENGTH else data


def _changed(chance: Chance, data: bytes) -> bytes:
    """Some places of it changed."""
    ways: tuple[Callable[[Chance, bytes], bytes], ...] = (_flipped, _inserted, _inserted, _cut, _doubled, _quoted)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        data = chance.choice(ways)(chance, data) or b"x"
    return data


def _place(chance: Chance, data: bytes) -> int:
    """Mostly near the beginning, where headers are."""
    return chance.randrange(min(len(data), 300) if chance.random() < 0.5 else len(data))


def _flipped(chance: Chance, data: bytes) -> bytes:
    place = _place(chance, data)
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


def _inserted(chance: Chance, data: bytes) -> bytes:
    place = _place(chance, data)
    what = chance.choice((chance.choice(BYTES), chance.text().encode(errors="replace")))
    return data[:place] + what + data[place:]


def _cut(chance: Chance, data: bytes) -> bytes:
    place = _place(chance, data)
    return data[:place] + data[place + chance.choice((1, 10, 1000, len(data))) :]


def _doubled(chance: Chance, data: bytes) -> bytes:
    place, length = _place(chance, data), chance.choice((1, 100, 3000))
    return data[:place] + data[place : place + length] * chance.choice((2, 50)) + data[place:]


def _quoted(chance: Chance, data: bytes) -> bytes:
    place = _place(chance, data)
    return (
        data[:place]
        + chance.choice((b'"', b"'", b";", b"\t", b"\r", b"\n\n", b"{", b"[", b"ER  - \n", b","))
        + data[place:]
    )


def _workbook(chance: Chance, data: bytes) -> bytes:
    """One of its parts is changed, and it is packed again."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _changed(chance, part) if name == chosen else part)
    return made.getvalue()


def broken(seed: int, number: int, folder: Path) -> list[str]:
    """What is wrong with one run over several files; those that make it so are kept in the folder."""
    chance = Chance(seed, number)
    kept = folder / f"files-{seed}-{number}"
    kept.mkdir(parents=True)
    for place in range(TOGETHER):
        name, data = damaged(chance)
        (kept / f"{place}-{name}").write_bytes(data)
    if not (said := _checked([kept])):
        for path in kept.iterdir():
            path.unlink()
        kept.rmdir()
        return []
    alone = [(path, said) for path in sorted(kept.iterdir()) if (said := _checked([path]))]
    return [f"{said}\n  spindex check {path}" for path, said in alone or [(kept, said)]]


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _checked(files: list[Path]) -> str:
    """What is wrong with `spindex check`; empty when it is as it should be."""
    command = [sys.executable, "-m", "indexer", "check", *map(str, files)]
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SPINDEX_DATA": "/nonexistent",
        "HOME": "/nonexistent",
    }
    try:
        done = subprocess.run(
            command, env=given, cwd="/", capture_output=True, timeout=SECONDS, preexec_fn=_limits, check=False
        )
    except subprocess.TimeoutExpired:
        return f"takes more than {SECONDS} s"
    said = (done.stdout + done.stderr).decode(errors="replace")
    if done.returncode not in DONE:
        return f"exit code {done.returncode}: {said[-300:]}"
    wrong = [one for one in UNFORESEEN if one in said] + found_in(said) + ["\x1b"] * ("\x1b" in said)
    return f"says {wrong}" if wrong else ""
