"""docs/security.md tells the truth: its tests exist, and what no other test holds is held here."""

import ast
import io
import os
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.test_house import PRODUCT, ROOT, modules
from tests.test_secrets import spindex

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)`")
ASKING = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "socketserver",
    "telnetlib",
    "urllib3",
    "webbrowser",
}


def test_every_promise_is_tested_and_every_test_is_there() -> None:
    promises = PAGE.partition("## What is promised")[2].partition("\n## ")[0]
    rows = [line for line in promises.splitlines() if line.startswith("| ") and "tested in" not in line]
    assert len(rows) > 12 and all(TEST.search(row.split(" | ")[-1]) for row in rows)
    assert [name for name in TEST.findall(PAGE) if not (ROOT / name).is_file()] == []
    for page in ("README.md", "docs/operations.md"):
        assert "security.md" in (ROOT / page).read_text(encoding="utf-8"), page


def test_the_program_asks_nobody_but_elasticsearch_and_whom_a_curator_names() -> None:
    """No module takes what could ask an address but the one that asks SPINDEX_EMBEDDINGS_URL, and the one by which
    `spindex indicators update` asks the World Bank; the client of Elasticsearch is held by tests/test_house.py.
    """
    found = set()
    for name, tree in modules(*PRODUCT):
        for node in ast.walk(tree):
            taken = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            taken += [f"{node.module}.{alias.name}" for alias in node.names] if isinstance(node, ast.ImportFrom) else []
            wrong = [one for one in taken if one.partition(".")[0] in ASKING or one.startswith("urllib.request")]
            found |= {(name, one) for one in wrong}
    assert found == {(f"indexer/{module}.py", "requests") for module in ("meaning/encoder", "indicators/world_bank")}


def test_entities_of_a_workbook_are_not_followed(tmp_path: Path) -> None:
    """Neither those that name files nor those that grow."""
    (tmp_path / "secret").write_text("secretwords")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    entities = f'<!DOCTYPE sst [<!ENTITY x SYSTEM "file://{tmp_path}/secret"><!ENTITY e0 "lol">{bomb}]>'
    sample = ROOT / "sample_data" / "latin_america_cash_transfers.xlsx"
    with zipfile.ZipFile(io.BytesIO(sample.read_bytes())) as old, zipfile.ZipFile(tmp_path / "x.xlsx", "w") as new:
        for name in old.namelist():
            part = old.read(name).decode(errors="surrogateescape")
            if name == "xl/sharedStrings.xml":
                part = part.replace("<sst", f"{entities}<sst", 1).replace("<t>", "<t>&x;&e9;", 20)
            new.writestr(name, part.encode(errors="surrogateescape"))
    done = spindex(tmp_path / "data", "build", str(tmp_path / "x.xlsx"))
    assert done.returncode in (1, 2) and "secretwords" not in done.stdout + done.stderr
    kept = [path.read_text(errors="replace") for path in (tmp_path / "data").rglob("*.jsonl")]
    assert not [text for text in kept if "secretwords" in text or "lollol" in text]


def test_a_taxonomy_that_grows_is_refused(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{n}: &{n} [{', '.join([f'*{p}'] * 9)}]" for p, n in zip("abcdefgh", "bcdefghi", strict=True)]
    (tmp_path / "taxonomy.yaml").write_text("\n".join(lines))
    done = spindex(tmp_path, "taxonomy", "check", str(tmp_path / "taxonomy.yaml"))
    assert done.returncode != 0 and "write it out" in done.stdout + done.stderr


def test_other_users_of_the_machine_read_nothing(tmp_path: Path) -> None:
    """Below a data folder of the usual rights: the index, and the rows that were refused."""
    (tmp_path / "rows.csv").write_text("id,title\n1,Pensions\n2,\n")
    command = [sys.executable, "-m", "indexer", "build", str(tmp_path / "rows.csv")]
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SPINDEX_DATA": str(tmp_path / "data"), "HOME": "/"}
    subprocess.run(command, env=given, capture_output=True, check=False, preexec_fn=lambda: os.umask(0o022))
    folders = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    assert {"spindex", "quarantine"} <= set(folders) and {mode & 0o77 for mode in folders.values()} == {0}
