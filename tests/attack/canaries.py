"""Canaries: words that would be known again wherever they turned up, and the places where they must not."""

import os
from pathlib import Path

from tests.served import Site

KEY = "Y2FuYXJ5LWtleTo5ZjNiN2MxZQ=="  # to Elasticsearch
PASSWORD = "canary-password-5d1f"
WORDS = "canarywordsofavisitor"
ADDRESS = "203.0.113.94"  # of a visitor (RFC 5737: nobody's)
OTHER_FORMS = (WORDS.upper(), WORDS.encode().hex(), "Y2FuYXJ5")
EVERY = (KEY, PASSWORD, WORDS, ADDRESS, *OTHER_FORMS)


def found_in(text: str, *but: str) -> list[str]:
    """The canaries that a text holds, but for those that may be there."""
    return [canary for canary in EVERY if canary in text and canary not in but]


def processes(site: Site) -> list[Path]:
    """The folders in /proc of a site's processes."""
    group = site.process.pid
    numbers = [path for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [path for path in numbers if _group(path) == group]


def _group(path: Path) -> int:
    try:
        return os.getpgid(int(path.name))
    except OSError:
        return 0


def arguments(site: Site) -> str:
    """What every user of the machine may read of a site's processes."""
    return "\n".join((path / "cmdline").read_text(errors="replace") for path in processes(site))


def environment(site: Site) -> str:
    """What the user who runs them may read."""
    return "\n".join((path / "environ").read_text(errors="replace") for path in processes(site))
