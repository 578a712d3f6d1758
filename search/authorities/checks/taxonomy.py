"""What is wrong with a taxonomy.yaml, each finding with its line; the issues are those of qSKOS that fit one file."""

import re
from collections.abc import Iterator

from yaml.nodes import Node

from search.authorities.checks.finding import Entry, Finding, text_of
from search.authorities.checks.labels import check_labels, check_overlaps
from search.authorities.checks.yaml_traps import check_traps
from search.authorities.concepts import AMBIGUITY_KEYS, CONCEPT_KEYS, FILE_KEYS, SCHEME_KEYS
from search.authorities.taxonomy import Taxonomy
from search.errors import ConfigurationError
from search.records import SUBJECTS
from search.strict_yaml import compose, defects, entries, items, line_of
from search.text import fold

DATED = ("region", "country_group")  # schemes whose membership changes, so that it needs a source and a date
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def check(text: str, name: str = "taxonomy.yaml") -> list[Finding]:
    """Everything found, by line; never raises for what the file holds. Whatever `Taxonomy` refuses is an error here."""
    try:
        root = compose(text, name)
    except ConfigurationError as error:
        return [_refusal(error)]
    found = [Finding(line, "error", kind, what) for line, what, kind in defects(root)]
    if not any(finding.kind == "alias" for finding in found):  # a circle of aliases could be walked for ever
        found += {*_file(root), *check_traps(root)}
    if not any(finding.severity == "error" for finding in found):
        try:
            Taxonomy.parse(text, name)
        except ConfigurationError as error:
            found.append(_refusal(error))
    return sorted(found, key=lambda finding: (finding.line, finding.message))


def _refusal(error: ConfigurationError) -> Finding:
    line = re.search(r"line (\d+)", str(error))
    return Finding(int(line[1]) if line else 1, "error", "yaml", str(error))


def _file(root: Node) -> Iterator[Finding]:
    yield from _unknown(root, FILE_KEYS, "the file")
    schemes = entries(entries(root)["schemes"][1]) if "schemes" in entries(root) else {}
    if not schemes:
        yield Finding(line_of(root), "error", "yaml", "there are no schemes: write `schemes:` with concepts in each")
    asked = entries(root).get("ambiguous", (None, None))[1]
    labels = {fold(text_of(entries(entry).get("label"))) for entry in items(asked)}
    known: set[str] = set()
    for key, (_, scheme) in schemes.items():
        concepts = _concepts(key, scheme)
        known.update(concepts)
        yield from _unknown(scheme, SCHEME_KEYS, f"scheme {key}")
        yield from _scheme(concepts)
        yield from check_overlaps(concepts, labels)
    yield from _ambiguous(asked, known)


def _concepts(scheme: str, node: Node) -> dict[str, Entry]:
    found = entries(entries(node)["concepts"][1]) if "concepts" in entries(node) else {}
    return {key: Entry(scheme, key, line_of(at), content) for key, (at, content) in found.items()}


def _scheme(concepts: dict[str, Entry]) -> Iterator[Finding]:
    parents = {key: [text for _, text in entry.names("broader")] for key, entry in concepts.items()}
    for entry in concepts.values():
        yield from _unknown(entry.node, CONCEPT_KEYS, entry.where)
        yield from _identity(entry)
        yield from check_labels(entry)
        yield from _relations(entry, concepts)
        yield from _hierarchy(entry, parents)
        yield from _retired(entry, concepts)
        yield from _membership(entry)


def _identity(entry: Entry) -> Iterator[Finding]:
    if entry.id == "none" or not _ID.fullmatch(entry.id):
        message = "the id stands in addresses: use small letters, digits and hyphens (and not the word none)"
        yield entry.finding("error", "id", message)
    if entry.scheme in SUBJECTS and not entry.has("definition") and not entry.has("replacedBy"):
        yield entry.finding("warning", "undocumented", "has no definition")
    if entry.scheme == "indicator" and not entry.has("unit"):
        yield entry.finding("error", "unit", "has no unit")


