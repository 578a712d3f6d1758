"""Whether memory stays flat: `python -m benchmarks.memory [--rows 1000000]` builds an embedded index of generated rows.

The memory of a run is what its processes hold by themselves (RssAnon, Linux), without the parts of files that the
kernel keeps for them and may take back.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

TABLE_LINES = 12


def held(parent: int) -> int:
    """Megabytes of a process and of those that it started."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return _anonymous(parent) + sum(map(_anonymous, map(int, children)))


def _anonymous(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("RssAnon")), 0)


def sampled(process: "subprocess.Popen[bytes]") -> Iterator[tuple[float, int]]:
    """(seconds, megabytes) four times a second while it runs."""
    started = time.monotonic()
    while process.poll() is None:
        try:
            yield time.monotonic() - started, held(process.pid)
        except OSError:
            return
        time.sleep(0.25)


def main() -> None:
    """Print some lines of the course, and the highest point of each half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    count = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="spindex-benchmark-") as folder:
        path = Path(folder) / "rows.csv"
        with open(path, "wb") as rows:
            subprocess.run([sys.executable, "-m", "benchmarks.corpus", str(count)], stdout=rows, check=True)
        print(f"{count:,} rows, {path.stat().st_size / 1e6:,.0f} MB of CSV", flush=True)
        build = [sys.executable, "-m", "indexer", "build", str(path), "--data", f"{folder}/data", "--json"]
        with subprocess.Popen(build, stdout=subprocess.PIPE) as process:
            course = list(sampled(process))
            assert process.stdout
            print(process.stdout.read().decode()[:120])
        for seconds, megabytes in course[:: max(1, len(course) // TABLE_LINES)]:
            print(f"{seconds:8.0f} s {megabytes:8,} MB")
        middle = len(course) // 2
        halves = [max(megabytes for _, megabytes in part) for part in (course[:middle], course[middle:])]
        print(f"highest in the first half {halves[0]:,} MB, in the second {halves[1]:,} MB")


if __name__ == "__main__":
    main()
