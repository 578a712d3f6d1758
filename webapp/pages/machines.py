"""For machines: is the program alive, does the index answer, what may robots read."""

from flask import Blueprint, Response, current_app, jsonify

from search.errors import ConfigurationError, SearchError
from webapp.exports import EXPORTS
from webapp.serving import tried
from webapp.visit import visit

views = Blueprint("machines", __name__)

ROBOTS = """User-agent: *
Disallow: {root}/api/
Disallow: {root}/metrics
"""


@views.get("/healthz")
def healthy() -> Response:
    """200 while the program runs, whatever the index does."""
    return jsonify(alive=True)


@views.get("/readyz")
def ready() -> Response:
    """200 when visitors get answers, else 503 with the reason, unless that may name a file or a key.

    Also 200 while they get those of the version before, as the newest is damaged.
    """
    try:
        snapshot = visit().snapshot
        total = tried(snapshot)
    except Exception as error:  # whatever it is: no visitor should be sent here
        told = isinstance(error, SearchError) and not isinstance(error, ConfigurationError)
        _note(error)
        response = jsonify(ready=False, reason=str(error) if told else type(error).__name__)
        response.status_code = 503
        return response
    damaged = {"damaged": True} if visit().site.index.damage else {}
    return jsonify(ready=True, version=snapshot.status.version, records=total, **damaged)


def _note(error: Exception) -> None:
    if isinstance(error, SearchError):
        visit().site.logbook.note(error)
    else:
        current_app.logger.error("The index does not answer", exc_info=error)


@views.get("/robots.txt")
def robots() -> Response:
    """Records and pages are open to robots; the endless combinations of files are not."""
    root = visit().links.root
    files = "".join(f"Disallow: {root}/search.{export.suffix}\n" for export in EXPORTS)
    return Response(ROBOTS.format(root=root) + files, mimetype="text/plain")