def _relations(entry: Entry, concepts: dict[str, Entry]) -> Iterator[Finding]:
    for kind in ("broader", "related", "replacedBy"):
        for line, other in entry.names(kind):
            if other not in concepts:
                message = f"{kind} names {other}, which is no concept of {entry.scheme}"
                yield entry.finding("error", "orphan", message, line)
            elif kind != "replacedBy" and concepts[other].has("replacedBy"):
                yield entry.finding("error", "retired", f"{kind} names {other}, which was replaced", line)
    for line, other in entry.names("related"):
        if other in concepts and entry.id not in (text for _, text in concepts[other].names("related")):
            yield entry.finding("warning", "one-sided", f"is related to {other}, but {other} not back", line)


def _hierarchy(entry: Entry, parents: dict[str, list[str]]) -> Iterator[Finding]:
    direct = parents[entry.id]
    if entry.id in _above(entry.id, parents):
        line = next(iter(entry.names("broader")))[0]
        yield entry.finding("error", "cycle", "is broader than itself: remove one `broader` of the circle", line)
        return
    for line, parent in entry.names("broader"):
        if direct.count(parent) > 1 or any(parent in _above(other, parents) for other in direct):
            yield entry.finding("warning", "redundant", f"broader {parent} follows from another broader", line)


def _above(identifier: str, parents: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(parents.get(identifier, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parents.get(one, ())
    return found


def _retired(entry: Entry, concepts: dict[str, Entry]) -> Iterator[Finding]:
    successors = {key: [text for _, text in concept.names("replacedBy")] for key, concept in concepts.items()}
    if entry.id in _above(entry.id, successors):
        line = entry.names("replacedBy")[0][0]
        yield entry.finding("error", "cycle", "is replaced by itself: end the circle of `replacedBy`", line)
    if text_of(entry.parts.get("deprecated")) == "true" and not entry.has("replacedBy"):
        yield entry.finding("warning", "deprecated", "is deprecated without replacedBy: old addresses lead nowhere")


def _membership(entry: Entry) -> Iterator[Finding]:
    seen: set[str] = set()
    for line, member in entry.names("members"):
        if not re.fullmatch("[A-Z]{3}", member):
            message = f"“{member}” is no ISO 3166 code of three capitals, such as KEN"
            yield entry.finding("error", "member", message, line)
        elif member in seen:
            yield entry.finding("error", "member", f"{member} is listed twice", line)
        seen.add(member)
    if entry.scheme in DATED:
        if not entry.has("source"):
            yield entry.finding("error", "undated", "has no source: say who decides on the membership")
        if not _DATE.fullmatch(text_of(entry.parts.get("date"))):
            yield entry.finding("error", "undated", 'has no date of its membership: write date: "2026-01-04"')


def _ambiguous(asked: Node | None, known: set[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for node in items(asked):
        parts, label = entries(node), text_of(entries(node).get("label"))
        entry = Entry("ambiguous", label or "(no label)", line_of(node), node)
        yield from _unknown(node, AMBIGUITY_KEYS, entry.where)
        if not (label and text_of(parts.get("question")) and entry.names("means")):
            yield entry.finding("error", "ambiguous", "needs a label, a question and what it means")
        if fold(label) in seen:
            yield entry.finding("error", "ambiguous", "stands twice: put its meanings into one entry")
        seen.add(fold(label))
        for line, means in entry.names("means"):
            if "-" in means and _ID.fullmatch(means) and means not in known:
                yield entry.finding("warning", "ambiguous", f"means {means}, which is no concept", line)


def _unknown(node: Node, known: set[str], where: str) -> Iterator[Finding]:
    for key, (at, _) in entries(node).items():
        if key not in known:
            message = f"{where} has the unknown key {key}: use one of {', '.join(sorted(known))}"
            yield Finding(line_of(at), "error", "unknown key", message)
