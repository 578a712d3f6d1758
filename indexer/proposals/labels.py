"""What a title or an abstract mentions: concepts by their labels. Proposals, never facts.

A word alone may be too general to say what a text is about: *pension*, *insurance* or *subsidy* name what several
programmes are, and coverage, governance or graduation stand in titles of every field. Such a word needs a second cue:
another label of a programme or a topic. Where a longer label says which pension is meant, the word is that one's; and
a theme is not mentioned by a part of a programme's name: *health insurance* is not about health.

The name of the whole field proposes nothing, as nearly every record has it, but it is a cue.
"""

from collections.abc import Iterator, Sequence

from indexer.proposals.context import Context
from indexer.proposals.proposal import Proposal
from search.authorities import Label, Mention, Taxonomy, subject_labels
from search.records import INTERFACE_LANGUAGES, SUBJECTS
from search.text import UNKNOWN, fold

GENERAL = ("topic",)  # schemes all of whose single words need a second cue
SPECIAL = ("population",)  # schemes of which none does: *children* says it of all of them
THEMES = (
    "cross_cutting",
)  # schemes in which a word may be a theme of its own: *poverty*, of which child poverty is a part
CUES = ("programme", "topic")  # schemes whose labels say that a text is about social protection
WHOLE_FIELD = "social-protection"
SHORTEST = 4  # letters of a word alone
SEVERAL = 2  # concepts that a word is the head of, and it is too general for one of them
QUALIFYING = frozenset("family famille familia student étudiant estudiante estudante escolar".split())  # what they
# stand before is not about these people: *Bolsa Família*, *family court*, *student achievement*; in the plural it is
OPEN = frozenset("of de".split())  # last words of labels that mean something before a programme alone: *effects of*
NEAR = 2  # words from such a label to the programme: *effects of the German social pension*
DENIED = frozenset("non not without no sans sin sem sin não nao غير بدون".split())


class LabelProposer:
    """Concepts by their labels."""

    fields = SUBJECTS

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._labels = subject_labels(taxonomy)

    def propose(self, text: str, language: str) -> Iterator[Proposal]:
        """Of every label in the text; one whose language is not known is read in each of ours."""
        context = Context.of(text)
        words = context.words
        languages = INTERFACE_LANGUAGES if language == UNKNOWN else (language,)
        found = self._labels.mentions(words, languages, context.ends)
        mentions = [one for one in found if fold(words[one.end - 1]) not in OPEN or _followed(one, found)]
        seen: set[tuple[str, str]] = set()
        for mention in context.meant(mentions):
            label, run = mention.label, " ".join((*words[mention.start : mention.end], *mention.tail))
            yield from _meant(mention, run)
            if label and (label.scheme, label.concept) not in seen and self._counts(mention, context, mentions):
                seen.add((label.scheme, label.concept))
                yield Proposal(label.scheme, label.concept, "label match", run)

    def _counts(self, mention: Mention, context: Context, mentions: Sequence[Mention]) -> bool:
        label, words = mention.label, context.words
        if not label or label.concept == WHOLE_FIELD or _denied(mention, words):
            return False
        if label.acronym or label.words > 1:
            return True
        if len(words[mention.start]) < SHORTEST:
            return False
        if label.scheme in SPECIAL:
            return len(words) == 1 or fold(words[mention.start]) not in QUALIFYING
        wider = ("programme",) if label.scheme == "programme" else CUES  # pension reform is about pensions
        if any(one.label and one.label.scheme in wider and _within(mention, one) for one in mentions if one != mention):
            return False
        heads = self._heads(label, words[mention.start])
        if label.scheme in GENERAL and context.is_figure(mention):
            return False
        if label.scheme in GENERAL or len(heads) >= SEVERAL:
            return context.is_clause(mention) or self._second_cue(mention, heads, mentions)
        return True

    def _heads(self, label: Label, word: str) -> set[str]:
        """The other concepts of its scheme whose labels say with a word what they are; of themes, no narrower ones."""
        found = (pair for language in INTERFACE_LANGUAGES for pair in self._labels.heads(word, language))
        heads = {concept for scheme, concept in found if scheme == label.scheme}
        below = self._taxonomy.descendants(label.scheme, label.concept) if label.scheme in THEMES else ()
        return heads.difference(below, (label.concept,))

    def _second_cue(self, mention: Mention, heads: set[str], mentions: Sequence[Mention]) -> bool:
        others = [one for one in mentions if one.scheme in CUES and not _within(one, mention)]
        if any(one.label and one.label.concept in heads for one in others):
            return False
        return any(one.label is None or one.label.acronym or one.label.words > 1 for one in others)


def _meant(mention: Mention, run: str) -> Iterator[Proposal]:
    """What words mean in some countries, where they mean several things elsewhere."""
    for concept in dict.fromkeys(mention.meant.values()):
        countries = tuple(iso3 for iso3, one in mention.meant.items() if one == concept)
        yield Proposal(mention.scheme, concept, "label match", run, countries=countries)


def _within(one: Mention, other: Mention) -> bool:
    return other.start <= one.start and one.end <= other.end


def _followed(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a label of a programme comes next."""
    return any(one.scheme == "programme" and mention.end <= one.start <= mention.end + NEAR for one in mentions)


def _denied(mention: Mention, words: Sequence[str]) -> bool:
    """*non-contributory*, *without insurance*."""
    return mention.start > 0 and fold(words[mention.start - 1]) in DENIED
