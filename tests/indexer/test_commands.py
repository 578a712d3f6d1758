"""Each command does what its help says, and ends its help with an example."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from indexer.cli import cli
from indexer.commands import GROUPS
from indexer.endings import EXIT_CODES, exit_code
from search import errors
from search.queries import Query

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
ROWS = "id,title,country,programme,date\n1,Cash for all,Kenya,CCT,2015\n2,Pensions,PE,social pensions,2016-03\n"


def commands(group: click.Group = cli, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        found += commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_help_ends_with_an_example(path: tuple[str, ...]) -> None:
    text = CliRunner().invoke(cli, [*path, "--help"]).output
    last = text.strip().splitlines()[-1]
    assert last.strip().startswith("Example:") and f"spindex {' '.join(path)}" in last


def test_every_command_has_a_place_in_the_help() -> None:
    assert sorted(str(command.name) for group in GROUPS.values() for command in group) == sorted(cli.commands)


def test_every_error_has_an_exit_code() -> None:
    waiting = [errors.SearchError]
    while waiting:
        kind = waiting.pop()
        assert exit_code(kind("x")) in (2, 3)
        waiting += kind.__subclasses__()
    assert exit_code(errors.EngineUnavailable("x")) == 3
    assert set(EXIT_CODES.values()) == {2, 3}


def test_the_life_of_an_index(spindex: Command, write: Write) -> None:
    assert spindex("status").code == 2
    assert spindex("build", write("rows.csv", ROWS)).code == 0
    status = json.loads(spindex("status", "--json").output)
    assert status["live"]["records"] == 2 and len(status["versions"]) == 1
    more = write("more.csv", "id,title\n2,Pensions for all\n3,New\n")
    update = spindex("update", more, "--source", "rows", "--json").report
    assert (update["indexed"], update["unchanged"]) == (2, 0)
    assert spindex("remove", "rows:1", "rows:99", "--json").report["removed"] == 1
    assert {record.id for record in spindex.index().scan(Query())} == {"rows:2", "rows:3"}
    spindex("build", write("rows.csv", ROWS))
    assert "live again" in spindex("rollback").output
    assert {record.id for record in spindex.index().scan(Query())} == {"rows:2", "rows:3"}


def test_check_touches_nothing(spindex: Command, write: Write) -> None:
    done = spindex("check", write("rows.csv", ROWS), "--json")
    assert done.report["indexed"] == 2 and done.code == 0
    assert not spindex.data.exists()


def test_why_names_rule_raw_text_file_and_row(spindex: Command, write: Write) -> None:
    spindex("build", write("rows.csv", ROWS))
    line = spindex("why", "rows:1", "programme").output.splitlines()[1]
    assert line.strip() == "programme = conditional-cash-transfers: alias from “CCT” (programme, rows.csv:2)"
    regions = spindex("why", "rows:1", "region").output
    assert "derived from country" in regions
    assert spindex("why", "rows:1", "colour").code == 2
    assert spindex("why", "rows:77").code == 2


def test_the_template_is_read_without_a_problem(spindex: Command, tmp_path: Path) -> None:
    for name in ("table.xlsx", "table.csv"):
        assert CliRunner().invoke(cli, ["template", "-o", str(tmp_path / name)]).exit_code == 0
        done = spindex("build", tmp_path / name, "--json")
        assert done.report["problems"] == [] and done.report["read"] >= 1
    record = next(spindex.index().scan(Query()))
    assert record.country == ("KEN", "UGA") and record.author == ("Mensah, Ama", "Silva, João")


def test_sources_and_identity(spindex: Command, write: Write) -> None:
    rows = "title,country\nOne,Kenya\nTwo,Peru\n"
    spindex("build", write("a.csv", rows), "--source", "Ministry of Labour")
    first = {record.id for record in spindex.index().scan(Query())}
    assert all(identifier.startswith("ministry-of-labour:") for identifier in first)
    spindex("build", write("b.csv", "country,title\nPeru,Two\nKenya,One\n"), "--source", "ministry-of-labour")
    assert {record.id for record in spindex.index().scan(Query())} == first
    both = "id,title,source\nx,One,a\nx,Two,b\n"
    spindex("build", write("c.csv", both))
    assert {record.id for record in spindex.index().scan(Query())} == {"a:x", "b:x"}


def test_wrong_settings_are_a_sentence(tmp_path: Path) -> None:
    environment = {
        "SPINDEX_ENGINE": "solr",
        "SPINDEX_DATA": str(tmp_path),
        "SPINDEX_ENGIN": "x",
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [sys.executable, "-m", "indexer", "status"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert re.search("SPINDEX_ENGINE is “solr”: set it to embedded or elasticsearch", done.stderr)
    assert "Traceback" not in done.stderr


def test_an_engine_that_is_away_is_exit_code_3(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "indexer", "status", "--engine", "elasticsearch", "--elasticsearch-url"]
    done = subprocess.run([*command, "http://127.0.0.1:9"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 3 and "cannot be reached" in done.stderr and "Traceback" not in done.stderr


def test_the_taxonomy_command(spindex: Command, write: Write) -> None:
    result = CliRunner().invoke(cli, ["taxonomy", "check"])
    assert result.exit_code == 0 and "0 errors" in result.output
    broken = write(
        "t.yaml", "version: '1'\nschemes:\n  topic:\n    concepts:\n      a: {prefLabel: {en: A}, broader: [b]}\n"
    )
    result = CliRunner().invoke(cli, ["taxonomy", "check", str(broken)])
    assert result.exit_code == 2 and "t.yaml:5: error:" in result.output
    shown = CliRunner().invoke(cli, ["taxonomy", "show", "programme", "transferts monétaires"]).output
    assert "cash-transfers" in shown


def test_an_error_names_the_folder_to_whoever_runs_the_command(tmp_path: Path) -> None:
    status = [sys.executable, "-m", "indexer", "status", "--data", str(tmp_path)]
    done = subprocess.run(status, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stderr.startswith("spindex: There is no index yet")
    assert done.stderr.rstrip().endswith(f"(folder {tmp_path / 'spindex'})")


def test_what_is_read_of_a_damaged_index_is_said_to_be_older(spindex: Command, write: Write) -> None:
    for rows in (ROWS.rpartition("2,")[0], ROWS):
        assert spindex("build", write("rows.csv", rows)).code == 0
    assert spindex("verify").output == "The index is whole: 2 records, and before it 1 records.\n"
    live = max((spindex.data / "spindex" / "versions").iterdir())
    (harmed,) = (live / "tantivy").glob("*.store")
    harmed.write_bytes(harmed.read_bytes()[:-1])
    for command, said in (("status", "1 records, built "), ("export", '{"id":"rows:1"'), ("why rows:1", "rows:1: ")):
        result = CliRunner().invoke(cli, [*command.split(), "--data", str(spindex.data)])
        assert result.exit_code == 0 and result.stdout.startswith(said)
        assert "Warning: the newest version is damaged (" in result.stderr and harmed.name in result.stderr
    verified = spindex("verify")
    assert verified.code == 1 and f"{harmed}: It is not what was written.\n    Make the index anew" in verified.output
    told = json.loads(spindex("verify", "--json").output)["flaws"]
    assert [flaw["where"] for flaw in told] == [str(harmed)]
    for command in ("update", "reindex"):
        files = [str(write("rows.csv", ROWS))] if command == "update" else []
        assert spindex(command, *files).code == 2
    assert spindex("build", write("rows.csv", ROWS)).code == spindex("verify").code == 0
