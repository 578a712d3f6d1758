"""What a title or an abstract mentions: concepts by their labels. Proposals, never facts.

A word alone may be too general to say what a text is about: *pension*, *insurance* or *subsidy* name what several
programmes are, and coverage, governance or graduation stand in titles of every field. Such a word needs a second cue:
another label of a programme or a topic. Where a longer label says which pension is meant, the word is that one's; and
a theme is not mentioned by a part of a programme's name: *health insurance* is not about health.

The name of the whole field proposes nothing, as nearly every record has it, but it is a cue.
"""

from collections.abc import Iterator, Sequence, Set

from indexer.proposals.context import Context
from indexer.proposals.cues import CUES, Cues
from indexer.proposals.denied import denied
from indexer.proposals.passing import in_figures, in_passing
from indexer.proposals.proposal import Proposal
from search.authorities import Label, Mention, Taxonomy, subject_labels
from search.records import INTERFACE_LANGUAGES, SUBJECTS
from search.text import UNKNOWN, bare, clauses_of, fold

GENERAL = ("topic",)  # schemes all of whose single words need a second cue
SPECIAL = ("population",)  # schemes of which none does: *children* says it of all of them
THEMES = (
    "cross_cutting",
)  # schemes in which a word may be a theme of its own: *poverty*, of which child poverty is a part
WHOLE_FIELD = "social-protection"
SHORTEST = 4  # letters of a word alone
SEVERAL = 2  # concepts that a word is the head of, and it is too general for one of them
QUALIFYING = frozenset("family famille familia student étudiant estudiante estudante escolar".split())  # what they
# stand before is not about these people: *Bolsa Família*, *family court*, *student achievement*; in the plural it is
OPEN = frozenset("of de".split())  # last words of labels that mean something before a programme alone: *effects of*
NEAR = 2  # words from such a label to the programme: *effects of the German social pension*


class LabelProposer:
    """Concepts by their labels."""

    fields = SUBJECTS

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._labels = subject_labels(taxonomy)

    def propose(self, text: str, language: str) -> Iterator[Proposal]:
        """Of every label in the text; one whose language is not known is read in each of ours."""
        context, clauses = Context.of(text), clauses_of(bare(text))
        words = context.words
        languages = INTERFACE_LANGUAGES if language == UNKNOWN else (language,)
        found = self._labels.mentions(words, languages, clauses, context.ends)
        mentions = [one for one in found if fold(words[one.end - 1]) not in OPEN or _followed(one, found)]
        meant = [one for one in context.meant(mentions) if not denied(one, words, clauses)]
        cues = Cues(mentions)
        counted = [self._counts(one, context, cues) for one in meant]
        passing = in_passing(meant, words, in_figures(text))
        told = list(zip(meant, counted, passing, strict=True))
        sure = {_key(one.label) for one, counts, weak in told if one.label and counts and not weak}
        seen: set[tuple[str, str]] = set()
        for mention, counts, weak in told:
            label, run = mention.label, " ".join((*words[mention.start : mention.end], *mention.tail))
            yield from _meant(mention, run)
            if not label or not counts or _key(label) in seen:
                continue
            if not weak or self._alone(label, sure):
                seen.add(_key(label))
                weak, worded = weak and _key(label) not in sure, mention.wording is not None
                yield Proposal(*_key(label), "label match", run, weak=weak, worded=worded)

    def _alone(self, label: Label, sure: Set[tuple[str, str]]) -> bool:
        """Whether nothing but this concept and wider ones of its scheme is sure."""
        own = self._taxonomy.closure(label.scheme, (label.concept,))
        return all(concept in own for scheme, concept in sure if scheme == label.scheme)

    def _counts(self, mention: Mention, context: Context, cues: Cues) -> bool:
        label, words = mention.label, context.words
        if not label or label.concept == WHOLE_FIELD or mention.used:
            return False
        if label.acronym or label.words > 1:
            return True
        if len(words[mention.start]) < SHORTEST:
            return False
        if label.scheme in SPECIAL:
            return len(words) == 1 or fold(words[mention.start]) not in QUALIFYING
        wider = ("programme",) if label.scheme == "programme" else CUES  # pension reform is about pensions
        if any(one.label and one.scheme in wider and one != mention for one in cues.around(mention)):
            return False
        heads = self._heads(label, words[mention.start])
        if label.scheme in GENERAL and context.is_figure(mention):
            return False
        if label.scheme in GENERAL or len(heads) >= SEVERAL:
            return context.is_clause(mention) or cues.second(mention, heads)
        return True

    def _heads(self, label: Label, word: str) -> set[str]:
        """The other concepts of its scheme whose labels say with a word what they are; of themes, no narrower ones."""
        found = (pair for language in INTERFACE_LANGUAGES for pair in self._labels.heads(word, language))
        heads = {concept for scheme, concept in found if scheme == label.scheme}
        below = self._taxonomy.descendants(label.scheme, label.concept) if label.scheme in THEMES else ()
        return heads.difference(below, (label.concept,))


def _key(label: Label) -> tuple[str, str]:
    return label.scheme, label.concept


def _meant(mention: Mention, run: str) -> Iterator[Proposal]:
    """What words mean in some countries, where they mean several things elsewhere."""
    for concept in dict.fromkeys(mention.meant.values() if not mention.used else ()):
        countries = tuple(iso3 for iso3, one in mention.meant.items() if one == concept)
        yield Proposal(mention.scheme, concept, "label match", run, countries=countries)


def _followed(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a label of a programme comes next."""
    return any(one.scheme == "programme" and mention.end <= one.start <= mention.end + NEAR for one in mentions)
