"""docs/operations.md and docs/sentences.md tell the truth: what they name is the program's, and what they say works."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from indexer.cli import cli
from search.authorities import Authorities
from search.engines import open_index
from search.settings import NAMES, Settings
from tests.served import served
from tests.test_serve import SERVE, environment
from tests.webapp.conftest import authorities, settings  # noqa: F401  fixtures that are the same
from tests.webapp.samples import records
from webapp import create_app

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SENTENCES = (ROOT / "docs" / "sentences.md").read_text(encoding="utf-8")
SPOKEN_OF = ("search/engines/**/*.py", "search/settings.py", "indexer/commands/serve.py")
ERRORS = {"ConfigurationError", "EngineUnavailable", "IndexNotReady", "IndexBusy", "IndexDamaged"}

OTHERS = ("PORT", "METRICS_ADDRESS", "FORWARDED_ALLOW_IPS", "WEB_CONCURRENCY", "PROMETHEUS_MULTIPROC_DIR")

Constants = dict[str, str]


def said(node: ast.expr, constants: Constants) -> list[str]:
    """The sentences that an expression may be; … stands for what is filled in."""
    if isinstance(node, ast.Constant):
        return [filled(str(node.value))]
    if isinstance(node, ast.IfExp):
        return [*said(node.body, constants), *said(node.orelse, constants)]
    assert isinstance(node, ast.Name), ast.unparse(node)
    return [filled(constants[node.id])]


def filled(template: str) -> str:
    """As a person sees it, with … for each value."""
    return re.sub(r"%\(\w+\)s", "…", template).replace("%%", "%")


def trees() -> list[ast.Module]:
    paths = [path for pattern in SPOKEN_OF for path in sorted(ROOT.glob(pattern))]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


def constants(tree: ast.Module) -> Constants:
    """Name -> text of the constants of a module, whether they are marked for translators or not."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value.args[0] if isinstance(node.value, ast.Call) and node.value.args else node.value
            if isinstance(value, ast.Constant):
                found[node.targets[0].id] = str(value.value)
    return found


def sentences() -> Iterator[str]:
    """Every sentence that the engines, the settings and `serve` may end with."""
    known: Constants = {}
    for tree in trees():
        known |= constants(tree)
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                yield from said(node.args[0], known)


def wall() -> list[str]:
    """The sentences of the wall between Elasticsearch's client and us."""
    tree = ast.parse((ROOT / "search/engines/elasticsearch/errors.py").read_text(encoding="utf-8"))
    return [filled(text) for text in constants(tree).values() if " " in text]


def cells(page: str) -> set[str]:
    """The first cells of a page's tables, without their heads."""
    rows = re.findall(r"^\| (.*?) \| .*\n(?!\|---)", page, re.MULTILINE)
    return set(rows)


def test_every_sentence_has_its_cause_and_cure() -> None:
    spoken = {*sentences(), *wall()}
    assert len(spoken) > 30 and sorted(spoken) == sorted(cells(SENTENCES) - (of_runs() - spoken))


