"""YAML: a list of mappings, under a key of its own or not, or a document a record; the row number is a line.

An item that cannot be read costs itself alone: the text is cut where items and documents begin.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from indexer.readers.format import Format, Head, Rows
from indexer.readers.nested import unfolded
from indexer.readers.text import LONGEST_LINE, Data, lines_of
from indexer.rows import Refusal, Removal, SourceRow
from search.errors import SourceError
from search.sentences import Sentence

DOCUMENT = re.compile(r"---(?:\s|$)")
ITEM = re.compile(r"-(?:\s|$)")
SAYS = re.compile(r"\s*[^\s#%]")  # a line that is no comment and no directive
KEPT = 2000  # characters of an item that cannot be read, in the quarantine
ENDLESS = "The item on line %(line)s of %(file)s is longer than %(limit)s characters: write it as JSON Lines."
BROKEN = "The item is no YAML (line %(line)s: %(reason)s)."
CHECK = Sentence("Check its indentation, and put values with a colon in quotation marks.")
NO_MAPPING = Sentence("The item has no keys: a record is written as “title: ...”, a field a line.")
WRITE = Sentence("Write it with our field names.")
NO_ITEM = "%(file)s holds no record: write a list, each item of it as “- title: ...”."


def _recognises(head: Head) -> bool:
    text = head.text or ""
    named = head.suffix in YAML.suffixes and not text.startswith(("{", "<"))
    return named or re.match(r"---[ \t]*\n|- \w[\w ]*:\s", text) is not None


def _read(name: str, data: Data) -> Rows:
    """Raises SourceError where there is nothing in it."""
    text, found = lines_of(name, data, newline=None), False
    for line, piece in _pieces(name, text):
        if re.sub(r"(?m)^\s*(?:#.*|%.*|---|\.\.\.)?\s*$", "", piece).strip():
            found = True
            yield from _rows(name, line, piece)
    if not found:
        raise SourceError(NO_ITEM, file=name)


def _pieces(name: str, lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """(first line, text) of every item and document. Raises SourceError for one without an end in sight."""
    first, piece, size = 1, list[str](), 0
    listed: bool | None = None  # whether the document is a list; items of a list within it may stand at the margin, too
    for number, line in enumerate(lines, start=1):
        if (begins := DOCUMENT.match(line) is not None) or (listed and ITEM.match(line)):
            yield first, "".join(piece)
            first, piece, size = number, [], 0
        listed = None if begins else bool(ITEM.match(line)) if listed is None and SAYS.match(line) else listed
        piece.append(line)
        size += len(line)
        if size > LONGEST_LINE:
            raise SourceError(ENDLESS, file=name, line=str(first), limit=LONGEST_LINE)
    yield first, "".join(piece)


def _rows(name: str, line: int, piece: str) -> Rows:
    import yaml

    try:
        for begun, value in _values(piece):
            yield _row(name, line + begun, value, piece)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = line + (mark.line if mark else 0)
        said = Sentence(BROKEN, line=str(at), reason=getattr(error, "problem", None) or str(error))
        yield Refusal(said, name, line, CHECK, {"": piece[:KEPT]})


def _values(piece: str) -> Iterator[tuple[int, Any]]:
    """What the piece holds, each with the lines above it: an item, a document, or the items of the list in it."""
    loader = _loader()(piece)
    try:
        while loader.check_node():
            node = loader.get_node()
            for one in _items(node):
                yield one.start_mark.line, loader.construct_document(one)
    finally:
        loader.dispose()


def _items(node: Any) -> list[Any]:
    """The items of a list, also of the only one in a mapping that is no record itself."""
    if node.id == "sequence":
        return list(node.value)
    if node.id == "mapping" and "title" not in {key.value for key, _ in node.value}:
        lists = [value for _, value in node.value if value.id == "sequence" and value.value]
        records = [one for one in lists if all(item.id == "mapping" for item in one.value)]
        if len(records) == 1:
            return list(records[0].value)
    return [node]


@cache
def _loader() -> Any:
    """Numbers and dates stay as they are written, and NO is Norway; only nothing is nothing, and true is true."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Of values as text; without anchors, of which a few lines make gigabytes."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            """Raises ComposerError for an alias."""
            if self.check_event(yaml.AliasEvent):
                reason = "aliases (*name) are not read"
                raise yaml.composer.ComposerError(None, None, reason, self.peek_event().start_mark)  # type: ignore[no-untyped-call]
            return super().compose_node(parent, index)

    Loader.yaml_implicit_resolvers = {}
    Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE)$"), ["t", "T"])
    return Loader


def _row(name: str, line: int, value: Any, piece: str) -> SourceRow | Removal | Refusal:
    if not isinstance(value, dict):
        return Refusal(NO_MAPPING, name, line, WRITE, {"": piece[:KEPT]})
    columns = {str(key): part for key, part in value.items()}
    if columns.get("removed") is True and columns.get("id"):
        return Removal(str(columns["id"]), name, line, str(columns.get("source") or ""))
    return SourceRow(unfolded(columns), name, line)


YAML = Format("YAML", (".yaml", ".yml"), _recognises, _read)
