"""A term of the rows accepted as a label of a concept: written into the taxonomy, once it is sure that it may be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

from indexer.vocabulary.sound import be_sound
from indexer.vocabulary.written import with_label
from search.authorities import Taxonomy, subject_labels
from search.errors import ConfigurationError, QueryError
from search.files import write_atomically
from search.records import SUBJECTS
from search.sentences import Choice, Sentence
from search.text import fold, unknown_name, words_of

LONGEST = 200  # characters of a label
MARK = "\ufeff"  # which some editors write at the beginning
NO_LABEL = "“%(label)s” is no label: write words, at most %(limit)s characters in one line."
NO_LANGUAGE = "“%(language)s” is no language code: write two or three small letters, such as en or fr."
SEVERAL = "%(concept)s is a concept of several schemes: say --scheme %(schemes)s."
NO_CONCEPT = "There is no concept “%(concept)s”%(meant)s: `spindex taxonomy show SCHEME` lists those there are."
MEANT = " (did you mean %(nearest)s?)"
TAKEN = "“%(label)s” means %(other)s (%(id)s) already: remove it there first, if that is wrong."
ASKED = "“%(label)s” means several things and is asked about (%(meanings)s): edit `ambiguous` in %(file)s instead."
ALIKE = (
    "“%(label)s” is “%(other)s” of %(id)s up to inflection: as a label of both, neither would be found in texts any "
    "more. Remove it there first, if that is wrong."
)
KNOWN = "“%(label)s” means %(concept)s already: nothing was changed."
SHADOWS = (
    "Texts that say “%(label)s” were tagged %(id)s until now; as a label of both it will tag neither. `spindex "
    "taxonomy impact` says how many."
)


@dataclass(frozen=True)
class Accepted:
    """What came of it. text: the new one of the file, None where it has the label already."""

    concept: str
    scheme: str
    text: str | None
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A label, the concept (id or label) that it shall mean, and its language; scheme: where the concept is."""

    label: str
    concept: str
    scheme: str = ""
    language: str = "en"


def read_taxonomy(path: Path) -> str:
    """Its text with the line ends that it has. Raises ConfigurationError for what is not there, or no text."""
    try:
        return path.read_bytes().decode().removeprefix(MARK)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8"
        raise ConfigurationError(
            "%(path)s cannot be read (%(reason)s): name a file of ours.", path=path, reason=reason
        ) from error


def accepted(text: str, path: Path, proposal: Proposal) -> Accepted:
    """The taxonomy with the label. Raises ConfigurationError or QueryError where it may not have it."""
    be_sound(text, path)
    taxonomy = Taxonomy.parse(text, path.name)
    label = " ".join(proposal.label.split())
    _check_words(label, proposal.language)
    scheme, concept = _concept(taxonomy, proposal)
    known = taxonomy.labelled(scheme, label)
    if known.concept == concept:
        return Accepted(concept, scheme, None, (Sentence(KNOWN, label=label, concept=concept),))
    if known.how == "ambiguous":
        meanings = Choice(known.candidates or ("several",))
        raise ConfigurationError(ASKED, label=label, meanings=meanings, file=path.name)
    if known.concept:
        raise ConfigurationError(TAKEN, label=label, other=taxonomy.label(scheme, known.concept), id=known.concept)
    notes = tuple(_shadowed(taxonomy, (scheme, concept), label, proposal.language))
    edited = with_label(text, path.name, (scheme, concept), proposal.language, label)
    be_sound(edited, path)
    return Accepted(concept, scheme, edited, notes)


def write_taxonomy(path: Path, text: str) -> None:
    """In one step; where the name is a link, to what it leads to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path.resolve(), text)


def _check_words(label: str, language: str) -> None:
    steering = any(category(one) in ("Cc", "Cs", "Cn", "Co") for one in label)
    if not fold(label) or len(label) > LONGEST or steering:
        raise ConfigurationError(NO_LABEL, label=label[:LONGEST], limit=LONGEST)
    if not re.fullmatch("[a-z]{2,3}", language):
        raise ConfigurationError(NO_LANGUAGE, language=language)


def _concept(taxonomy: Taxonomy, proposal: Proposal) -> tuple[str, str]:
    """(scheme, id) of what is meant by an id or a label."""
    if proposal.scheme and proposal.scheme not in taxonomy.schemes:
        raise QueryError(unknown_name("scheme", proposal.scheme, list(taxonomy.schemes)))
    schemes = [proposal.scheme] if proposal.scheme else list(taxonomy.schemes)
    found = [(one, concept) for one in schemes if (concept := taxonomy.resolve(one, proposal.concept).concept)]
    if len(found) > 1:
        exact = [(one, concept) for one, concept in found if taxonomy.concept(one, proposal.concept)]
        found = exact if len(exact) == 1 else found
    if len(found) > 1:
        raise ConfigurationError(SEVERAL, concept=proposal.concept, schemes=Choice(one for one, _ in found))
    if not found:
        near = [one for scheme in schemes for one in taxonomy.suggest(scheme, proposal.concept, 1)]
        meant = Sentence(MEANT, nearest=Choice(near[:3])) if near else ""
        raise ConfigurationError(NO_CONCEPT, concept=proposal.concept, meant=meant)
    return found[0]


def _shadowed(taxonomy: Taxonomy, target: tuple[str, str], label: str, language: str) -> Iterator[Sentence]:
    """Labels of subjects tag texts by the stems of their words: one of two concepts tags neither."""
    other = subject_labels(taxonomy).get(tuple(words_of(label)), language) if target[0] in SUBJECTS else None
    if other is None or (other.scheme, other.concept) == target:
        return
    if other.scheme == target[0]:
        raise ConfigurationError(ALIKE, label=label, other=other.text, id=other.concept)
    yield Sentence(SHADOWS, label=label, id=other.concept)
