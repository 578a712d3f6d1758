"""The law of facets: what a value's count says is the total of the search that has it; pages and files agree."""

import json
from typing import Any
from urllib.parse import urlencode

import requests

from tests.attack.asking import Asking
from tests.attack.hostile import Chance
from tests.attack.site import Target

Pairs = list[tuple[str, str]]
FEW = 3  # facets, and values of each, that are looked at
SMALL = 300  # records of an answer that is read whole


class Law:
    """Asked of a target by questions of one seed."""

    def __init__(self, target: Target, seed: int) -> None:
        self._url = target.site.url
        self._asking = Asking(target.known)
        self._seed = seed

    def broken(self, number: int) -> list[str]:
        """What is wrong with the counts of one question."""
        chance = Chance(self._seed, number)
        pairs = self._pairs(chance)
        answer = self._asked(pairs)
        if answer is None:
            return []
        said = [self._count(pairs, *bucket) for bucket in self._buckets(chance, answer)]
        said += [self._file(pairs, answer["total"])] if answer["total"] <= SMALL else []
        return [f"{one}\n  question {number} of seed {self._seed}" for one in said if one]

    def _pairs(self, chance: Chance) -> Pairs:
        known = self._asking.known.values
        names = chance.sample([name for name in known if known[name]], chance.randint(0, 3))
        pairs: Pairs = [
            (name + chance.choice(("", "", ".all", ".not")), chance.choice([*known[name], "none"]))
            for name in names
            for _ in range(chance.choice((1, 1, 2)))
        ]
        return [("q", self._asking.question(chance))] * (chance.random() < 0.7) + pairs

    def _asked(self, pairs: Pairs) -> dict[str, Any] | None:
        """None where the question is refused, as it passes a limit."""
        answer = requests.get(self._address("/api/v1/search", [*pairs, ("size", "1")]), timeout=60)
        if answer.status_code == 422:
            return None
        found: dict[str, Any] = answer.json()
        return found

    def _address(self, path: str, pairs: Pairs) -> str:
        return f"{self._url}{path}?{urlencode(pairs)}"

    def _buckets(self, chance: Chance, answer: dict[str, Any]) -> list[tuple[str, str, int]]:
        found = []
        for facet in chance.sample(sorted(answer["facets"]), FEW):
            counted = answer["facets"][facet]
            values = [(facet, bucket["value"], bucket["count"]) for bucket in counted["buckets"]]
            values.append((facet, "none", counted["missing"]["count"]))
            found += chance.sample(values, min(FEW, len(values)))
        return found

    def _count(self, pairs: Pairs, facet: str, value: str, count: int) -> str:
        ranges = ("year.from", "year.to")
        others = [pair for pair in pairs if pair[0] != facet and not (facet == "year" and pair[0] in ranges)]
        there = self._asked([*others, (facet, value)])
        if there is None or there["total"] == count:
            return ""
        address = self._address("/api/v1/search", [*others, (facet, value)])
        return f"{facet}={value} counts {count:,} but has {there['total']:,}: {address}"

    def _file(self, pairs: Pairs, total: int) -> str:
        address = self._address("/search.jsonl", pairs)
        lines = requests.get(address, timeout=60).text.splitlines()
        identifiers = {json.loads(line)["id"] for line in lines}
        return "" if len(lines) == len(identifiers) == total else f"{len(lines)} lines for {total} records: {address}"
