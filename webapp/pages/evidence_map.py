"""/evidence-map: two facets against each other under any question; /evidence-map.csv and .xlsx: the whole table."""

from functools import partial
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from search.index import deadline
from search.queries import Query, read_parameters
from webapp.asking import sent_question, strict_question
from webapp.exports import TABLES, TableExport
from webapp.pages.files import attached, stem
from webapp.presenters import MAP, OF_MAP, MapAsked, evidence_map, map_lines, map_query, read_map
from webapp.visit import visit

views = Blueprint("evidence_map", __name__)


@views.get(MAP)
@deadline.limited()
def show() -> str | AnyResponse:
    """The page; what of its address is not understood is named and left out."""
    reading, here = sent_question(besides=OF_MAP), visit()
    asked, wrong = read_map(request.args.items(multi=True), here.snapshot.vocabulary)
    query = map_query(reading.query)
    address = here.links.with_more(here.links.search(query, MAP), asked.parameters())
    if not (reading.problems or wrong) and _leads_home(address, query, asked):
        return redirect(address)
    view = evidence_map(here.snapshot, query, asked, here.labels, here.links)
    said = [*reading.problems, *wrong, *reading.notes]
    return render_template("evidence_map.html", view=view, problems=[one.said(here.language) for one in said])


def _leads_home(address: str, query: Query, asked: MapAsked) -> bool:
    """Whether this is another address than that, and that one means the same."""
    pairs = parse_qsl(urlsplit(address).query)
    if list(request.args.items(multi=True)) == pairs:
        return False
    vocabulary = visit().snapshot.vocabulary
    again = read_parameters((pair for pair in pairs if pair[0] not in OF_MAP), vocabulary)
    return (again.query, again.problems) == (query, ()) and read_map(pairs, vocabulary) == (asked, [])


@deadline.limited()
def table(export: TableExport) -> Response:
    """All values of both facets; 422 for what is not understood whole."""
    here = visit()
    asked, wrong = read_map(request.args.items(multi=True), here.snapshot.vocabulary)
    query = map_query(strict_question(OF_MAP, *wrong).query)
    written = export.write(map_lines(here.snapshot, query, asked, here.labels, here.links), here.language.code)
    name = f"{stem(query)}-{asked.rows}-{asked.columns}.{export.suffix}".replace("_", "-")
    return attached(Response(b"".join(written), mimetype=export.media_type), name)


for _export in TABLES:
    views.add_url_rule(f"{MAP}.{_export.suffix}", _export.suffix, partial(table, _export))