def of_runs() -> set[str]:
    """The sentences of the page that plans, runs and undo say: each is a constant of theirs."""
    paths = ("indexer/run/*.py", "indexer/commands/*.py", "search/index/contract.py")
    modules = [path for pattern in paths for path in sorted(ROOT.glob(pattern))]
    nodes = (node for path in modules for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    texts = {filled(node.value) for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    begun = {cell: cell[:21].strip() for cell in cells(SENTENCES)}  # the page leaves out how some go on
    return {cell for cell, start in begun.items() if any(text.startswith(start) for text in texts if start)}


def test_every_sentence_of_runs_is_said_by_them() -> None:
    assert len(of_runs()) >= 12


def test_every_setting_is_in_the_table() -> None:
    named = {cell.strip("`") for cell in cells(GUIDE) if re.fullmatch("`[A-Z_]+`", cell)}
    assert named == {*NAMES, *OTHERS}


def test_every_metric_is_ours_and_the_rules_can_be_read(settings: Settings) -> None:  # noqa: F811
    client = create_app(settings).test_client()
    for address in ("/search?q=pension", "/api/v1/search?q=xyzzy", "/records/none"):
        client.get(address).close()
    given = set(re.findall(r"^(\w+)", client.get("/metrics").text, re.MULTILINE))
    names = set(re.findall(r"\b(?:spindex|process)_\w+", GUIDE)) - {"process_"}
    assert names and not {name for name in names if name not in given and f"{name}_bucket" not in given}
    (rules,) = [yaml.safe_load(block) for block in blocks("yaml")]
    alerts = rules["groups"][0]["rules"]
    assert len({alert["alert"] for alert in alerts}) == len(alerts) and all(
        "spindex" in alert["expr"] for alert in alerts
    )


def test_every_command_exists() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        written = set(
            re.findall(r"(?:^|`|indexer |bin/)spindex ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        )
        assert written <= set(cli.commands), page.name


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def block(beginning: str) -> str:
    """The commands of the one block that begins so."""
    (found,) = [text for text in blocks("sh") if text.startswith(beginning)]
    return found


def shell(text: str, **variables: str) -> None:
    bash = ["bash", "-euo", "pipefail", "-c", text]
    done = subprocess.run(
        bash, env={"PATH": os.environ["PATH"], **variables}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (text, done.stdout, done.stderr)


def write(own: Settings, made_with: Authorities, number: int) -> None:
    """Build an index of so many records."""
    with open_index(own) as index, index.replacing(made_with) as writer:
        for record in records()[:number]:
            writer.add(record)


def test_a_copied_folder_is_a_backup(authorities: Authorities, tmp_path: Path) -> None:  # noqa: F811
    data, backup = tmp_path / "data", tmp_path / "backup"
    write(Settings(data=data), authorities, 5)
    shell(block("flock"), SPINDEX_DATA=str(data), BACKUP=str(backup))
    with served([*SERVE, "--workers", "1"], tmp_path / "log", **environment(data)) as site:
        write(Settings(data=data), authorities, 3)
        assert site.get("/readyz").json()["records"] == 3
        shell(block('cp -a "$BACKUP"'), SPINDEX_DATA=str(data), BACKUP=str(backup))
        assert site.get("/readyz").json()["records"] == 5
    write(Settings(data=data), authorities, 7)  # what was restored can be written to
    with open_index(Settings(data=data)) as index:
        assert index.rollback().records == 5


def test_a_copy_waits_for_a_writer(authorities: Authorities, tmp_path: Path) -> None:  # noqa: F811
    own = Settings(data=tmp_path / "data")
    write(own, authorities, 2)
    variables = {"SPINDEX_DATA": str(own.data), "BACKUP": str(tmp_path / "backup")}
    with open_index(own) as index, index.replacing(authorities) as writer:
        writer.add(records()[0])
        copying = subprocess.Popen(["bash", "-ec", block("flock")], env={"PATH": os.environ["PATH"], **variables})
        with pytest.raises(subprocess.TimeoutExpired):
            copying.wait(0.5)
    assert copying.wait(10) == 0
    made = subprocess.run(
        [sys.executable, "-m", "indexer", "status", "--data", str(tmp_path), "--index", "backup"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert made.stdout.startswith("1 records")


@pytest.mark.elasticsearch
def test_a_snapshot_is_a_backup(elasticsearch_url: str, authorities: Authorities, tmp_path: Path) -> None:  # noqa: F811
    name = f"operated{os.getpid()}"
    own = Settings(data=tmp_path).changed(engine="elasticsearch", elasticsearch_url=elasticsearch_url, index=name)
    ask = (
        f'es() {{ curl -fsS -X "$1" -H "Content-Type: application/json" "{elasticsearch_url}/$2" ${{3:+-d "$3"}}; }}\n'
    )
    register = block("es() {").partition("es PUT")
    nightly, restore = block('es PUT "_snapshot'), block("es GET _snapshot")
    day = subprocess.check_output(["date", "+%F"], text=True).strip()

    def run(text: str) -> None:
        shell(ask + text.replace("spindex", name), SNAPSHOT=f"nightly-{day}")

    write(own, authorities, 5)
    run(register[1] + register[2])
    run(nightly)
    for number in (3, 2):  # the version of the snapshot is swept away
        write(own, authorities, number)
    run(restore)
    with open_index(own) as index:
        assert index.status().records == 5 and index.versions()[0].records == 5
    write(own, authorities, 7)
    with open_index(own) as index:
        assert index.status().records == 7 and index.rollback().records == 5
    run("es DELETE _snapshot/spindex && es DELETE \"$(es GET '_cat/indices/spindex-*?h=index' | paste -sd,)\"")
