"""ReadAs: how the words of a question were read, as parts that can be said in any language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from search.queries.nodes import (
    All,
    Any_,
    Begun,
    Best,
    Entered,
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
from search.sentences import AND, ENGLISH, N_, OR, Voice, joined
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
NOT = N_("not %(refused)s")  # of all that there is
BUT_NOT = N_("%(wanted)s and not %(refused)s")
QUOTED = N_("“%(words)s”")


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
        return self.said(ENGLISH) + (f"; also {ENGLISH.comma.join(also[:SHOWN])}" if also else "")

    def said(self, voice: Voice, name: NameOf | None = None) -> str:
        """The words in a sentence, without what is looked for besides; tags under the name that `name` gives them."""
        saying = _Saying(voice, name)
        parts = saying.listed(self.parts) if self.way == "any" else saying.together(self.parts)
        template = SENTENCES[self.way]
        said = (template if self.way == "as typed" else voice.gettext(template)) % {"text": self.text, "parts": parts}
        if self.optional:
            parts = saying.listed(self.optional)
            said = voice.gettext(MAY_LACK) % {"said": said, "count": self.missing, "parts": parts}
        if self.nobody:
            said = voice.gettext(NOBODY_HAS) % {"said": said, "parts": saying.listed(self.nobody)}
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
            case All(parts) | Rung(parts):
                return self.together(parts)
            case Any_(parts):
                return joined(self._each(parts, len(parts)), OR, self.voice)
            case Not(part):
                return self.voice.gettext(NOT) % {"refused": self._in_brackets(part, 2)}
            case Kept(part) | Best(part):
                return self.say(part)
            case Identifier(text) | Begun(text) | Naming(text):
                return text
            case Years():
                return self._years(node)
            case Entered():
                return ""  # nobody types it
            case Tagged(facet, values, label):
                named = [self.name(facet, value) for value in values] if self.name else [label]
                return self.voice.gettext(N_("tagged %(label)s")) % {"label": self.voice.comma.join(named)}
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
            text = self.voice.gettext(QUOTED) % {"words": " ".join(leaf.words)}
        else:
            text = f"{leaf.text}…" if isinstance(leaf, Prefix) else leaf.text
        if not leaf.field:
            return text
        return self.voice.gettext(N_("%(words)s in %(field)s")) % {"words": text, "field": leaf.field}

    def together(self, parts: Sequence[Node]) -> str:
        """What is wanted and what is refused: `cash and transfers and not kenya`."""
        refused = self._each([part.part for part in parts if isinstance(part, Not)], 2)
        said = joined(self._each([part for part in parts if not isinstance(part, Not)], len(parts)), AND, self.voice)
        if not said and refused:
            said = self.voice.gettext(NOT) % {"refused": refused.pop(0)}
        for one in refused:
            said = self.voice.gettext(BUT_NOT) % {"wanted": said, "refused": one}
        return said

    def listed(self, parts: Sequence[Node]) -> str:
        """One after the other."""
        return self.voice.comma.join(self._each(parts, len(parts)))

    def _each(self, parts: Sequence[Node], among: int) -> list[str]:
        return list(dict.fromkeys(self._in_brackets(part, among) for part in parts))

    def _in_brackets(self, node: Node, among: int) -> str:
        """A part that stands among others."""
        within = node.part if isinstance(node, Kept) else node
        return f"({self.say(node)})" if among > 1 and isinstance(within, All | Any_) else self.say(node)
