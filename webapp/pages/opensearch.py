"""/opensearch.xml and /opensearch/suggest: the search box of a browser may be ours (OpenSearch 1.1)."""

from flask import Blueprint, Response, render_template, request
from msgspec import json

from webapp.presenters import Entry, Group, ahead
from webapp.visit import visit

views = Blueprint("opensearch", __name__)

DESCRIPTION = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"


@views.get("/opensearch.xml")
def description() -> Response:
    """Browsers take it only where it names whole addresses, so where SPINDEX_BASE_URL is set."""
    return Response(render_template("opensearch.xml"), mimetype=DESCRIPTION)


@views.get("/opensearch/suggest")
def suggestions() -> Response:
    """`[text, [names], [what they are], [addresses]]`, as the extension Suggestions 1.1 has it."""
    here, text = visit(), request.args.get("q", "")
    found = ahead(here.snapshot.suggest(text, here.language.code), here.labels, here.links)
    listed = [(group, entry) for group in found for entry in group.entries]
    names = [entry.label for _, entry in listed]
    told = [_told(group, entry) for group, entry in listed]
    answer = [text, names, told, [here.links.absolute(entry.url) for _, entry in listed]]
    return Response(json.encode(answer) + b"\n", mimetype=SUGGESTIONS)


def _told(group: Group, entry: Entry) -> str:
    """What it is, and how many records there are."""
    language, count = visit().language, entry.suggestion.count
    if group.kind == "title":
        return group.heading
    records = language.ngettext("%(count)s record", "%(count)s records", count) % {"count": language.number(count)}
    return language.comma.join((entry.about or group.heading, records))
