"""What is indexed, and what each command should make of it: seeded files whose records overlap, and a model of them."""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from indexer.run import Run
from search.authorities import Authorities
from search.engines import open_index
from search.queries import Query
from search.settings import Settings

FILES = 5
IDS = 300
SOURCE = "shared"  # of every file, so that their records overlap
# titles differ between files, so a row replaces what another work would be
KINDS = [
    "build --force",
    "update --force --replace",
    "update --sweep --force --replace",
    "remove",
    "reindex",
    "rollback",
    "undo",
]
TITLES = ["Cash transfers", "Pensions", "Social protection of children", "Targeting by means tests", "Public works"]
COUNTRIES = ["Kenya", "Peru", "Atlantis", "Nepal", ""]

Contents = dict[str, str]  # id -> fingerprint


@dataclass(frozen=True)
class File:
    """A file of rows: what it makes of an empty index, what it removes, and how many of its rows are refused."""

    path: Path
    contents: Contents
    removed: frozenset[str]
    refused: int


@dataclass
class World:
    """The live content and the one before, as they should be; and what taking back the last round should give."""

    files: list[File]
    chance: random.Random
    live: Contents = field(default_factory=dict)
    previous: Contents = field(default_factory=dict)
    undone: Contents = field(default_factory=dict)

    def command(self, kind: str = "") -> tuple[str, ...]:
        """A command by chance, of one of the KINDS."""
        kind = kind or self.chance.choice(KINDS)
        if kind == "remove":
            return kind, *self.chance.sample(sorted(self.live), 3)
        if kind in ("reindex", "rollback", "undo"):
            return (kind,)
        return *kind.split(), str(self.chance.choice(self.files).path)

    def done(self, command: tuple[str, ...]) -> None:
        """Nobody disturbed it."""
        before, self.live = self.live, self.after(command)[0]
        if command[0] in ("build", "reindex", "rollback"):
            self.previous = before

    def after(self, command: tuple[str, ...]) -> tuple[Contents, int]:
        """What should be live after it, and its exit code."""
        if command[0] == "remove":
            return {key: value for key, value in self.live.items() if key not in command[1:]}, 0
        if command[0] == "undo":
            return dict(self.undone), 0
        if command[0] in ("reindex", "rollback"):
            return dict(self.live if command[0] == "reindex" else self.previous), 0
        file = next(file for file in self.files if str(file.path) == command[-1])
        code = 1 if file.refused else 0
        if command[0] == "build" or "--sweep" in command:
            return dict(file.contents), code
        kept = {key: value for key, value in self.live.items() if key not in file.removed}
        return {**kept, **file.contents}, code

    def refused(self, command: tuple[str, ...]) -> int:
        """How many rows it refuses."""
        return next((file.refused for file in self.files if str(file.path) == command[-1]), 0)


def make_world(folder: Path, seed: int) -> World:
    """The same one for the same seed, but for where it is."""
    chance = random.Random(seed)
    return World([_file(folder, chance, number) for number in range(FILES)], chance)


def _file(folder: Path, chance: random.Random, number: int) -> File:
    numbers = sorted(chance.sample(range(IDS), IDS * 2 // 3))
    rows = [_row(chance, one) for one in numbers]
    rows += [{"id": f"{SOURCE}:{one}", "title": ""} for one in range(IDS, IDS + chance.choice([0, 3, 9]))]  # refused
    gone = chance.sample(sorted(set(range(IDS)) - set(numbers)), 20) if number % 2 else []
    rows += [{"id": f"{SOURCE}:{one}", "removed": True} for one in gone]
    rows += chance.sample(rows[:50], 5)  # twice the same
    path = folder / f"rows{number}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return _made_of(path, frozenset(f"{SOURCE}:{one}" for one in gone))


def _row(chance: random.Random, number: int) -> dict[str, object]:
    title = chance.choice(TITLES)
    same = chance.random() < 0.4  # in every file
    words = " ".join(chance.choices(" ".join(TITLES).split(), k=chance.randint(0, 60)))
    unlike = {"title": f"{title} {chance.randint(0, 99)}", "abstract": words, "country": chance.choice(COUNTRIES)}
    return {
        "id": f"{SOURCE}:{number}",
        **({"title": f"Record {number}"} if same else unlike),
        "year": 2000 + number % 20,
    }


def _made_of(path: Path, gone: frozenset[str]) -> File:
    """By a build that nobody disturbs."""
    settings = Settings(data=path.with_suffix(""))
    with open_index(settings) as index:
        run = Run(Authorities.shipped(), settings.data / "quarantine")
        report = run.build(index, run.rows([path]))
        contents = {record.id: record.fingerprint() for record in index.scan(Query())}
    return File(path, contents, gone, report.total.refused)
