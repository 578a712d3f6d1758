"""Asking: the address of a request -> a question, or the redirect to the address that it should have."""

from collections.abc import Collection
from dataclasses import replace

from flask import Response, redirect, request

from search.authorities import Concept
from search.errors import QueryError, RecordNotFound
from search.queries import Query, Reading, faults_beside, read_parameters
from search.records import FACETS
from search.sentences import N_, Choice, Sentence
from webapp.links import stamp
from webapp.visit import visit

OF = "of"  # parameter of the form: the stamp of the words that it was printed for
APPLY = "apply"  # parameter of the button that sends the form as it is, whatever stands in the boxes to find values
FIND = {f"find.{facet.name}": facet.name for facet in FACETS}  # parameters of the form: beginnings of values


def read_question(besides: Collection[str] = ()) -> Reading:
    """What the parameters of this request ask. Raises QueryError where they pass a limit.

    besides: parameters of the address that are no part of the question.
    """
    pairs = ((name, value) for name, value in request.args.items(multi=True) if name not in besides)
    reading = read_parameters(pairs, visit().snapshot.vocabulary)
    if reading.beyond:
        raise QueryError(*reading.problems, *reading.beyond)
    return reading


def sent_question(besides: Collection[str] = ()) -> Reading:
    """What a page is asked, perhaps by its form, where other words may stand than those that the rest was chosen for.

    `of` tells for which: how words are read belongs to these, and other words are read as usual.
    """
    reading = read_question(besides={OF, APPLY, *FIND, *besides})
    if request.args.get(OF, stamp(reading.query.q)) == stamp(reading.query.q):
        return reading
    return replace(reading, query=replace(reading.query, names="", words="", spelling=""))


def strict_question(besides: Collection[str] = (), *wrong: Sentence) -> Reading:
    """The same for machines, which must not take an answer for that to another question. Raises QueryError.

    wrong: what else is known to be wrong with the address: everything is told at once.
    """
    reading = read_parameters(request.args.items(multi=True), visit().snapshot.vocabulary, besides)
    if all_wrong := dict.fromkeys([*wrong, *reading.problems, *reading.beyond]):
        raise QueryError(*all_wrong)
    return reading


def nothing_else(*known: str) -> None:
    """For an address that asks no question. Raises QueryError where it has parameters besides these."""
    if wrong := faults_beside(request.args.items(multi=True), known):
        raise QueryError(*wrong)


def redirected(query: Query, more: dict[str, str] | None = None) -> Response:
    """To the one address of a question, on the path that was asked; more: parameters that are no part of it."""
    links = visit().links
    response = redirect(links.with_more(links.search(query, request.path), more or {}), 302)
    assert isinstance(response, Response)
    return response


def elsewhere(reading: Reading) -> Response | None:
    """Where a page's address is not the canonical one (the empty fields of a form), the redirect to that.

    Not where there is something to say of the address that was asked but not of that one: there nobody would hear it.
    """
    canonical = reading.query.parameters()
    if reading.problems or list(request.args.items(multi=True)) == canonical:
        return None
    again = read_parameters(canonical, visit().snapshot.vocabulary)
    settled = again.query == reading.query and not again.problems  # else a browser would be sent round in circles
    return redirected(reading.query) if settled and set(again.notes) == set(reading.notes) else None


def looked_for() -> tuple[str, str]:
    """(facet, text) where the form was sent to find a value, else empty ones."""
    sent = request.args.items(multi=True) if APPLY not in request.args else ()
    found = ((FIND[name], value.strip()) for name, value in sent if name in FIND)
    return next((pair for pair in found if pair[1]), ("", ""))


def followed(query: Query, size: int) -> Query:
    """The question that a feed answers: what was added last comes first, unless another order is asked for."""
    size = query.size if "size" in request.args else size
    sort = query.sort if "sort" in request.args else "added"
    return replace(query, size=size, sort=sort)


def known_scheme(scheme: str) -> None:
    """Raises RecordNotFound where there is no such vocabulary."""
    if scheme not in visit().labels.taxonomy.schemes:
        raise RecordNotFound(N_("There is no vocabulary “%(scheme)s”: choose one at /taxonomy."), scheme=scheme)


def known_concept(scheme: str, identifier: str) -> tuple[Concept, str]:
    """The concept, and the id of what replaced it, if something has. Raises RecordNotFound."""
    taxonomy = visit().labels.taxonomy
    found = taxonomy.concept(scheme, identifier)
    if found is None:
        nowhere = N_("There is no “%(id)s” in the vocabulary “%(scheme)s”: choose one at /taxonomy.")
        raise RecordNotFound(nowhere, id=identifier, scheme=scheme)
    current = taxonomy.current(scheme, identifier)
    return found, current if current and current != identifier else ""


def known_as(identifier: str) -> str:
    """The one id of a record that has another by now, or the same in other letters (NBER:w1); empty without any."""
    snapshot = visit().snapshot
    if kept := snapshot.kept_as(identifier):
        return kept
    alike = (one.id for one in snapshot.identified(identifier) if one.id != identifier)
    return next((one for one in alike if one.lower() == identifier.lower()), "")


def known_country(text: str) -> str:
    """The ISO3 code of whatever names a country. Raises RecordNotFound, with what it may have been meant to be."""
    resolution = visit().snapshot.authorities.countries.resolve(text)
    if resolution.iso3:
        return resolution.iso3
    near = resolution.candidates or resolution.suggestions
    if not near:
        nowhere = N_("“%(text)s” is not the name or code of a country. Choose one at /countries.")
        raise RecordNotFound(nowhere, text=text)
    template = N_("“%(text)s” is not the name or code of a country. Did you mean %(near)s?")
    raise RecordNotFound(template, text=text, near=Choice(near))
