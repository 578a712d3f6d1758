"""What every test may take. How to choose a fixture:

- `elasticsearch_url`: a real server, started once when first asked for (SPINDEX_TEST_ELASTICSEARCH_URL uses yours).
  Mark such tests `elasticsearch`; they all run in one worker.
- `chromium`: the path of a real browser. Mark such tests `browser`.
- `shared`: a folder of large real data beside the checkout, absent for most people.
- Engines, indexes and records: see the conftest of tests/contract, tests/indexer and tests/webapp.

What a machine lacks is listed above the last line of a run; with SPINDEX_TEST_STRICT=1 its absence fails.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import elasticsearch_server

LACKING = pytest.StashKey[dict[str, str]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for kind in ("elasticsearch", "browser"):
            if item.get_closest_marker(kind):
                item.add_marker(pytest.mark.xdist_group(kind))


def lacking(what: str, how: str) -> None:
    """End this test: it fails where nothing may be missing, else it is skipped with the way to get it."""
    reason = f"{what} is not here: {how}"
    if os.environ.get("SPINDEX_TEST_STRICT") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = [str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple)]
    missing = sorted({reason.removeprefix("Skipped: ") for reason in reasons if " is not here: " in reason})
    for reason in missing:
        count = sum(reason in one for one in reasons)
        terminalreporter.write_line(f"not run ({count} tests): {reason}")


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    if given := os.environ.get("SPINDEX_TEST_ELASTICSEARCH_URL"):
        yield given
        return
    try:
        with elasticsearch_server.running(elasticsearch_server.choose()) as url:
            yield url
    except elasticsearch_server.Unavailable as why:
        lacking("Elasticsearch", str(why))


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        lacking("Chromium", "install it (Debian: chromium)")
    return str(found)


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of shared data beside the checkout is absent")
    return folder
