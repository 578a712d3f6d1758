"""What each command is given to do, again and again, from the same state of an index."""

import csv
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from indexer.run import waiting
from search.engines import open_index
from search.paths import data_file
from search.queries import Query
from tests.kills.steps import Command

ROWS = 400
TITLES = ("Cash transfers", "Pensions", "Social protection of children", "Targeting", "Public works")
COUNTRIES = ("Kenya", "Peru", "Atlantis", "Nepal", "")
WORDS = "transfers poverty household evaluation coverage insurance registry shock programme benefit"
FIRST, SECOND, REFUSED = range(ROWS), range(ROWS // 4, ROWS + ROWS // 4), range(12)

Lines = dict[str, str]  # id -> the line of an export


@dataclass(frozen=True)
class Deed:
    """arguments: the command. ready: what makes all as it was, besides what an undo gives back."""

    arguments: tuple[str, ...]
    ready: Callable[[], None] = lambda: None


def row(number: int, edition: int) -> dict[str, object]:
    """Most rows of two editions differ."""
    at = number * 7 + edition * (number % 5)
    abstract = " ".join(WORDS.split()[(at + n) % 10] for n in range(30 + at % 50))
    title = f"{TITLES[number % 5]} of place {number}"
    return {
        "id": str(number),
        "title": title,
        "abstract": abstract,
        "country": COUNTRIES[at % 5],
        "year": 2000 + at % 20,
    }


def write_list(path: Path, numbers: Iterable[int], edition: int, refused: Iterable[int] = ()) -> Path:
    """An edition of one list; rows without a title are refused."""
    rows = [row(number, edition) for number in numbers] + [{"id": f"bad{n}", "title": ""} for n in refused]
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, ["id", "title", "abstract", "country", "year"])
        lines.writeheader()
        lines.writerows(rows)
    return path


def deed(kind: str, command: Command, folder: Path) -> Deed:
    """Sets the index up for it."""
    assert command.run("build", "--force", str(write_list(folder / "list.csv", FIRST, 0))).returncode == 0
    second = folder / "new" / "list.csv"
    second.parent.mkdir()
    write_list(second, SECOND, 1, REFUSED)
    if kind in ("update", "build", "update --sweep"):
        return Deed((*kind.split(), "--force", str(second)), lambda: _empty(command.settings.data / "quarantine"))
    if kind == "remove":
        return Deed((kind, *(f"list:{number}" for number in range(0, ROWS, 5))))
    return {"retry": _retry, "reindex": _reindex, "duplicates": _duplicates}[kind](command, folder)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _retry(command: Command, folder: Path) -> Deed:
    """Half of what was refused is mended."""
    path = folder / "refused" / "list.csv"
    path.parent.mkdir()
    rows = "".join(f"new{n},,{COUNTRIES[n % 5]},{2000 + n % 20}\n" for n in range(ROWS))
    path.write_text("id,title,country,year\n" + rows)
    assert command.run("update", str(path)).returncode == 1
    (waits,) = (command.settings.data / "quarantine").iterdir()
    text = waits.read_text(encoding="utf-8")
    for number in range(0, ROWS, 2):
        text = text.replace(f"\nnew{number},,", f"\nnew{number},Mended {number},")

    def ready() -> None:
        waits.write_text(text, encoding="utf-8")

    return Deed(("retry", str(waits)), ready)


def _reindex(command: Command, folder: Path) -> Deed:
    """The taxonomy has learnt a word."""
    own = command.settings.data / "taxonomy.yaml"

    def ready() -> None:
        own.unlink(missing_ok=True)
        shutil.copy(data_file("taxonomy.yaml"), own)
        assert command.run("taxonomy", "accept", "Public works of place 4", "--as", "pensions").returncode == 0

    return Deed(("reindex", "--force"), ready)


def _duplicates(command: Command, folder: Path) -> Deed:
    """Pairs of which some are one and some are related."""
    other = folder / "other.csv"
    other.write_text("id,title\n" + "".join(f"x{n},Another work of its own {n}\n" for n in range(60)))
    assert command.run("update", str(other)).returncode == 0
    said = folder / "decisions.csv"
    assert command.run("duplicates", "--decisions", str(said)).returncode == 0
    with said.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    pairs = [(f"list:{n}", f"other:x{n}", ("same", "related")[n % 2]) for n in range(60)]
    with said.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, columns)
        lines.writeheader()
        lines.writerows({"id": one, "other id": two, "decision": how} for one, two, how in pairs)
    return Deed(
        ("duplicates", "--apply", str(said)), lambda: (command.settings.data / "decisions.yaml").unlink(missing_ok=True)
    )


def exported(command: Command) -> Lines:
    """What is live."""
    with open_index(command.settings) as index:
        return {record.id: record.to_json() for record in index.scan(Query())}


def undated(lines: Lines, before: Lines) -> Lines:
    """Without the moments that another run gives: when a record was changed, and when it came if it is new."""
    found = {}
    for identifier, line in lines.items():
        said = json.loads(line)
        for moment in () if line == before.get(identifier) else ("updated", *(["added"] * (identifier not in before))):
            said.pop(moment, None)
        found[identifier] = json.dumps(said)
    return found


def waiting_rows(command: Command) -> list[tuple[str, int | None]]:
    """Whose rows wait in the quarantine, and how many."""
    return sorted((one.file, one.rows) for one in waiting(command.settings.data / "quarantine"))
