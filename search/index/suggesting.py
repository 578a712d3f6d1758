"""Suggesting: the beginning of a question -> what it may become, with the number of records that this finds."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice

from search.answers import SuggestedKind, Suggestion, Suggestions, begins_words, typed_in
from search.authorities import Authorities
from search.index.named import ORGANISATION, PROGRAMME, Name, known_names, organisations_named
from search.index.plan import Condition, Counting, Order, Plan
from search.queries import All, Any_, Begun, Node, Prefix, Word
from search.records import BY_NAME, FACETS, INTERFACE_LANGUAGES, NO_VALUE, Record, shown
from search.text import LONGEST_TITLE, fold, fold_word, normalise_script, title_key, words_of

MOST = 4  # of a kind
MOST_NAMED = 20_000  # organisations that are looked through
LEAST_BEGUN = 3  # letters: with fewer a tenth of all titles begin, and each is looked up alone (2 µs, 100,000 records)
MOST_WORDS = 16  # of a title that are looked for: who types more has the beginning of one
KINDS: tuple[SuggestedKind, ...] = ("concept", "country", "programme", ORGANISATION)
NAMED = tuple(facet.name for facet in FACETS if facet.kind in ("concept", "country"))  # closed facets with names

First = Callable[[list[Condition], Order, int], Iterator[list[Record]]]
Found = tuple[tuple[int, bool, bool, int], Name]  # how well it was found, and under which name


class Suggester:
    """Knows one content. counts: facet -> value -> how many of all records have it."""

    def __init__(self, authorities: Authorities, counts: Mapping[str, Mapping[str, int]]) -> None:
        self._authorities = authorities
        self.counts = counts
        self._tables = (known_names(authorities), organisations_named(counts.get(ORGANISATION, {}).keys() - {NO_VALUE}))

    def named(self, text: str, language: str) -> Suggestions:
        """What has a name that begins so: by how well it begins, by count, and then by value.

        Of two that begin as well, what is shown under that very name comes before what has another one.
        """
        typed = fold(text)
        best: dict[tuple[str, str], Found] = {}
        for place, (rank, name) in enumerate(chain.from_iterable(table.find(typed) for table in self._tables)):
            if name.value in self.counts.get(name.facet, ()):
                other = name.text != self._label(name, language)
                found = (rank, other, name.language != language, place), name
                best[name.facet, name.value] = min(best.get((name.facet, name.value), found), found)
        kinds: dict[SuggestedKind, list[Found]] = {kind: [] for kind in KINDS}
        for one in sorted(best.values(), key=self._order):
            kinds[kind_of(one[1].facet)].append(one)
        words = typed.split()
        return {
            kind: tuple(self._suggestion(kind, name, words, language) for _, name in several[:MOST])
            for kind, several in kinds.items()
            if several
        }

    def _order(self, found: Found) -> tuple[int, bool, int, str, str]:
        (rank, other, _, _), name = found
        return rank, other, -self.counts[name.facet][name.value], name.facet, name.value

    def _suggestion(self, kind: SuggestedKind, name: Name, words: list[str], language: str) -> Suggestion:
        label = self._label(name, language)
        other = name.shown and not name.code and not begins_words(label, words)
        also = typed_in(name.text, words) if other else ()
        count = self.counts[name.facet][name.value]
        return Suggestion(kind, name.facet, name.value, typed_in(label, words), also, count)

    def _label(self, name: Name, language: str) -> str:
        if name.facet == "country":
            return self._authorities.countries.name(name.value, language)
        if BY_NAME[name.facet].kind == "concept":
            return self._authorities.taxonomy.label(name.facet, name.value, language)
        return name.value


def kind_of(facet: str) -> SuggestedKind:
    """As what a value of a facet is suggested."""
    if facet == PROGRAMME:
        return "programme"
    return "country" if facet == "country" else ORGANISATION if facet == ORGANISATION else "concept"


def counting_names() -> Plan:
    """How many records have each thing that has a name; of organisations the first ones, by count."""
    everything = Condition()
    return Plan(everything, (Counting(everything, (*NAMED, ORGANISATION, PROGRAMME), open_limit=MOST_NAMED),))


def titles(text: str, language: str, first: First) -> tuple[Suggestion, ...]:
    """Records whose title begins so, then those with the words anywhere in it, the last one begun; newest first."""
    found: dict[str, Record] = {}
    for records in first(list(map(Condition, _trees(text))), Order("sort.newest"), 2 * MOST):
        found = {record.id: record for record in (*found.values(), *records)}
        if len(found) >= MOST:
            break
    words = fold(text).split()
    return tuple(_titled(record, words, language) for record in islice(found.values(), MOST))


def _trees(text: str) -> Iterator[Node]:
    words = words_of(normalise_script(text))
    keys = dict.fromkeys(title_key(text, language) for language in ("", *INTERFACE_LANGUAGES))  # articles left out
    begun = tuple(Begun(key) for key in keys if len(key) >= LEAST_BEGUN)
    if begun and len(text) <= LONGEST_TITLE:
        yield Any_(begun)
    if 0 < len(words) <= MOST_WORDS:
        yield All((*(Word(word, "title") for word in words[:-1]), Prefix(fold_word(words[-1]), "title")))


def _titled(record: Record, words: list[str], language: str) -> Suggestion:
    label = shown(record.title, language)[1]
    others = (title for title in record.title.values() if begins_words(title, words))
    also = "" if begins_words(label, words) else next(others, "")
    return Suggestion("title", "", record.id, typed_in(label, words), typed_in(also, words) if also else (), 1)
