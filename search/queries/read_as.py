"""ReadAs: how the words of a question were read, as parts that can be said in any language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import regex

from search.queries.nodes import (
    All,
    Any_,
    Begun,
    Best,
    Identifier,
    Kept,
    Naming,
    Node,
    Not,
    Pattern,
    Phrase,
    Prefix,
    Rung,
    Tagged,
    Word,
    Years,
)
from search.sentences import ENGLISH, N_, Voice
from search.text import bare, words_of

Way = Literal["everything", "no word", "as typed", "any"]
NameOf = Callable[[str, str], str]  # (facet, value) -> what it is called where this is said

SHOWN = 8  # alternatives that are named
SENTENCES: dict[Way, str] = {
    "everything": N_("everything"),
    "no word": N_("everything: “%(text)s” holds no word"),
    "as typed": "%(parts)s",
    "any": N_("any of these: %(parts)s"),
}
MAY_LACK = N_("%(said)s; %(count)s of these may be missing: %(parts)s")
_SIGNS = regex.compile(r"[*?\"“”„«»()\[\]{}~^|+!:]|(?<!\S)[-−]")  # what may be meant as an operator
NOBODY_HAS = N_("%(said)s; no record has %(parts)s")


@dataclass(frozen=True)
class ReadAs:
    """way: what was made of the words. parts: the groups as they were typed, and what is refused.

    also: what is looked for besides, other names of what was typed and its tags. missing: so many of `optional` may be
    missing. nobody: groups that no record fulfils.
    """

    way: Way
    parts: tuple[Node, ...] = ()
    also: tuple[Phrase | Tagged, ...] = ()
    text: str = ""
    missing: int = 0
    optional: tuple[Node, ...] = ()
    nobody: tuple[Node, ...] = ()

    def __str__(self) -> str:
        also = self.alternatives(ENGLISH)
        return self.said(ENGLISH) + (f"; also {', '.join(also[:SHOWN])}" if also else "")

    def said(self, voice: Voice, name: NameOf | None = None) -> str:
        """The words in a sentence, without what is looked for besides; tags under the name that `name` gives them."""
        saying = _Saying(voice, name)
        joint = ", " if self.way == "any" else f" {voice.gettext(N_('and'))} "
        parts = joint.join(dict.fromkeys(saying.in_brackets(part, len(self.parts)) for part in self.parts))
        template = SENTENCES[self.way]
        said = (template if self.way == "as typed" else voice.gettext(template)) % {"text": self.text, "parts": parts}
        if self.optional:
            names = ", ".join(map(saying.say, self.optional))
            said = voice.gettext(MAY_LACK) % {"said": said, "count": self.missing, "parts": names}
        if self.nobody:
            said = voice.gettext(NOBODY_HAS) % {"said": said, "parts": ", ".join(map(saying.say, self.nobody))}
        return said

    def alternatives(self, voice: Voice, name: NameOf | None = None) -> list[str]:
        """What is looked for besides, each once."""
        return list(dict.fromkeys(_Saying(voice, name).say(other) for other in self.also))

    def as_typed(self, q: str) -> bool:
        """Whether this says no more than the words themselves."""
        if self.way == "everything":
            return True
        plain = all(isinstance(part, Word | Phrase) and not part.field for part in self.parts)
        words = [word for part in self.parts for word in words_of(_Saying(ENGLISH, None).say(part))]
        typed = [word.casefold() for word in words_of(bare(q))]
        same = self.way == "as typed" and plain and [word.casefold() for word in words] == typed
        return same and not self.optional and not self.nobody and not _SIGNS.search(q)


def said(node: Node, voice: Voice, name: NameOf | None = None) -> str:
    """A part of a question in words."""
    return _Saying(voice, name).say(node)


@dataclass(frozen=True)
class _Saying:
    """A tree in words: `cash and transfers and not kenya`."""

    voice: Voice
    name: NameOf | None

    def say(self, node: Node) -> str:
        match node:
            case All(parts) | Any_(parts) | Rung(parts):
                joint = self.voice.gettext(N_("or") if isinstance(node, Any_) else N_("and"))
                return f" {joint} ".join(dict.fromkeys(self.in_brackets(part, len(parts)) for part in parts))
            case Not(part):
                return f"{self.voice.gettext(N_('not'))} {self.in_brackets(part, 2)}"
            case Kept(part) | Best(part):
                return self.say(part)
            case Identifier(text) | Begun(text) | Naming(text):
                return text
            case Years():
                return self._years(node)
            case Tagged(facet, values, label):
                named = [self.name(facet, value) for value in values] if self.name else [label]
                return self.voice.gettext(N_("tagged %(label)s")) % {"label": ", ".join(named)}
        return self._leaf(node)

    def _years(self, years: Years) -> str:
        if years.first == years.last:
            return str(years.first)
        if years.last is None:
            template = N_("since %(first)s")
        else:
            template = N_("until %(last)s") if years.first is None else N_("%(first)s to %(last)s")
        return self.voice.gettext(template) % {"first": years.first, "last": years.last}

    def _leaf(self, leaf: Word | Phrase | Prefix | Pattern) -> str:
        if isinstance(leaf, Phrase):
            text = f"“{' '.join(leaf.words)}”"
        else:
            text = f"{leaf.text}…" if isinstance(leaf, Prefix) else leaf.text
        if not leaf.field:
            return text
        return self.voice.gettext(N_("%(words)s in %(field)s")) % {"words": text, "field": leaf.field}

    def in_brackets(self, node: Node, among: int) -> str:
        """A part that stands among others."""
        within = node.part if isinstance(node, Kept) else node
        return f"({self.say(node)})" if among > 1 and isinstance(within, All | Any_) else self.say(node)
