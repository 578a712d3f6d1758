"""For machines: is the program alive, does the index answer, what may robots read, whom to tell of a hole."""

from flask import Blueprint, Response, current_app, jsonify, request

from search.errors import ConfigurationError, RecordNotFound, SearchError
from search.records import INTERFACE_LANGUAGES
from search.sentences import N_
from webapp.pages.robots import rules
from webapp.serving import tried
from webapp.visit import visit

views = Blueprint("machines", __name__)

ICON = "favicon.ico"
NO_CONTACT = N_("This site names nobody for reports on its security: its operator sets SPINDEX_SECURITY_CONTACT.")


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
    """Records and pages are open to robots; the endless combinations of filters and files are not."""
    return Response(rules(visit().links), mimetype="text/plain")


@views.get("/favicon.ico")
def icon() -> Response:
    """For what looks there whatever a page says; pages name the one below static/."""
    return current_app.send_static_file(ICON)


@views.get("/.well-known/security.txt")
def security() -> Response:
    """Whom to tell of a hole (RFC 9116). Raises RecordNotFound where nobody is named."""
    contact, _, until = visit().site.settings.security_contact.partition(" ")
    if not contact:
        raise RecordNotFound(NO_CONTACT)
    lines = [
        f"Contact: {contact}",
        f"Expires: {until}T00:00:00Z",
        f"Preferred-Languages: {', '.join(INTERFACE_LANGUAGES)}",
    ]
    if here := visit().links.base:
        lines.append(f"Canonical: {here}{request.path}")
    return Response("".join(f"{line}\n" for line in lines), mimetype="text/plain")
