"""/search.<suffix>: a search as a feed or a file, in every format of the registry."""

import re
from functools import partial

from flask import Blueprint, Response

from search.queries import Query
from search.text import fold
from webapp.asking import followed, redirected, strict_question
from webapp.exports import EXPORTS, Context, Export
from webapp.presenters import as_text
from webapp.visit import visit

views = Blueprint("files", __name__)

NAME = "social-protection"  # with which every file begins
LONGEST_NAME = 80  # characters of what was asked
_OTHER = re.compile(r"[^a-z0-9]+")
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
        return attached(response, f"{stem(reading.query)}.{export.suffix}")
    found = here.snapshot.search(followed(reading.query, FEED))
    written = export.write([hit.record for hit in found.hits], context)
    return Response(b"".join(written), mimetype=export.media_type)


def stem(query: Query) -> str:
    """What a file of a search is called: what was asked, in letters that every system keeps, and the day."""
    asked = _OTHER.sub("-", fold(as_text(query, visit().labels, visit().links)).encode("ascii", "ignore").decode())
    words = asked.strip("-")[:LONGEST_NAME].rstrip("-") or ("search" if query.parameters() else "all-records")
    return f"{NAME}-{words}-{visit().snapshot.status.built_at[:10]}"


def attached(response: Response, name: str) -> Response:
    """To be kept as a file of that name."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


for _export in EXPORTS:
    _name = _export.suffix.replace(".", "_")
    views.add_url_rule(f"/search.{_export.suffix}", _name, partial(search, _export))
