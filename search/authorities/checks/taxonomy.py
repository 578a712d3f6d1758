"""What is wrong with a taxonomy.yaml, each finding with its line; the issues are those of qSKOS that fit one file."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from search.authorities.checks.collisions import check_collisions
from search.authorities.checks.finding import ABOUT, Finding, Flaw, flaw
from search.authorities.checks.labels import check_labels, check_overlaps, missing_labels
from search.authorities.checks.relations import check_relations, fatal_relations
from search.authorities.checks.wordings import shared_wordings, unusable_wordings
from search.authorities.checks.yaml_traps import check_traps
from search.authorities.concepts import Ambiguity, Concept, ConceptScheme, Lists, TaxonomyFile, scheme_of
from search.errors import ConfigurationError
from search.records import SUBJECTS
from search.sentences import Sentence
from search.strict_yaml import Lines, compose, defects, read_leniently, value_of
from search.text import fold

DATED = ("region", "country_group")  # schemes whose membership changes, so that it needs a source and a date
NO_ID = "the id stands in addresses: use small letters, digits and hyphens (and not the word none)"
UNREADABLE = ("alias", "key", "tag")  # defects after which a content cannot be told
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def check(text: str, name: str = "taxonomy.yaml") -> list[Finding]:
    """Everything found, by line; never raises for what the file holds. Whatever `Taxonomy` refuses is an error here."""
    try:
        root = compose(text, name)
    except ConfigurationError as error:
        line = re.search(r"line (\d+)", str(error))
        return [Finding(int(line[1]) if line else 1, "error", "yaml", str(error))]
    found = {Finding(line, "error", kind, str(what)) for line, what, kind in defects(root)}
    if not any(finding.kind in UNREADABLE for finding in found):
        flaws, lines = _content(value_of(root)), Lines(root)
        found |= {Finding(lines.at(f.where), f.severity, f.kind, str(f.problem)) for f in flaws}
        found |= set(check_traps(root))
    return sorted(found, key=lambda finding: (finding.line, finding.message))


def _content(content: dict[str, object]) -> Iterator[Flaw]:
    file, faults = read_leniently(TaxonomyFile, content)
    for fault in faults:
        kind = "ambiguous" if fault.where[:1] == ("ambiguous",) and fault.kind == "yaml" else fault.kind
        yield Flaw(fault.where, kind, fault.sentence)
    yield from check_file(file) if file else ()


def check_file(file: TaxonomyFile) -> Iterator[Flaw]:
    """What is wrong with a file that is of the right type."""
    asked = {fold(ambiguity.label) for ambiguity in file.ambiguous}
    if not file.schemes:
        yield Flaw(("schemes",), "yaml", Sentence("there are no schemes: write `schemes:` with concepts in each"))
    schemes = [scheme_of(key, scheme) for key, scheme in file.schemes.items()]
    for scheme in schemes:
        yield from check_relations(scheme)
        for concept in scheme.concepts.values():
            yield from _identity(concept)
            yield from check_labels(concept)
            yield from _membership(concept)
        yield from check_overlaps(scheme, asked)
        yield from unusable_wordings(scheme, file.words)
    yield from check_collisions(schemes, asked)
    yield from shared_wordings(schemes)
    yield from _ambiguous(file.ambiguous, {key for scheme in schemes for key in scheme.concepts})


def fatal(scheme: ConceptScheme, words: Mapping[str, Lists]) -> Iterator[Flaw]:
    """The flaws of which no taxonomy can be made. words: those that wordings share."""
    for concept in scheme.concepts.values():
        yield from (one for one in missing_labels(concept) if one.fatal)
    yield from fatal_relations(scheme)
    yield from unusable_wordings(scheme, words)


def _identity(concept: Concept) -> Iterator[Flaw]:
    if concept.id == "none" or not _ID.fullmatch(concept.id):
        yield flaw(concept, "id", NO_ID)
    if concept.scheme in SUBJECTS and not concept.definition and not concept.replaced_by:
        yield flaw(concept, "undocumented", "has no definition", warns=True)
    if concept.scheme == "indicator" and not concept.unit:
        yield flaw(concept, "unit", "has no unit")


def _membership(concept: Concept) -> Iterator[Flaw]:
    seen: set[str] = set()
    for place, member in enumerate(concept.members):
        if not re.fullmatch("[A-Z]{3}", member):
            problem = "“%(member)s” is no ISO 3166 code of three capitals, such as KEN"
            yield flaw(concept, "member", problem, "members", place, member=member)
        elif member in seen:
            yield flaw(concept, "member", "%(member)s is listed twice", "members", place, member=member)
        seen.add(member)
    if concept.scheme in DATED:
        if not concept.source:
            yield flaw(concept, "undated", "has no source: say who decides on the membership")
        if not _DATE.fullmatch(concept.date or ""):
            yield flaw(concept, "undated", 'has no date of its membership: write date: "2026-01-04"')


def _ambiguous(asked: Sequence[Ambiguity], known: Set[str]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for place, ambiguity in enumerate(asked):
        about = f"ambiguous/{ambiguity.label}"
        if fold(ambiguity.label) in seen:
            problem = Sentence(ABOUT, what=about, problem="stands twice: put its meanings into one entry")
            yield Flaw(("ambiguous", place), "ambiguous", problem)
        seen.add(fold(ambiguity.label))
        for iso3, means in ambiguity.means_in.items():
            if means not in known:
                yield Flaw(("ambiguous", place, "meansIn", iso3), "ambiguous", _no_concept(about, means))
        for number, means in enumerate(ambiguity.means):
            if "-" in means and _ID.fullmatch(means) and means not in known:
                yield Flaw(("ambiguous", place, "means", number), "ambiguous", _no_concept(about, means), "warning")


def _no_concept(about: str, means: str) -> Sentence:
    return Sentence(ABOUT, what=about, problem=Sentence("means %(id)s, which is no concept", id=means))
