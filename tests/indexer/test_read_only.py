"""A data folder that may only be read answers all commands that only read."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .conftest import Command

NOBODY = 65534
READING = (
    ["status"],
    ["runs"],
    ["runs", "1"],
    ["retry"],
    ["inbox"],
    ["duplicates"],
    ["export"],
    ["export", "--format", "csv"],
    ["why", "rows:1", "country"],
    ["find", "cash"],
    ["unknown"],
    ["taxonomy", "impact"],
)
# What is imported late has to be readable to whom the process becomes: so each command runs once before that.
PROGRAM = f"""
import json, os, sys
from click.testing import CliRunner
from indexer.cli import cli

def run():
    done = [CliRunner().invoke(cli, [*command, "--data", sys.argv[1]]) for command in {READING}]
    return [[one.exit_code, one.output, repr(one.exception)] for one in done]

before = run()
if os.geteuid() == 0:
    os.setegid({NOBODY})
    os.seteuid({NOBODY})
try:
    open(os.path.join(sys.argv[1], "new"), "w")
    sys.exit("the folder can be written")
except OSError:
    print(json.dumps([before, run()]))
"""


def test_what_only_reads_needs_no_lock(spindex: Command, write: Callable[[str, str], Path]) -> None:
    rows = "id,title,country\n1,Cash for all,Atlantis\n2,Pensions,Peru\n"
    assert spindex("build", write("rows.csv", rows)).code == 0
    folders = [Path(folder) for folder, _, _ in os.walk(spindex.data)]
    for folder in folders:
        for path in folder.iterdir():
            path.chmod(0o555 if path.is_dir() else 0o444)
    spindex.data.chmod(0o555)
    for above in spindex.data.parents[:-1]:
        if above.stat().st_uid == os.geteuid():
            above.chmod(above.stat().st_mode | 0o011)
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, spindex.data], capture_output=True, text=True, check=False
        )
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    before, after = json.loads(done.stdout.splitlines()[-1])
    assert before == after
    assert [code for code, _, _ in after] == [0] * len(READING)
