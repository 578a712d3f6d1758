"""Paths: each is answered under one spelling alone, and those for operators to nobody else."""

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import NotFound

from webapp.presenters import BUILDER, PREVIEW, WidgetAsked, read_widget
from webapp.spelling import Name, Text
from webapp.visit import visit

ANSWERED = (200, 304)
CITE = ".cite"  # behind the path of a record: its citations
AS = ".as"  # the same: as a link and as lines of programs
EMBEDS = "/embed/"
OEMBED = "/oembed"
FOR_OPERATORS = frozenset({"machines.ready", "metrics.metrics"})  # endpoints
OF_PROXIES = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


def install(app: Flask) -> None:
    """For every request, and for the rules that are added from now on; to be installed after what sets headers."""
    app.url_map.converters |= {"default": Name, "path": Text}
    app.before_request(_only_for_operators)
    app.before_request(_only_known_files)
    app.after_request(_one_spelling)


def framed(path: str) -> bool:
    """Whether what is there stands in pages of other sites; the builder and its preview, pages of ours, do not."""
    return path.startswith(EMBEDS) and path not in (BUILDER, PREVIEW)


def follows() -> bool:
    """Whether this answer stands in a frame that tells how high it is, for which it runs the one script of frames."""
    return framed(request.path) and looked().follows


def looked() -> WidgetAsked:
    """How this frame shall look, also where all that it tells is what went wrong."""
    return read_widget(request.args.items(multi=True))[0]


def _only_for_operators() -> None:
    """Nothing of theirs on the port of the pages, if they have their own, nor to a visitor of a proxy that says so.

    The port is that of the socket; gunicorn takes it from no header (unless it listens on a file, which we never do).
    """
    port = visit().site.metrics_port
    theirs = request.environ["SERVER_PORT"] == port if port else not any(name in request.headers for name in OF_PROXIES)
    if request.endpoint in FOR_OPERATORS and not theirs:
        raise NotFound


def _only_known_files() -> None:
    """`fonts//name` would be found, too, and kept as another file."""
    if request.endpoint == "static" and (request.view_args or {}).get("filename") not in visit().site.stamps:
        raise NotFound


def _one_spelling(response: Response) -> Response:
    """Instead of an answer under another spelling the redirect, to a path of ours: nothing that was sent is in it."""
    if request.url_rule is None or response.status_code not in ANSWERED:
        return response
    built = request.url_rule.build(request.view_args or {})
    path = built[1] if built else request.path
    if _asked() == f"{request.script_root}{path}":
        return response
    response.close()
    question = request.query_string.decode("latin-1")
    moved = redirect(f"{visit().links.root}{path}" + (f"?{question}" if question else ""), 301)
    assert isinstance(moved, Response)
    return moved


def _asked() -> str:
    """The path as it was sent, without a host before it; a server that does not tell it gives it decoded."""
    sent = request.environ.get("RAW_URI") or f"{request.script_root}{request.path}"
    path = str(sent).partition("?")[0]
    return path if path.startswith("/") else f"/{path.partition('://')[2].partition('/')[2]}"
