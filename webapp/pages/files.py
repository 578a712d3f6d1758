"""/search.<suffix>: a search as a feed or a file, in every format of the registry."""

from functools import partial

from flask import Blueprint, Response

from webapp.asking import followed, redirected, strict_question
from webapp.exports import EXPORTS, Context, Export
from webapp.visit import visit

views = Blueprint("files", __name__)

FEED = 50  # entries, unless `size` says otherwise


def search(export: Export) -> Response:
    """All records of the search in the order of its pages; of a feed the first ones, the last added before others."""
    reading = strict_question()
    if reading.redirected:
        return redirected(reading.query)
    here = visit()
    context = Context(here.labels, here.links, reading.query, here.snapshot.status)
    if export.whole:
        response = Response(export.write(here.snapshot.scan(reading.query), context), mimetype=export.media_type)
        response.call_on_close(here.site.streams.begin())
        return named(response, here.snapshot.status.version, export)
    found = here.snapshot.search(followed(reading.query, FEED))
    written = export.write([hit.record for hit in found.hits], context)
    return Response(b"".join(written), mimetype=export.media_type)


def named(response: Response, stem: str, export: Export) -> Response:
    """To be kept as a file of that name."""
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{export.suffix}"'
    return response


for _export in EXPORTS:
    _name = _export.suffix.replace(".", "_")
    views.add_url_rule(f"/search.{_export.suffix}", _name, partial(search, _export))
