"""ReadAs: how the words of a question were read, as parts that can be said in any language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from search.queries.words import All, Any_, Identifier, Most, Node, Not, Phrase, Prefix, Tagged, Word
from search.sentences import ENGLISH, N_, Voice

Way = Literal["everything", "no word", "identifier", "as typed", "words", "most", "any"]
NameOf = Callable[[str, str], str]  # (facet, value) -> what it is called where this is said

SHOWN = 8  # alternatives that are named
SENTENCES: dict[Way, str] = {
    "everything": N_("everything"),
    "no word": N_("everything: “%(text)s” holds no word"),
    "identifier": N_("the identifier %(text)s"),
    "as typed": "%(parts)s",
    "words": N_("words: %(parts)s"),
    "most": N_("most of these words: %(parts)s"),
    "any": N_("any of these: %(parts)s"),
}


@dataclass(frozen=True)
class ReadAs:
    """way: what was made of the words. parts: the words as they were taken; with `most` some of them were given up.

    also: what is looked for besides, other names of what was typed and its tags.
    """

    way: Way
    parts: tuple[Node, ...] = ()
    also: tuple[Phrase | Tagged, ...] = ()
    text: str = ""

    def __str__(self) -> str:
        also = self.alternatives(ENGLISH)
        return self.said(ENGLISH) + (f"; also {', '.join(also[:SHOWN])}" if also else "")

    def said(self, voice: Voice, name: NameOf | None = None) -> str:
        """The words in a sentence, without what is looked for besides; tags under the name that `name` gives them."""
        parts = ", ".join(dict.fromkeys(_Saying(voice, name).say(part) for part in self.parts))
        template = SENTENCES[self.way]
        return (template if self.way == "as typed" else voice.gettext(template)) % {"text": self.text, "parts": parts}

    def alternatives(self, voice: Voice, name: NameOf | None = None) -> list[str]:
        """What is looked for besides, each once."""
        return list(dict.fromkeys(_Saying(voice, name).say(other) for other in self.also))

    def as_typed(self, q: str) -> bool:
        """Whether this says no more than the words themselves."""
        if self.way == "as typed":
            return self.said(ENGLISH).casefold() == " and ".join(q.split()).casefold()
        return self.way == "everything"


@dataclass(frozen=True)
class _Saying:
    """A tree in words: `cash and transfers and not kenya`."""

    voice: Voice
    name: NameOf | None

    def say(self, node: Node) -> str:
        if isinstance(node, All | Any_):
            joint = self.voice.gettext(N_("and") if isinstance(node, All) else N_("or"))
            return f" {joint} ".join(self._in_brackets(part) for part in node.parts)
        if isinstance(node, Most):
            return ", ".join(self.say(part) for part in node.parts)
        if isinstance(node, Not):
            return f"{self.voice.gettext(N_('not'))} {self._in_brackets(node.part)}"
        if isinstance(node, Identifier):
            return node.value
        if isinstance(node, Tagged):
            label = self.name(node.facet, node.value) if self.name else node.label
            return self.voice.gettext(N_("tagged %(label)s")) % {"label": label}
        return self._leaf(node)

    def _leaf(self, leaf: Word | Phrase | Prefix) -> str:
        if isinstance(leaf, Phrase):
            text = f"“{' '.join(leaf.words)}”"
        else:
            text = f"{leaf.text}…" if isinstance(leaf, Prefix) else leaf.text
        if not leaf.field:
            return text
        return self.voice.gettext(N_("%(words)s in %(field)s")) % {"words": text, "field": leaf.field}

    def _in_brackets(self, node: Node) -> str:
        return f"({self.say(node)})" if isinstance(node, All | Any_) else self.say(node)
