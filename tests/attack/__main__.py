"""`make attack`: fuzzers of one seed for some minutes; what is wrong is printed with a line that does it again.

SECONDS (300), SEED (the day), ENGINE (embedded), RECORDS (2000) and QUESTIONS (no limit) come from the environment.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from time import monotonic

from tests.attack import files
from tests.attack.campaign import Campaign
from tests.attack.counts import Law
from tests.attack.openapi import fuzzed
from tests.attack.site import target

SHARES = {"requests": 0.5, "counts": 0.15, "openapi": 0.15, "files": 0.2}  # of the time


def main() -> int:
    """The exit code: 1 when something was wrong."""
    seconds, seed, records = (
        _number(*one) for one in (("SECONDS", 300), ("SEED", date.today().toordinal()), ("RECORDS", 2000))
    )
    questions = _number("QUESTIONS", sys.maxsize)
    engine = os.environ.get("ENGINE") or "embedded"
    folder = Path(tempfile.mkdtemp(prefix="spindex-attack-"))
    print(f"{seconds} s with seed {seed} on {records:,} records, {engine}; what is found stays in {folder}", flush=True)
    with target(records, engine, folder / "data") as attacked:
        outcome = Campaign(attacked, seed, questions, seconds * SHARES["requests"]).run()
        slowest = "; ".join(f"{took:.2f} s {asked}" for took, asked in outcome.slowest)
        print(f"{outcome.asked:,} requests, {dict(sorted(outcome.statuses.items()))}, slowest: {slowest}", flush=True)
        law = Law(attacked, seed)
        wrong = outcome.wrong + repeated("questions counted", law.broken, seconds * SHARES["counts"])
        wrong += fuzzed(attacked.site.url, seed, seconds * SHARES["openapi"])
    (folder / "files").mkdir()
    wrong += repeated(
        "runs over damaged files", lambda n: files.broken(seed, n, folder / "files"), seconds * SHARES["files"]
    )
    print("\n".join(f"- {one}" for one in wrong) or "Nothing is wrong.")
    return int(bool(wrong))


def repeated(what: str, broken: Callable[[int], list[str]], seconds: float) -> list[str]:
    """What is wrong with the first, the second, ... until the time is over."""
    until = monotonic() + seconds
    wrong: list[str] = []
    for number in count():
        if monotonic() > until:
            print(f"{number:,} {what}", flush=True)
            return wrong
        wrong += broken(number)
    raise AssertionError


def _number(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


if __name__ == "__main__":
    sys.exit(main())
