"""Keys and passwords: where they may come from, and that no sentence, argument or environment shows one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.commands.serve import _environment
from search.errors import ConfigurationError
from search.settings import Settings
from tests.attack.canaries import KEY, PASSWORD, found_in
from tests.elasticsearch_server import ROOT

API_KEY, FILE = "SPINDEX_ELASTICSEARCH_API_KEY", "SPINDEX_ELASTICSEARCH_API_KEY_FILE"
URL = "SPINDEX_ELASTICSEARCH_URL"


def spindex(tmp_path: Path, *arguments: str, **given: str) -> "subprocess.CompletedProcess[str]":
    variables = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SPINDEX_DATA": str(tmp_path),
        "HOME": str(tmp_path),
    }
    command = [sys.executable, "-m", "indexer", *arguments]
    return subprocess.run(command, env={**variables, **given}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("written", [KEY, f"{KEY}\n", f"  {KEY}\r\n", f"\t{KEY} \n\n"])
def test_what_stands_around_a_key_is_no_part_of_it(written: str, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(written.encode())
    assert Settings.from_environment({API_KEY: written}).elasticsearch_api_key == KEY
    from_file = Settings.from_environment({FILE: str(tmp_path / "key")})
    assert from_file.elasticsearch_api_key == KEY and KEY not in repr(from_file)


@pytest.mark.parametrize("wrong", [f"{KEY}\n{KEY}", f"{KEY}é", f"“{KEY}”", f"{KEY}\0", f"{KEY}\x7f", f"Zugang: {KEY}ш"])
def test_what_is_no_key_is_refused_and_never_shown(wrong: str, tmp_path: Path) -> None:
    """http.client would raise a ValueError that quotes the whole header."""
    (tmp_path / "key").write_bytes(wrong.encode())
    for given in ({API_KEY: wrong}, {FILE: str(tmp_path / "key")}):
        with pytest.raises(ConfigurationError) as raised:
            Settings.from_environment(given)
        assert found_in(str(raised.value)) == [] and "spindex keys" in str(raised.value)


def test_a_file_of_a_key_that_cannot_be_used(tmp_path: Path) -> None:
    """The key itself, written where its file's name should stand, is not shown."""
    (tmp_path / "empty").write_text(" \n")
    (tmp_path / "bytes").write_bytes(bytes(range(256)))
    (tmp_path / "folder").mkdir()
    for named in ("none", "empty", "folder", "bytes", "empty/x", "/dev/zero", "/dev/null", KEY, "a" * 5000, "x\0y"):
        with pytest.raises(ConfigurationError) as raised:
            Settings.from_environment({FILE: str(tmp_path / named)})
        assert found_in(str(raised.value)) == [] and FILE in str(raised.value)


def test_one_key_is_given_once(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY)
    with pytest.raises(ConfigurationError, match="both set") as raised:
        Settings.from_environment({API_KEY: KEY, FILE: str(tmp_path / "key")})
    assert found_in(str(raised.value)) == []
    other = Settings.from_environment({API_KEY: "other"}).changed(elasticsearch_api_key_file=str(tmp_path / "key"))
    assert other.elasticsearch_api_key == KEY  # an option overrules the environment
    assert other.changed(elasticsearch_api_key="").elasticsearch_api_key_file == ""


WITH_USERS = [
    f"https://elastic:{PASSWORD}@host:9200", f"elastic:{PASSWORD}@host:9200", f"http//elastic:{PASSWORD}@host",
    f"https://elastic:{PASSWORD}/x@host:9200", f"https://a:9200, https://elastic:{PASSWORD}@host:9200",
    f"HTTPS://elastic:{PASSWORD}@host:9200", f"https://{PASSWORD}@host",
]  # fmt: skip


@pytest.mark.parametrize("address", WITH_USERS)
def test_an_address_with_a_password_is_refused_and_never_shown(address: str) -> None:
    for name in (URL, "SPINDEX_BASE_URL"):
        with pytest.raises(ConfigurationError, match="holds an @") as raised:
            Settings.from_environment({name: address})
        assert found_in(str(raised.value)) == [] and name in str(raised.value)


@pytest.mark.parametrize(
    "arguments", [["status"], ["status", "--json"], ["build", "x.csv"], ["serve"], ["keys", "--user", "elastic"]]
)
def test_no_command_shows_what_opens_elasticsearch(arguments: list[str], tmp_path: Path) -> None:
    engine = {"SPINDEX_ENGINE": "elasticsearch"}
    for given in ({URL: f"http://elastic:{PASSWORD}@127.0.0.1:9"}, {API_KEY: f"{KEY}\u20ac"}, {FILE: f"/x/{KEY}"}):
        done = spindex(tmp_path, *arguments, **engine, **given)
        assert done.returncode == 2 and "Traceback" not in done.stderr
        assert found_in(done.stdout + done.stderr) == [] and done.stderr.startswith("spindex: ")
    away = spindex(tmp_path, *arguments, **engine, **{URL: "http://127.0.0.1:9", API_KEY: f"{KEY}\n"}, PORT="none")
    assert away.returncode in (2, 3) and found_in(away.stdout + away.stderr) == []


def test_a_key_is_no_argument(tmp_path: Path) -> None:
    """Every user of the machine reads the arguments of every process."""
    refused = spindex(tmp_path, "status", "--elasticsearch-api-key", KEY)
    assert refused.returncode == 2 and "--elasticsearch-api-key-file" in refused.stderr
    assert found_in(refused.stderr) == []


def test_what_serves_is_told_the_file_and_not_the_key(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY)
    of_file = _environment(Settings().changed(elasticsearch_api_key_file=str(tmp_path / "key")))
    assert KEY not in of_file.values() and Settings.from_environment(of_file).elasticsearch_api_key == KEY
    assert (
        Settings.from_environment(_environment(Settings().changed(elasticsearch_api_key=KEY))).elasticsearch_api_key
        == KEY
    )
