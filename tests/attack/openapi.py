"""The API against its own description: schemathesis makes requests of it, and answers must be what it says."""

import subprocess
import sys
import tempfile

CHECKS = "not_a_server_error,status_code_conformance,response_schema_conformance"  # of kinds: tests/attack/answering.py
LONGEST = 300  # characters of a line
PLACE = "/api/v1/openapi.json"


def fuzzed(url: str, seed: int, seconds: float, examples: int = 1000) -> list[str]:
    """What schemathesis complains of, with its lines to ask again."""
    how = [
        "--seed",
        str(seed),
        "--max-examples",
        str(examples),
        "--checks",
        CHECKS,
        "--phases",
        "examples,coverage,fuzzing",
    ]
    command = [
        sys.executable,
        "-m",
        "schemathesis.cli",
        "run",
        url + PLACE,
        "--max-time",
        str(int(seconds) or 1),
        "--no-color",
        *how,
    ]
    with tempfile.TemporaryDirectory() as folder:  # where it keeps what it has tried
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    print(done.stdout.rstrip().rpartition("\n")[2].strip("= "), flush=True)
    if done.returncode == 0:
        return []
    said = [line[:LONGEST] for line in (done.stdout.partition("FAILURES")[2] + done.stderr).splitlines()]
    return ["\n".join(["the API is not what its description says", *said])]
