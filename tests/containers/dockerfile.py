"""Our Dockerfile, read: its stages, and what each instruction says. Only what that file uses is understood."""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Stage:
    """From one FROM to the next."""

    base: str
    name: str
    instructions: list[tuple[str, str]] = field(default_factory=list)

    def last(self, keyword: str) -> str:
        """What the last such instruction says, which is the one that counts; empty without one."""
        return next((said for word, said in reversed(self.instructions) if word == keyword), "")

    def command(self, keyword: str) -> list[str]:
        """The words of an ENTRYPOINT, CMD or HEALTHCHECK in the form of a JSON list."""
        said = self.last(keyword)
        return [str(word) for word in json.loads(said[said.index("[") :])]

    @property
    def environment(self) -> dict[str, str]:
        """What all ENV instructions set."""
        pairs = [pair.split("=", 1) for word, said in self.instructions if word == "ENV" for pair in shlex.split(said)]
        return dict(pairs)


def stages(path: Path = ROOT / "Dockerfile") -> list[Stage]:
    """The stages of a Dockerfile, in their order."""
    text = re.sub(r"^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    found: list[Stage] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        word, said = line.split(None, 1)
        if word == "FROM":
            base, _, name = said.partition(" AS ")
            found.append(Stage(base, name))
        else:
            found[-1].instructions.append((word, said.strip()))
    return found


def context() -> list[str]:
    """The files that .dockerignore lets through, relative to the root."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    ignored = [rule for rule in rules if not rule.startswith("!") and rule != "*"]
    assert rules[0] == "*"
    kept = [path for rule in rules if rule.startswith("!") for path in _files(ROOT / rule[1:])]
    names = [path.relative_to(ROOT).as_posix() for path in kept]
    return [name for name in names if not any(_pattern(rule).match(name) for rule in ignored)]


def _files(path: Path) -> list[Path]:
    return sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def _pattern(rule: str) -> re.Pattern[str]:
    """`**/x`: at any depth; a folder's rule is one for all that is in it."""
    parts = {"**/": "(.*/)?", "*": "[^/]*", ".": r"\."}
    text = re.sub(r"\*\*/|\*|\.", lambda found: parts[found[0]], rule)
    return re.compile(f"{text}(/.*)?$")
