"""/mcp: questions of assistants, by the Model Context Protocol (streamable HTTP, without sessions)."""

from importlib.util import find_spec
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, request
from werkzeug.exceptions import Forbidden, LengthRequired, RequestEntityTooLarge

from webapp.errors import ForAssistants
from webapp.visit import visit

views = Blueprint("mcp", __name__)

LARGEST = 65536  # bytes of a request; the longest question of the API takes 8,000
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@views.route("/mcp", methods=["GET", "POST", "DELETE"], provide_automatic_options=False)
def mcp() -> Response:
    """405 for whoever wants a stream or a session: there is neither. 501 where the SDK is not installed."""
    if request.method != "POST":
        raise ForAssistants(["POST"])
    if not _ours(request.headers.get("Origin", "")):
        raise Forbidden
    if find_spec("mcp") is None:
        abort(501)
    if request.content_length is None:
        raise LengthRequired
    if request.content_length > LARGEST:
        raise RequestEntityTooLarge
    from webapp.mcp.protocol import answer

    return answer(request.get_data(cache=False), LARGEST)


def _ours(origin: str) -> bool:
    """Whether a browser asks for a page of this site, or of this machine; a page elsewhere may have got its name.

    (That is DNS rebinding; programs send no Origin.)
    """
    if not origin:
        return True
    base = urlsplit(visit().site.settings.base_url)
    if base.netloc:
        return origin == f"{base.scheme}://{base.netloc}"
    return urlsplit(origin).hostname in LOOPBACK
