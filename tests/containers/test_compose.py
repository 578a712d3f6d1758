"""compose.yaml fits the program: its settings, commands, ports and places; and it opens no more than it must."""

import json
import os
import re
import shlex
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import cli
from indexer.commands.serve import serve
from search.settings import NAMES, Settings
from tests.containers.compose import example, services, variables, whole
from tests.containers.dockerfile import ROOT, stages
from tests.elasticsearch_release import RELEASES

PROGRAMS = ("indexer", "web")
IMAGE = stages()[-1]
FILE = "SPINDEX_ELASTICSEARCH_API_KEY_FILE"
BY_DIGEST = re.compile(r"(?P<name>[a-z]+):(?P<tag>[\w.-]+)@sha256:[0-9a-f]{64}")


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_setting_is_one_of_ours_and_good(name: str, tmp_path: Path) -> None:
    given = services(BASE_URL="https://index.example.org")[name]["environment"] | {FILE: str(tmp_path / "key")}
    (tmp_path / "key").write_text("a key")
    assert {variable for variable in given if variable.startswith("SPINDEX_")} <= set(NAMES)
    settings = Settings.from_environment({**IMAGE.environment, **given})
    assert settings.engine == "elasticsearch" and settings.elasticsearch_api_key == "a key"
    assert (
        settings.warnings == () and "elasticsearch" in services() and "//elasticsearch:" in settings.elasticsearch_url
    )
    given = services()[name]["environment"] | {FILE: ""}
    assert Settings.from_environment({**IMAGE.environment, **given}).base_url == ""


def test_every_command_that_is_written_there_exists() -> None:
    files = ("compose.yaml", ".env.example", "Dockerfile")
    written = " ".join((ROOT / name).read_text(encoding="utf-8") for name in files)
    named = set(
        re.findall(r"\bspindex (?!-)([a-z]+)", re.sub(r"docker build -t spindex \.|run --rm spindex", "", written))
    )
    assert {"status", "build", "update"} <= named <= set(cli.commands)


def test_the_image_starts_with_arguments_that_serve_takes() -> None:
    assert IMAGE.command("ENTRYPOINT") == ["spindex"] and "entrypoint" not in services()["web"]
    name, *options = IMAGE.command("CMD")
    assert cli.commands[name] is serve
    assert serve.make_context(name, options).params["host"] == "0.0.0.0"


def test_the_ports_agree() -> None:
    pages, metrics = IMAGE.last("EXPOSE").split()
    assert IMAGE.environment["PORT"] == pages and IMAGE.environment["METRICS_ADDRESS"] == f"0.0.0.0:{metrics}"
    assert services()["web"]["ports"] == [f"127.0.0.1:9102:{metrics}", f"127.0.0.1:8000:{pages}"]
    moved = services(PORT="9000", METRICS_PORT="9001")["web"]["ports"]
    assert moved == [f"127.0.0.1:9001:{metrics}", f"127.0.0.1:9000:{pages}"]


def test_only_the_web_can_be_reached() -> None:
    found = services()
    assert [name for name in found if "ports" in found[name] or "network_mode" in found[name]] == ["web"]
    closed = {name for name, network in whole()["networks"].items() if network and network.get("internal")}
    assert set(found["elasticsearch"]["networks"]) <= closed and set(found["indexer"]["networks"]) <= closed


def test_nothing_may_more_than_it_must() -> None:
    for name, service in services().items():
        assert service["cap_drop"] == ["ALL"] and service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"] and service["restart"] and service["logging"]["options"]["max-size"], name
        assert "privileged" not in service and "user" not in service, name
        assert service.get("healthcheck") or name == "web", name  # that one has the image's
    assert all(services()[name]["read_only"] and services()[name]["tmpfs"] for name in PROGRAMS)


def test_the_places_agree_with_the_image() -> None:
    found = services()
    assert f"indexer:{IMAGE.environment['SPINDEX_DATA']}" in found["indexer"]["volumes"]
    assert "./sample_data:/data:ro" in found["indexer"]["volumes"] and (ROOT / "sample_data").is_dir()
    named = {volume.partition(":")[0] for service in found.values() for volume in service.get("volumes", ())}
    assert {name for name in named if not name.startswith(".")} == set(whole()["volumes"])


def test_what_visitors_suggest_is_written_by_the_web_and_read_by_the_indexer() -> None:
    inbox = f"{IMAGE.environment['SPINDEX_DATA']}/inbox"
    found = services()
    assert found["web"]["volumes"] == [f"inbox:{inbox}"] and f"inbox:{inbox}" in found["indexer"]["volumes"]
    made = next(line for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if inbox in line)
    assert "-m 700 -o 10001 -g 10001" in made  # a new volume has the owner and the rights of the folder in the image


