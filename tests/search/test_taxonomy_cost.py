"""A large taxonomy is checked and read in a time that grows as it does, whatever its shape."""

import gc
import time
from collections.abc import Callable

import pytest

from search.authorities import Taxonomy
from search.authorities.checks import check
from search.errors import ConfigurationError

HEAD = "version: '1'\nschemes:\n  topic:\n    prefLabel: {en: T}\n    concepts:\n"
SMALL, LARGE = 500, 2000
SHAPES: dict[str, Callable[[int, int], str]] = {  # (place, how many there are) -> what is said of that concept
    "chain": lambda n, _: f"broader: [c{n - 1}]" if n else "",
    "diamonds": lambda n, _: f"broader: [c{n - 1}, c{n - 2}]" if n > 1 else "",
    "circle": lambda n, count: f"broader: [c{(n - 1) % count}]",
    "successors": lambda n, count: f"replacedBy: c{n + 1}" if n + 1 < count else "",
    "faults": lambda n, _: f"scopenote: {{en: note {n}}}",
    "star": lambda n, count: f"related: [{', '.join(f'c{m}' for m in range(1, count))}]" if not n else "related: [c0]",
}


def file(shape: str, count: int) -> str:
    concept = "      c{0}: {{prefLabel: {{en: L{0}}}, labelStatus: {{en: confirmed}}, definition: {{en: D}}, {1}}}\n"
    return HEAD + "".join(concept.format(n, SHAPES[shape](n, count)).replace(", }", "}") for n in range(count))


def read(text: str) -> None:
    try:
        taxonomy = Taxonomy.parse(text)
    except ConfigurationError:
        return
    assert taxonomy.roots("topic") and taxonomy.narrower("topic", "c0") is not None


def seconds(work: Callable[[str], object], text: str) -> float:
    gc.collect()
    gc.disable()  # when it runs depends on what else this process holds
    try:
        began = time.process_time()
        work(text)
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize("work", [check, read])
@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_as_many_concepts_take_about_four_times_as_long(shape: str, work: Callable[[str], object]) -> None:
    small, large = file(shape, SMALL), file(shape, LARGE)
    seconds(work, small)  # what is loaded at first is not counted
    ratios = (seconds(work, large) / seconds(work, small) for _ in range(3))
    assert any(ratio < 7 for ratio in ratios)  # 16 where each concept looks at all others
