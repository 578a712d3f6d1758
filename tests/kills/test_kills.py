"""`kill -9`, SIGTERM and full disks, at any moment and at any step of any command, while others read.

The same command again does its work, and nobody has seen anything wrong. A few of each here; SPINDEX_TEST_KILLS says
how many by chance, SPINDEX_TEST_AIMED how many at steps (`all`: at every one), SPINDEX_TEST_SEED which ones.
"""

import os

import pytest

from tests.kills.rounds import Game
from tests.kills.steps import Kill
from tests.kills.world import KINDS

AT_RANDOM = int(os.environ.get("SPINDEX_TEST_KILLS", "3"))
AIMED = os.environ.get("SPINDEX_TEST_AIMED", "3")
LONGEST = 1.1  # of the time that a command took: it is not always killed

pytestmark = pytest.mark.slow


def test_killed_at_random(game: Game) -> None:
    chance = game.world.chance
    while game.killed < AT_RANDOM:
        again = chance.choice([1, 1, 1, 2, 3])
        game.play(game.world.command(), [Kill(part=chance.uniform(0.2, LONGEST)) for _ in range(again)])


@pytest.mark.parametrize("ways", [("before", "torn"), ("term",), ("full",)], ids=lambda ways: ways[0])
def test_ended_at_a_step(game: Game, ways: tuple[str, ...]) -> None:
    if ways == ("full",) and game.command.settings.engine != "embedded":
        pytest.skip("its disk is the server's: tests/faults/test_ended_writers.py")
    every = [
        (kind, Kill(step=step, how=how)) for kind in KINDS for step in range(1, game.steps(kind) + 1) for how in ways
    ]
    game.world.chance.shuffle(every)
    for kind, kill in every:
        if AIMED != "all" and game.killed >= int(AIMED):
            break
        game.play(game.world.command(kind), [kill])
