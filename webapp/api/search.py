"""/api/v1/search: a question and its answer, as JSON."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, Response, request
from msgspec import convert

from search.answers import Results, Segment, Segments
from search.index import cursor_of, deadline, place_of
from search.queries import DEEPEST_HIT, Query
from search.records import FACETS
from search.sentences import N_, Fault, Sentence
from webapp.api.answers import (
    AnswerLinks,
    Facets,
    IndexState,
    MatchedBy,
    OfferedFilter,
    RecordSummary,
    SearchAnswer,
    SearchHit,
    WiderSearch,
    as_json,
    kinds_of,
)
from webapp.api.facets import facet_counts
from webapp.api.parameters import CURSOR, canonical
from webapp.asking import redirected, strict_question
from webapp.exports import EXPORTS
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters import OTHER_NAMES, Matcher, ambiguities, offers, other_names, relaxations, typed_parts
from webapp.visit import Visit, visit

views = Blueprint("api_search", __name__)

NO_PAGE = N_("A cursor goes on from where it stands: leave page out.")


@views.get("/api/v1/search")
@deadline.limited()
def search() -> Response:
    """422 with every problem for a question that is not understood whole."""
    cursor = request.args.get(CURSOR, "").strip()
    paged = [Fault("page", request.args["page"], Sentence(NO_PAGE))] if cursor and request.args.get("page") else []
    reading = strict_question((CURSOR,), *paged)
    if reading.redirected and not reading.notes:  # which the address it is sent to would not bring
        return redirected(reading.query, {CURSOR: cursor})
    here = visit()
    after = place_of(cursor, reading.query, here.snapshot.status) if cursor else None
    results = here.snapshot.search(reading.query, after)
    here.site.metrics.searched("api", results)
    notes = tuple(note.said(here.language) for note in reading.notes)
    answer = _answer(results, notes, here, cursor)
    response = as_json(answer)
    if following := getattr(answer.links, "next"):  # noqa: B009  a struct made from a table tells mypy no fields
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def _answer(results: Results, notes: tuple[str, ...], here: Visit, cursor: str) -> SearchAnswer:
    labels, links = here.labels, here.links
    return SearchAnswer(
        query=canonical(results.query),
        read_as=_read_as(results, labels),
        total=results.total,
        took_ms=results.took_ms,
        index=convert(results.status, IndexState, from_attributes=True),
        relaxed=results.relaxed,
        whole=results.whole,
        hits=tuple(_hits(results, labels, links)),
        facets=Facets(*(facet_counts(results.facets[facet.name], labels) for facet in FACETS)),
        notes=notes,
        did_you_mean=results.did_you_mean,
        corrected=results.corrected,
        offers=_offers(results, labels, links),
        relax=tuple(
            WiderSearch(one.without, one.wider, one.total, _link(one.query, links))
            for one in relaxations(here.snapshot, results, labels)
        ),
        links=_links(results, links, cursor),
    )


def _read_as(results: Results, labels: Labels) -> str:
    read_as, language = results.read_as, labels.language
    said = read_as.said(language, labels.value)
    if also := other_names(read_as, labels)[:OTHER_NAMES]:
        return language.gettext(N_("%(said)s; also %(names)s")) % {"said": said, "names": language.comma.join(also)}
    return said


def _hits(results: Results, labels: Labels, links: Links) -> Iterator[SearchHit]:
    parts, matcher = typed_parts(results, labels), Matcher(results, labels)
    for hit in results.hits:
        record = convert(hit.record, RecordSummary, from_attributes=True)
        highlights = {field: _joined(values) for field, values in hit.highlights.items()}
        url, lacks = links.absolute(links.record(hit.record.id)), tuple(parts[place] for place in hit.lacks)
        matched = tuple(convert(one, MatchedBy, from_attributes=True) for one in matcher.of(hit))
        yield SearchHit(hit.record.id, url, record, kinds_of(hit.record), highlights, lacks, matched)


def _offers(results: Results, labels: Labels, links: Links) -> tuple[OfferedFilter, ...]:
    """Of what is meant, and of what may be meant."""
    asked = [offer for ambiguity in ambiguities(results, labels) for offer in ambiguity.offers]
    return tuple(
        OfferedFilter(offer.facet, offer.value, offer.label, offer.count, _link(offer.query, links))
        for offer in (*offers(results, labels), *asked)
    )


def _joined(values: tuple[Segments, ...]) -> Segments:
    """The values of a field as one text: "; " is one piece with what is not marked before and after it."""
    joined = list(values[0])
    for value in values[1:]:
        between = "; " if joined[-1].hit else joined.pop().text + "; "
        if not value[0].hit:
            between, value = between + value[0].text, value[1:]
        joined += [Segment(between, False), *value]
    return tuple(joined)


def _links(results: Results, links: Links, cursor: str) -> AnswerLinks:
    query = results.query
    found = {
        "self": links.with_more(_link(query, links), {CURSOR: cursor}),
        "next": _next_step(results, links) if cursor else _next_page(results, links),
        "html": _link(query, links, "/search"),
    }
    first = replace(query, page=1)
    files = {export.suffix: _link(first, links, f"/search.{export.suffix}") for export in EXPORTS}
    return convert(found | files, AnswerLinks)


def _next_step(results: Results, links: Links) -> str | None:
    if not results.after:
        return None
    cursor = cursor_of(results.after, results.query, results.status)
    return links.with_more(_link(results.query, links), {CURSOR: cursor})


def _next_page(results: Results, links: Links) -> str | None:
    query, following = results.query, results.query.page + 1
    more = query.page < results.pages and following * query.size <= DEEPEST_HIT
    return _link(query.with_page(following), links) if more else None


def _link(query: Query, links: Links, path: str = "/api/v1/search") -> str:
    return links.absolute(links.search(query, path))
