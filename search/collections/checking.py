"""What is wrong with a file of a collection, each finding with its line; with an index, what its records lack, too."""

import re
from collections.abc import Iterator
from pathlib import Path

from search.authorities import Vocabulary
from search.authorities.checks import Finding
from search.collections.asking import clashes, reading_of
from search.collections.collection import ID, NO_NAME, Collection
from search.collections.file import CollectionFile
from search.collections.searches import check_pins, check_searches
from search.errors import ConfigurationError
from search.index import Snapshot
from search.records import FACETS, INTERFACE_LANGUAGES
from search.sentences import Choice, Sentence
from search.strict_yaml import Lines, Where, compose, defects, read_leniently, text_of, value_of
from search.text import unknown_name

MISSING = "%(what)s is not there in %(languages)s: translate it"
NO_LANGUAGE = "%(what)s has the language %(language)s; pages show %(shown)s"
CLASH = (
    "the section and the collection both choose values of %(facet)s, and a section can choose one of them alone: "
    "make a section of each"
)
Flaw = tuple[Where, str, str, Sentence]  # where, severity, kind, what


def check_collection(path: Path, vocabulary: Vocabulary, snapshot: Snapshot | None = None) -> list[Finding]:
    """Everything found, by line. Raises ConfigurationError for a file that cannot be read at all."""
    text = text_of(path)
    if not ID.fullmatch(path.stem):
        return [Finding(1, "error", "name", str(Sentence(NO_NAME, file=path.name)).rstrip("."))]
    try:
        root = compose(text, path.name)
    except ConfigurationError as error:
        line = re.search(r"line (\d+)", str(error))
        return [Finding(int(line[1]) if line else 1, "error", "yaml", str(error))]
    if wrong := defects(root):
        return [Finding(line, "error", kind, str(what)) for line, what, kind in wrong]
    content, lines = value_of(root), Lines(root)
    if not isinstance(content, dict):
        return [Finding(1, "error", "yaml", "the file must hold `title:`, `introduction:` and a `search:` or `pins:`")]
    flaws = list(_content(path.stem, content, vocabulary, snapshot))
    found = {Finding(lines.at(where), severity, kind, str(what)) for where, severity, kind, what in flaws}
    return sorted(found, key=lambda finding: (finding.line, finding.message))


def _content(
    identifier: str, content: dict[str, object], vocabulary: Vocabulary, snapshot: Snapshot | None
) -> Iterator[Flaw]:
    file, faults = read_leniently(CollectionFile, content)
    for fault in faults:
        yield fault.where, "error", fault.kind, fault.sentence
    if file is None:
        return
    yield from _languages(file)
    yield from _facets(file, vocabulary)
    collection = Collection(identifier, file)
    yield from _clashes(collection, vocabulary)
    yield from check_searches(collection, vocabulary, snapshot)
    if snapshot:
        yield from check_pins(file, snapshot)


def _languages(file: CollectionFile) -> Iterator[Flaw]:
    texts: list[tuple[Where, dict[str, str]]] = [(("title",), file.title), (("introduction",), file.introduction)]
    texts += [(("sections", place, "title"), one.title) for place, one in enumerate(file.sections)]
    texts += [(("table", place, "title"), one.title) for place, one in enumerate(file.table)]
    for where, of in texts:
        what = "/".join(str(step + 1) if isinstance(step, int) else step for step in where)
        if missing := [language for language in INTERFACE_LANGUAGES if language not in of]:
            yield where, "error", "missing language", Sentence(MISSING, what=what, languages=", ".join(missing))
        for language in of:
            if language not in INTERFACE_LANGUAGES:
                told = Sentence(NO_LANGUAGE, what=what, language=language, shown=Choice(INTERFACE_LANGUAGES))
                yield (*where, language), "error", "language", told


def _facets(file: CollectionFile, vocabulary: Vocabulary) -> Iterator[Flaw]:
    closed = [facet.name for facet in FACETS if facet.closed]
    for key in ("rows", "columns") if file.matrix else ():
        facet = getattr(file.matrix, key)
        if facet not in closed:
            yield ("matrix", key), "error", "facet", unknown_name("facet", facet, closed)
    if file.matrix and file.matrix.columns in closed:
        for place, value in enumerate(file.matrix.only):
            if problem := vocabulary.problem_with(file.matrix.columns, value):
                yield ("matrix", "only", place), "error", "value", problem


def _clashes(collection: Collection, vocabulary: Vocabulary) -> Iterator[Flaw]:
    whole = collection.asked(vocabulary)
    for place, section in enumerate(collection.file.sections):
        inner = reading_of(section.search, vocabulary).query
        for facet in clashes(whole, inner) if whole else ():
            yield ("sections", place, "search"), "error", "section", Sentence(CLASH, facet=facet)
