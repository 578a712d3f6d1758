"""Names that differ in capitals and blanks alone are one name: rows of a run get the one spelling of it."""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from indexer.run.spool import Spool
from search.index import Snapshot
from search.records import FACETS, FIELDS, Origin, Record

NAMES = tuple(facet.name for facet in FACETS if facet.kind == "name" and FIELDS[facet.name].many)
_LINE = msgspec.json.Decoder(msgspec.defstruct("_Line", [(name, list[str], []) for name in NAMES]))


class Naming:
    """before: the index that is added to. What its records call something stays, and new spellings become that.

    Else the spelling of most rows counts; of as many, one with the fewest capitals, but some.
    """

    def __init__(self, spool: Spool, before: Snapshot | None) -> None:
        there = before.understanding.lexicon.names if before else {}
        counted: dict[str, Counter[str]] = {name: Counter() for name in NAMES}
        for _, line in spool.lines():
            read = _LINE.decode(line)
            for name in NAMES:
                counted[name].update(getattr(read, name))
        self._written = {name: _written(counted[name], there.get(name, {})) for name in NAMES}

    def named(self, record: Record) -> Record:
        """With its names as they are written, each once; how they came about says so, too."""
        changed: dict[str, object] = {}
        provenance = dict(record.provenance)
        for name, written in self._written.items():
            values = record.values(name) if written else ()
            if any(value in written for value in values):
                changed[name] = tuple(dict.fromkeys(written.get(value, value) for value in values))
                if origins := provenance.get(name):
                    provenance[name] = tuple(_renamed(one, written) for one in origins)
        return record.changed(**changed, provenance=provenance) if changed else record


def _renamed(origin: Origin, written: Mapping[str, str]) -> Origin:
    if origin.value not in written:
        return origin
    return msgspec.structs.replace(origin, value=written[origin.value], raw=origin.raw or origin.value)


def _written(counted: Mapping[str, int], there: Mapping[str, int]) -> dict[str, str]:
    """Spelling -> how it is written, for those that are written otherwise."""
    new = [value for value in counted if value not in there]
    best = _best(new, counted) | (_best(there, there) if new else {})
    return {value: best[key] for value in new if best[key := _key(value)] != value}


def _best(values: Iterable[str], counts: Mapping[str, int]) -> dict[str, str]:
    """Key -> the spelling of it that counts."""
    found: dict[str, str] = {}

    def order(value: str) -> tuple[int, bool, int, str]:
        return -counts[value], value.islower(), sum(map(str.isupper, value)), value

    for value in sorted(values, key=order):
        found.setdefault(_key(value), value)
    return found


def _key(value: str) -> str:
    return " ".join(value.split()).casefold()
