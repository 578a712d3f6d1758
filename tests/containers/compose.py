"""Our compose.yaml, read as it would be with a given .env."""

import re
from typing import Any

import yaml

from tests.containers.dockerfile import ROOT

_VARIABLE = re.compile(r"\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})")


def text() -> str:
    """As it stands."""
    return (ROOT / "compose.yaml").read_text(encoding="utf-8")


def example() -> dict[str, str]:
    """What .env.example sets."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def variables() -> dict[str, set[str]]:
    """The variables that it asks for, with what stands in for each."""
    found: dict[str, set[str]] = {}
    for name, kind, instead in _VARIABLE.findall(text()):
        if name:
            found.setdefault(name, set()).add(instead if kind == "-" else "")
    return found


def services(**variables: str) -> dict[str, Any]:
    """Its services, anchors and variables resolved."""
    made: dict[str, Any] = whole(**variables)["services"]
    return made


def whole(**variables: str) -> dict[str, Any]:
    """All of it."""

    def value(found: re.Match[str]) -> str:
        return "$" if found[0] == "$$" else variables.get(found[1]) or (found[3] if found[2] == "-" else "")

    made: dict[str, Any] = yaml.safe_load(_VARIABLE.sub(value, text()))
    return made
