"""A campaign: questions of one seed, several at a time, for a while; each complaint with a line that asks it again."""

import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.attack.answering import Answer, NoAnswer, complaints, sent
from tests.attack.asking import Ask, Asking
from tests.attack.canaries import found_in, processes
from tests.attack.hostile import Chance
from tests.attack.site import Target

AT_ONCE = 4
WARM = 0.25  # of the questions, after which memory is looked at for the first time
GROWTH = 300_000_000  # bytes that all processes together may grow by from then on; 25,000 questions: 180 MB, the last
# 5,000 of them none (measured at 60,000 records)
FAULTS = re.compile(
    r"Traceback|nothing foresaw|Error handling|beside the requests|exited with|was sent|panicked|TIMEOUT"
)


@dataclass
class Outcome:
    """What was asked, and what is wrong."""

    asked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Campaign:
    """Asks a target so many questions, or for so many seconds, whichever ends first."""

    def __init__(self, target: Target, seed: int, questions: int, seconds: float) -> None:
        self.target = target
        self.outcome = Outcome()
        self._seed = seed
        self._asking = Asking(target.known)
        self._questions, self._seconds, self._began = questions, seconds, time.monotonic()
        self._noting = threading.Lock()
        self._number = 0

    def run(self) -> Outcome:
        """Ask everything, then look at the site itself."""
        before = set(processes(self.target.site))
        self._ask_until(WARM)
        warm = self._memory()
        self._ask_until(1)
        grown = self._memory() - warm
        if grown > GROWTH:
            self.outcome.wrong.append(f"Its processes have grown by {grown:,} bytes.")
        if set(processes(self.target.site)) != before:
            self.outcome.wrong.append("A process was lost, and another one started.")
        self._look_at_the_site()
        return self.outcome

    def _ask_until(self, part: float) -> None:
        with ThreadPoolExecutor(AT_ONCE) as attackers:
            for attacker in [attackers.submit(self._attack, part) for _ in range(AT_ONCE)]:
                attacker.result()

    def _attack(self, part: float) -> None:
        while (number := self._next(part)) is not None:
            ask = self._asking.ask(Chance(self._seed, number))
            try:
                answer = sent(self.target.place, ask)
            except NoAnswer as why:
                said = [] if ask.raw and why.seconds < 10 else [f"no answer: {why}"]
            else:
                said = complaints(ask, answer)
                self._add(ask, answer)
            if said:
                line = ask.line(self.target.site.url)
                self._wrong(f"{'; '.join(said)}\n  question {number} of seed {self._seed}: {line}")

    def _next(self, part: float) -> int | None:
        with self._noting:
            over = time.monotonic() - self._began > self._seconds * part
            if over or self._number >= self._questions * part:
                return None
            self._number += 1
            return self._number - 1

    def _add(self, ask: Ask, answer: Answer) -> None:
        with self._noting:
            self.outcome.asked += 1
            self.outcome.statuses[answer.status] += 1
            slowest = [*self.outcome.slowest, (answer.first, ask.target[:100])]
            self.outcome.slowest = sorted(slowest, reverse=True)[:3]

    def _wrong(self, said: str) -> None:
        with self._noting:
            self.outcome.wrong.append(said)

    def _memory(self) -> int:
        """Bytes that are its own processes', without what they share with nobody's files."""
        statuses = [Path(path, "status").read_text() for path in processes(self.target.site)]
        return sum(1024 * int(found[1]) for text in statuses if (found := re.search(r"RssAnon:\s+(\d+) kB", text)))

    def _look_at_the_site(self) -> None:
        site = self.target.site
        if site.get("/healthz").status_code != 200 or site.get("/readyz").status_code != 200:
            self._wrong("The site is not well afterwards.")
        for line in site.log.splitlines():
            if FAULTS.search(line) or found_in(line):
                self._wrong(f"The log says: {line[:300]}")
