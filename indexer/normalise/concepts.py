"""Fields whose values are concepts of the taxonomy: stated, by the source's crosswalk, or derived."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from indexer.normalise.draft import Cell, Draft
from indexer.normalise.named import named
from indexer.normalise.text import as_text, parts
from indexer.proposals import PROPOSED, Proposal, Proposer, in_figures
from search.authorities import Authorities, Resolution, Vocabulary, codes_of, settled
from search.records import FACETS, FIELDS, SUBJECTS, How, kind_of
from search.sentences import Choice, Sentence
from search.text import UNKNOWN, fold

NAMED = "named_programme"
PROGRAMME = "programme"
LONGEST_CODE = 3  # letters of a country's code, which may as well be short for something else
NO_SUCH = "“%(value)s” is no %(scheme)s of the taxonomy."
ELSEWHERE = "“%(value)s” is no %(scheme)s of the taxonomy, but %(places)s."
PUT_THERE = "put it into the column of %(columns)s."
WIDER = "%(code)s is wider than %(names)s: write which one is meant."
BY_NAME: How = "derived from programme"
HOW: dict[str, How] = {"id": "stated", "prefLabel": "stated", "altLabel": "alias", "hiddenLabel": "alias"}


def concept_field(draft: Draft, name: str, authorities: Authorities) -> None:
    """What the row states in our own words, split at ; | and, where the whole means nothing, into what it names."""
    walked = {column for walk in draft.source.crosswalk.get(name, ()) for column in walk.columns}
    for column, text in draft.parts(name):
        if column in walked or _coded(draft, name, (column, text), authorities):
            continue
        for one in named(authorities.taxonomy, name, text):
            _put(draft, name, (column, one.text), one.resolution, authorities)


def _coded(draft: Draft, name: str, cell: Cell, authorities: Authorities) -> bool:
    """Whether the cell is of codes of other vocabularies: what follows from each goes to the subject that it is of."""
    if name not in SUBJECTS or authorities.taxonomy.labelled(name, cell[1]).how != "unknown":
        return False
    found = codes_of(authorities.taxonomy).read(cell[1])
    for coded in found:
        for scheme, concept, how in coded.means:
            if scheme == name or (scheme in SUBJECTS and scheme not in draft.corrected):
                draft.put(scheme, concept, how, (cell[0], coded.text))
        if not coded.means:
            names = Choice(f"“{authorities.taxonomy.label(*one)}”" for one in coded.within)
            draft.problem("ambiguous", Sentence(WIDER, code=coded.code, names=names), name, coded.text,
                          ", ".join(concept for _, concept in coded.within))  # fmt: skip
    return bool(found)


def _put(draft: Draft, name: str, cell: Cell, resolution: Resolution, authorities: Authorities) -> None:
    if resolution.concept:
        draft.put(name, resolution.concept, HOW.get(resolution.how, "alias"), cell)
        if not FIELDS[name].many:
            draft.second(name, resolution.concept, cell)
    elif resolution.how == "ambiguous":
        asked = resolution.question or Sentence("“%(value)s” has several meanings.", value=cell[1])
        draft.problem("ambiguous", asked, name, cell[1], ", ".join(resolution.candidates))
    elif document := _document_type(draft, name, cell[1], authorities):
        draft.put("document_type", document, "alias", cell)
    else:
        message, advice = _unknown(authorities.vocabulary, name, cell[1])
        draft.problem("unknown", message, name, cell[1], advice)


def _document_type(draft: Draft, name: str, text: str, authorities: Authorities) -> str | None:
    """What a column called “type”, which feeds content_type, says of a document, where no column of its own does."""
    if name != "content_type" or draft.speaks("document_type"):
        return None
    return authorities.taxonomy.resolve("document_type", text).concept


@lru_cache(maxsize=4096)
def _unknown(vocabulary: Vocabulary, name: str, text: str) -> tuple[Sentence, Sentence | str]:
    """What is said of a value that a field has not, and advice: where it belongs, else what is spelt so."""
    told = {"value": text, "scheme": name.replace("_", " ")}
    if places := _elsewhere(vocabulary, name, text):
        message = Sentence(ELSEWHERE, **told, places=Choice(f"{value} ({field})" for field, value in places))
        return message, Sentence(PUT_THERE, columns=Choice(field for field, _ in places))
    return Sentence(NO_SUCH, **told), ", ".join(vocabulary.taxonomy.suggest(name, text))


def _elsewhere(vocabulary: Vocabulary, name: str, text: str) -> list[tuple[str, str]]:
    """(field, value) of what other fields understand by a text, codes of countries apart."""
    fields = (field.name for field in FACETS if field.kind == "concept" and field.name != name)
    found = [(field, vocabulary.taxonomy.resolve(field, text).concept) for field in fields]
    if len(text) > LONGEST_CODE:
        found.append(("country", vocabulary.countries.resolve(text).iso3))
    return [(field, value) for field, value in found if value]


def crosswalk(draft: Draft, name: str) -> None:
    """The source's own words, translated by its file; a word that is not in it is a problem, once a row."""
    for walk in draft.source.crosswalk.get(name, ()):
        for column in walk.columns:
            for cell in _cells(draft, name, column):
                for concept, how in walk.meanings.get(fold(cell[1]), ()):
                    draft.put(name, concept, how, cell)


