"""What a command says of an id that is not there, and of the settings that every command takes."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import TERMINATED, cli
from indexer.endings import EXIT_CODES, INTERRUPTED, MACHINE, UNFORESEEN
from search.queries import Query
from search.settings import NAMES

from .conftest import Command
from .test_commands import commands

ROWS = "id,title\nP104272,Cash for all\nP104273,Pensions\n"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("P104272", "Perhaps: world-bank:P104272"),
        ("world-bank:P10427", "Perhaps: world-bank:P104272, world-bank:P104273"),
        ("NOPE", "`spindex find WORDS` looks a record up by its title."),
    ],
)
def test_removing_what_is_not_there_is_no_success(
    spindex: Command, write: Callable[[str, str], Path], asked: str, said: str
) -> None:
    spindex("build", write("rows.csv", ROWS), "--source", "world-bank")
    done = spindex("remove", asked)
    assert done.code == 1
    assert f"There is no record {asked}." in done.output and said in done.output
    assert len(list(spindex.index().scan(Query()))) == 2


def test_what_is_there_is_removed_all_the_same(spindex: Command, write: Callable[[str, str], Path]) -> None:
    spindex("build", write("rows.csv", ROWS), "--source", "world-bank")
    done = spindex("remove", "world-bank:P104272", "NOPE", "--json")
    assert done.code == 1 and json.loads(done.output)["removed"] == 1
    assert spindex("remove", "world-bank:P104273").code == 0


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_settings_are_shown_once(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(cli, [*path, "--help"]).output
    assert "[SPINDEX_" not in shown and "--elasticsearch-url" not in shown


def test_what_a_list_says_of_a_command_is_whole() -> None:
    for path in ([], ["taxonomy"], ["inbox"]):
        assert "..." not in CliRunner().invoke(cli, [*path, "--help"]).output.partition("Commands:")[2]


def test_every_exit_code_is_explained() -> None:
    shown = CliRunner().invoke(cli, ["--help"]).output.partition("Exit codes")[2]
    codes = {0, 1, *EXIT_CODES.values(), MACHINE, UNFORESEEN, INTERRUPTED, TERMINATED}
    assert {int(word) for line in shown.splitlines() for word in re.findall(r"\b\d+\b", line[:12])} == codes


def test_the_help_of_spindex_shows_every_setting() -> None:
    shown = CliRunner().invoke(cli, ["--help"]).output
    secret = "SPINDEX_ELASTICSEARCH_API_KEY"  # others could read it in the list of processes
    assert all(f"[{name}]" in shown for name in NAMES if name != secret)
