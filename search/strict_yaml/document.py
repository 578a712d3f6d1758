"""YAML by type: a file becomes the structure that its reader wants, or each fault of it is a sentence with its line."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from search.errors import ConfigurationError
from search.sentences import Sentence
from search.strict_yaml.nodes import Lines, compose, defects, value_of
from search.strict_yaml.typed import UNKNOWN_KEY, Where, complaint, pieces

T = TypeVar("T")

CANNOT_BE_READ = "%(file)s cannot be read (%(reason)s): restore it."
WRONG = "%(file)s, line %(line)s: %(fault)s."
SAID = "%(what)s %(problem)s"


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file; `where`: the keys (and places in lists, from 0) from the top down to it."""

    where: Where
    problem: Sentence

    @property
    def kind(self) -> str:
        """`unknown key`, or another fault of the YAML."""
        return "unknown key" if self.problem.template == UNKNOWN_KEY else "yaml"

    @property
    def sentence(self) -> Sentence:
        """What it is about, by its last two keys, and what is wrong: no full stop, and no line."""
        what = "/".join([step for step in self.where if isinstance(step, str)][-2:])
        return Sentence(SAID, what=what or Sentence("the file"), problem=self.problem)


class Document:
    """A file that is YAML, and has no `defects`."""

    def __init__(self, text: str, name: str) -> None:
        """Raises ConfigurationError with file and line."""
        self.name = name
        self.root = compose(text, name)
        self.lines = Lines(self.root)
        for line, what, _ in defects(self.root):
            raise ConfigurationError(WRONG, file=name, line=str(line), fault=what)

    def read_as(self, kind: type[T]) -> T:
        """The content as that type. Raises ConfigurationError with file and line for the first fault."""
        content = value_of(self.root)
        try:
            return msgspec.convert(content, kind)
        except msgspec.ValidationError as error:
            fault = Fault(*complaint(kind, content, error))
            raise self.error(fault.where, fault.sentence) from error

    def error(self, where: Where, fault: Sentence) -> ConfigurationError:
        """The error that names file and line."""
        return ConfigurationError(WRONG, file=self.name, line=str(self.lines.at(where)), fault=fault)


def load_as(kind: type[T], source: Path | str, name: str = "") -> T:
    """A file, or the text of one, as that type. Raises ConfigurationError with file and line."""
    if isinstance(source, Path):
        return load_as(kind, text_of(source), name or source.name)
    return Document(source, name).read_as(kind)


def text_of(path: Path) -> str:
    """Raises ConfigurationError for what is not there, or no text."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(CANNOT_BE_READ, file=path.name, reason=error) from error


def read_leniently(kind: type[T], content: dict[str, Any]) -> tuple[T | None, list[Fault]]:
    """The content without whatever is faulty in it, and the faults; None where nothing can be made of the rest."""
    with suppress(msgspec.ValidationError):
        return msgspec.convert(content, kind), []
    faults: dict[Where, Fault] = {}
    for piece in pieces(kind, content):  # one by one: a fault is found by trying, and each entry may have one
        if not _mended(kind, piece, faults):
            return None, list(faults.values())
    for where in faults:
        _removed(content, where)
    return (msgspec.convert(content, kind) if _mended(kind, content, faults) else None), list(faults.values())


def _mended(kind: type, content: dict[str, Any], faults: dict[Where, Fault]) -> bool:
    """Whether the content can be read once all its faults, which are noted, are removed."""
    while True:
        try:
            msgspec.convert(content, kind)
            return True
        except msgspec.ValidationError as error:
            fault = Fault(*complaint(kind, content, error))
            faults.setdefault(fault.where, fault)
            if not _removed(content, fault.where):
                return False


def _removed(content: Any, where: Where) -> bool:
    """Whether the last key of the way (a whole list, not one thing in it: the others keep their lines) is gone."""
    keys = list(where)
    while keys and isinstance(keys[-1], int):
        keys.pop()
    for step in keys[:-1]:
        content = content[step] if isinstance(step, int) else content.get(step, {})
    return bool(keys) and isinstance(content, dict) and content.pop(keys[-1], keys) is not keys
