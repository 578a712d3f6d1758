"""Groups: a question's words in runs, each the longest that names something the index knows; else one word."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from search.authorities import Known
from search.queries.nodes import Node, Phrase, Word
from search.queries.years import Dated, dated
from search.text import fold_word, is_stop_word

JOINING = frozenset(("or", "and", "not", "ou", "et", "o", "u", "y", "e", "أو", "او", "و"))

Lookup = Callable[[Sequence[str]], Known | None]


@dataclass(frozen=True)
class Run:
    """Parts that stand together as one group, and what they name: something known, some years, or just themselves.

    joined: the one word that others write them as. nowhere: no record has it, so that all it may mean is looked for.
    """

    parts: tuple[Word | Phrase, ...]
    known: Known | None = None
    dated: Dated | None = None
    joined: str = ""
    nowhere: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """As they were typed."""
        return tuple(word for part in self.parts for word in words_in(part))


def words_in(part: Word | Phrase) -> tuple[str, ...]:
    """The words of a part."""
    return part.words if isinstance(part, Phrase) else (part.text,)


@dataclass(frozen=True)
class Segments:
    """Cuts what was typed into runs. longest: of how many words a name is at most. joined: two words in one.

    shouted: all is in capitals, so that these tell no acronym.
    """

    lookup: Lookup
    longest: int
    joined: Callable[[str, str], str]
    shouted: bool = False

    def of(self, parts: Sequence[Node]) -> Iterator[Run | Node]:
        """Runs of plain words, and everything else as it is; words without meaning of their own are left out."""
        last = len(parts) - 1
        content = any(not self._is_empty(part, 0 < place < last) for place, part in enumerate(parts))
        position = 0
        while position < len(parts):
            plain = self._plain(parts[position:])
            if not plain:
                yield parts[position]
                position += 1
                continue
            run = self._run(plain)
            only = run.parts[0]
            whole = run.known or run.dated or len(run.parts) > 1 or not content
            if whole or not self._is_empty(only, 0 < position < last):
                yield run
            position += len(run.parts)

    def _is_empty(self, part: Node, between: bool) -> bool:
        """Whether a word may be passed over: a stop word, or between two others *or* and its like in small letters.

        Stop words without a blank between (*est-ce*) are passed over, too.
        """
        if not is_plain(part):
            return False
        words = [word.lower() if self.shouted else word for word in words_in(part)]  # type: ignore[arg-type]
        if all(map(is_stop_word, words)):
            return True
        return between and len(words) == 1 and words[0] in JOINING and fold_word(words[0]) == words[0]

    def _plain(self, parts: Sequence[Node]) -> list[Word | Phrase]:
        """The plain words at the beginning, as many as a name may have."""
        found: list[Word | Phrase] = []
        for part in parts[: self.longest]:
            if not is_plain(part):
                break
            found.append(part)  # type: ignore[arg-type]
        return found

    def _run(self, plain: list[Word | Phrase]) -> Run:
        words = [word for part in plain for word in words_in(part)]
        ends = [0]
        for part in plain:
            ends.append(ends[-1] + len(words_in(part)))
        if (found := dated(words)) and found.words in ends:
            return Run(tuple(plain[: ends.index(found.words)]), dated=found)
        for count in range(len(plain), 0, -1):
            if ends[count] <= self.longest and (known := self.lookup(words[: ends[count]])):
                return Run(tuple(plain[:count]), known)
        if ends[2:] and ends[2] == 2 and (joined := self.joined(*words[:2])):
            return Run(tuple(plain[:2]), joined=joined)
        return Run((plain[0],))


def is_plain(part: Node) -> bool:
    """Whether a part is words in no field and no quotation marks."""
    return (isinstance(part, Word) and not part.field) or (isinstance(part, Phrase) and part.glued and not part.field)