def _cells(draft: Draft, name: str, column: str) -> list[Cell]:
    value = draft.row.columns.get(column)
    several = value if isinstance(value, list) else [value]
    separators = draft.source.separators.get(name, "")
    return [(column, part) for one in several for part in parts(as_text(one), separators)]


def untranslated(draft: Draft) -> None:
    """Report words of the source that none of its crosswalks knows, so that somebody decides about them."""
    known: dict[str, set[str]] = {}
    for walks in draft.source.crosswalk.values():
        for walk in walks:
            for column in walk.columns:
                known.setdefault(column, set()).update(walk.meanings)
    for column, words in known.items():
        for _, text in _cells(draft, "", column):
            if fold(text) not in words:
                source = draft.source.id
                message = Sentence(
                    "The crosswalk of %(source)s does not know “%(value)s” (%(column)s).",
                    source=source, value=text, column=column,
                )  # fmt: skip
                advice = Sentence("Add it to %(source)s.yaml.", source=source)
                draft.problem("no crosswalk", message, column, text, advice)


def proposed(draft: Draft, proposers: Iterable[Proposer], authorities: Authorities) -> None:
    """Concepts that title and abstract propose, beside stated ones, unless those already say it, or more, or another.

    Where the row states a concept, words that seem to name a sibling or an opposite of it are passed over; programmes
    by name are proposed where it names none. What only an abstract names in passing, *for families known from Bolsa
    Família*, says what kind a thing is where nothing else does.
    """
    found = list(_weighed(list(_found(draft, proposers, authorities)), draft))
    for column, one in found:
        if not one.weak:
            draft.put(one.field, one.value, one.how, (column, one.words), one.score)
    sure = {*draft.values.get(PROGRAMME, ())}
    for column, one in found:  # of weak ones the first counts; a programme may be of several kinds
        known = sure if (one.field, one.how) == (PROGRAMME, BY_NAME) else {*draft.values.get(one.field, ())}
        if one.weak and known <= {*authorities.taxonomy.closure(one.field, (one.value,))}:
            draft.put(one.field, one.value, one.how, (column, one.words), one.score)
    for scheme in SUBJECTS:
        _drop_broader_proposals(draft, scheme, authorities)


def _weighed(found: Sequence[tuple[str, Proposal]], draft: Draft) -> Iterator[tuple[str, Proposal]]:
    """Where a title says what kind a programme is, what the abstract tells in words that stand apart is less sure.

    Where that tells a single measure in figures, so is all that it names beside.
    """
    entitled = any(column == "title" and one.field == PROGRAMME and not one.weak for column, one in found)
    figures = entitled and any(in_figures(text) for text in draft.texts.get("abstract", {}).values())
    for column, one in found:
        beside = entitled and column != "title" and one.field == PROGRAMME and (figures or one.worded)
        yield column, replace(one, weak=True) if beside else one


def _found(draft: Draft, proposers: Iterable[Proposer], authorities: Authorities) -> Iterator[tuple[str, Proposal]]:
    """(column, proposal) of what the texts propose and the row leaves open."""
    said = {scheme: said_already(draft, scheme, authorities) for scheme in SUBJECTS}
    closed = {*draft.corrected, *([NAMED] if draft.has(NAMED) else [])}
    for column, language, text, schemes in _mentioning(draft):
        for proposer in proposers:
            for one in proposer.propose(text, language) if set(schemes) & set(proposer.fields) else ():
                if one.field not in schemes or one.field in closed or one.value in said.get(one.field, ()):
                    continue
                if _meant_here(draft, one):
                    in_passing = one.field == PROGRAMME and one.how == BY_NAME and column != "title"
                    yield column, replace(one, weak=one.weak or in_passing)


def _meant_here(draft: Draft, one: Proposal) -> bool:
    """Whether words mean it where the record is about; one about no country is read as its source speaks."""
    own = set(draft.values.get("country", []))
    if one.home and own:
        return one.home in own
    own = own or {draft.source.home} - {""}
    return not one.countries or (bool(own) and own <= set(one.countries))


def said_already(draft: Draft, scheme: str, authorities: Authorities) -> set[str]:
    """The concepts of a scheme that a proposal would add nothing to, or contradict."""
    exact = {one.value for one in draft.origins.get(scheme, ()) if kind_of(one.how) == "stated"}
    return settled(authorities.taxonomy, scheme, draft.values.get(scheme, ()), exact)


def _mentioning(draft: Draft) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """(column, language, text, schemes that it may propose for) of every text that may mention a concept."""
    for name in ("title", "abstract"):
        for language, text in draft.texts.get(name, {}).items():
            yield name, language, text, (*SUBJECTS, NAMED)
    for scheme, columns in draft.source.match_columns.items():
        for column in columns:
            language = draft.source.text_language or UNKNOWN
            yield column, language, as_text(draft.row.columns.get(column)), (scheme, NAMED)


def _drop_broader_proposals(draft: Draft, scheme: str, authorities: Authorities) -> None:
    """A proposal above another value says nothing new: counts include what is narrower anyway."""
    values = draft.values.get(scheme, [])
    above = {a for value in values for a in authorities.taxonomy.broader(scheme, value)}
    proposed = {o.value for o in draft.origins.get(scheme, ()) if o.how in PROPOSED}
    gone = above & proposed
    if gone:
        draft.values[scheme] = [value for value in values if value not in gone]
        draft.origins[scheme] = [o for o in draft.origins[scheme] if o.value not in gone]