def test_the_versions_are_those_that_are_tested_and_released() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg")
    assert services()["web"]["image"] == services()["indexer"]["image"] == f"spindex:{setup['metadata']['version']}"
    elasticsearch = BY_DIGEST.fullmatch(services()["elasticsearch"]["image"])
    assert elasticsearch and elasticsearch["name"] == "elasticsearch" and elasticsearch["tag"] in RELEASES


def test_what_others_made_is_named_by_its_digest() -> None:
    bases = {stage.base for stage in stages()} - {stage.name for stage in stages()}
    assert len(bases) == 1 and all(BY_DIGEST.fullmatch(base) for base in bases)  # both stages have one Python
    foreign = [service["image"] for service in services().values() if "build" not in service]
    assert foreign and all(BY_DIGEST.fullmatch(image) for image in foreign)


def test_what_opens_something_is_in_files_alone() -> None:
    found, kept = services(), whole()["secrets"]
    for name, service in found.items():
        files = {v.rpartition("/")[2] for k, v in service["environment"].items() if k.endswith("_FILE")}
        assert files == set(service["secrets"]), name
        assert not [k for k in service["environment"] if re.search("(KEY|PASSWORD|SECRET|TOKEN)$", k)], name
    assert {one for service in found.values() for one in service["secrets"]} == set(kept)
    assert set(found["web"]["secrets"]).isdisjoint(found["indexer"]["secrets"])
    assert {secret["file"] for secret in kept.values()} == {f"./secrets/{name}" for name in kept}
    assert "secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    assert not re.search("KEY|PASSWORD", " ".join(example()))


def test_nobody_sees_the_password_when_elasticsearch_is_asked_how_it_is(tmp_path: Path) -> None:
    """A curl that tells what it was told: in its arguments, which every process may read, and in its input."""
    curl = tmp_path / "curl"
    curl.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$0.arguments"; cat > "$0.input"\n')
    curl.chmod(0o755)
    (tmp_path / "password").write_text("a%s b\n")
    variables = {"PATH": f"{tmp_path}:/usr/bin:/bin", "ELASTIC_PASSWORD_FILE": str(tmp_path / "password")}
    kind, command = services()["elasticsearch"]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    subprocess.run(["sh", "-c", command], env=variables, check=True)
    assert (tmp_path / "curl.input").read_text() == 'user = "elastic:a%s b"'
    assert "a%s b" not in (tmp_path / "curl.arguments").read_text()


def test_the_example_of_settings_names_all_and_their_defaults() -> None:
    assert {name: {value} for name, value in example().items()} == variables()
    assert not [name for name in example() if name.startswith("SPINDEX_")]  # those would reach programs outside, too


def test_elasticsearch_keeps_its_keys_and_its_snapshots() -> None:
    found = services()["elasticsearch"]
    assert found["environment"]["xpack.security.enabled"] == "true"
    assert f"./snapshots:{found['environment']['path.repo']}" in found["volumes"]


@pytest.fixture
def spindex(tmp_path: Path) -> Path:
    """A folder with the program in it, for a shell to find."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "spindex"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m indexer "$@"\n')
    program.chmod(0o755)
    return program.parent


def test_the_indexer_builds_once_and_only_what_failed_fails(spindex: Path, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    shell, option, line = services()["indexer"]["command"]
    line = line.replace("/data", str(files))
    variables = {
        "PATH": f"{spindex}:{os.environ['PATH']}",
        "SPINDEX_DATA": str(tmp_path / "data"),
        "PYTHONPATH": str(ROOT),
    }

    def up() -> int:
        return subprocess.run([shell, option, line], env=variables, cwd=tmp_path, capture_output=True).returncode

    assert up() != 0  # nothing to build from
    (files / "list.csv").write_text("id,title\n1,Pensions\n2,\n")
    assert up() == 0  # though a row without a title is refused
    (files / "list.csv").write_text("id,title\n1,Pensions\n3,More\n4,And more\n")
    assert up() == 0
    status = CliRunner().invoke(cli, ["status", "--data", str(tmp_path / "data")])
    assert status.output.startswith("1 records")  # what curators have updated since is not built over
    (described,) = (tmp_path / "data").glob("spindex/versions/*/version.json")
    described.write_text(json.dumps({**json.loads(described.read_text()), "schema": "of another program"}))
    assert up() != 0  # nor is what another version of the program has built
