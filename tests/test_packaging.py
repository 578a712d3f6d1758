"""What is installed elsewhere is whole: built from the files under version control, it runs from any folder."""

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("search", "indexer", "webapp")

SEARCH = """
from webapp import create_app
answer = create_app().test_client().get("/api/v1/search?q=pensions&country=KEN")
print(answer.status_code, *(hit["id"] for hit in answer.get_json()["hits"]))
"""


def tracked(*paths: str) -> list[str]:
    """Files under version control (new ones too), relative to the root."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *paths]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as a packager builds it: source archive first, then the wheel from that."""
    checkout, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("wheel")
    for name in tracked():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, checkout / name)
    archive = f"from setuptools import build_meta; build_meta.build_sdist({str(out)!r})"
    subprocess.run([sys.executable, "-c", archive], cwd=checkout, capture_output=True, check=True)
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(out)]
    subprocess.run([*pip, str(next(out.glob("*.tar.gz")))], cwd=out, capture_output=True, check=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, and whose other packages are those of this one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "-q", "--no-deps"]
    subprocess.run([*pip, str(wheel)], cwd=folder, capture_output=True, check=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "bin"


def run(*command: str | Path, **variables: str) -> str:
    """What a command prints, run from the root folder of the machine, with nothing of ours around."""
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8", **variables}
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert set(tracked(*PRODUCT)) <= held
    assert {f"search/data/{name}" for name in tracked("taxonomy.yaml", "mappings", "collections")} <= held
    assert {name.partition("/")[0] for name in held if ".dist-info/" not in name} == set(PRODUCT)


def test_an_installed_package_finds_its_own_taxonomy_and_mappings(elsewhere: Path) -> None:
    ask = "from search.paths import data_file; print(data_file('taxonomy.yaml'), data_file('mappings/records.json'))"
    found = [Path(path) for path in run(elsewhere / "python", "-c", ask).split()]
    assert len(found) == 2
    assert all(path.is_relative_to(elsewhere.parent) for path in found)


def test_a_file_that_is_nowhere_is_named_with_the_places_looked_at(elsewhere: Path) -> None:
    ask = "from search.paths import data_file\ntry: data_file('x.yaml')\nexcept Exception as error: print(error)"
    said = run(elsewhere / "python", "-c", ask)
    assert "x.yaml" in said
    assert said.count(str(elsewhere.parent)) == 2


def test_an_installed_package_builds_and_searches(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,title,country,year\n1,Social pensions in Kenya,Kenya,2019\n")
    data = str(tmp_path / "data")
    run(elsewhere / "spindex", "build", tmp_path / "list.csv", SPINDEX_DATA=data)
    assert run(elsewhere / "python", "-c", SEARCH, SPINDEX_DATA=data).split() == ["200", "list:1"]


def test_what_is_imported_is_what_is_declared() -> None:
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg")
    lines = settings["options"]["install_requires"].split("\n")
    extras = ["classify", "meaning", *(["mcp"] if find_spec("mcp") else [])]
    lines += [line for extra in extras for line in settings["options.extras_require"][extra].split("\n")]
    declared = {re.split(r"[ <>=]", line)[0].lower() for line in lines if line}
    owners = packages_distributions()
    imported = {
        owner.lower().replace("_", "-")
        for name in tracked(*PRODUCT)
        if name.endswith(".py")
        for module in _imported((ROOT / name).read_text(encoding="utf-8"))
        for owner in owners.get(module, [])
    }
    # us, and what declared ones are made of
    parts = {"social-protection-index", "elastic-transport", "werkzeug", "numpy", "scipy"}
    assert imported - parts == declared


def _imported(source: str) -> set[str]:
    """First names of the modules that a module imports."""
    nodes = list(ast.walk(ast.parse(source)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.partition(".")[0] for name in names}


def test_the_locks_pin_everything_and_name_no_package_index() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line.strip()]
        assert all(re.match(r"    --hash=sha256:[0-9a-f]{64}|[\w.-]+==\S", line) for line in lines)
        assert "://" not in text


def test_no_file_names_a_folder_of_one_machine() -> None:
    personal = re.compile(rb"(?<![\w.])/(?:work|home|root|Users)/\w")
    text = [name for name in tracked() if Path(name).suffix not in (".png", ".xlsx", ".gz", ".woff2")]
    assert not [name for name in text if personal.search((ROOT / name).read_bytes())]
