"""Headers: what browsers may do with our pages, how long answers keep, and who may frame what."""

import hashlib

from flask import Flask, Response, request

from webapp.visit import visit

FRAMED = "/embed/"
FRESH = "public, max-age=0, must-revalidate"  # an index may be built at any moment; asking again costs a 304
FRAGMENT = "public, max-age=300, stale-while-revalidate=86400"  # the same bytes for everybody: a CDN may hold them
NEVER = "no-store"
OF_THE_MOMENT = frozenset({"machines.ready", "metrics.metrics"})  # endpoints whose answer the index alone does not tell
OF_THE_PROGRAM = frozenset({"machines.healthy", "machines.robots", "api_openapi.openapi"})  # the index is never asked
FOREVER = "public, max-age=31536000, immutable"
POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "form-action 'self'{forms}; base-uri 'none'; frame-ancestors {ancestors}"
)


def install(app: Flask) -> None:
    """Answer 304 before any work is done, and set the headers of every response."""
    app.before_request(_unchanged)
    app.after_request(_describe)


def _entity_tag() -> str | None:
    """One for each address, index state and build of this program; None where no index can be asked."""
    if request.method not in ("GET", "HEAD") or request.endpoint in (None, "static", *OF_THE_MOMENT):
        return None
    state = ""
    if request.endpoint not in OF_THE_PROGRAM:
        status = visit().status
        if status is None:
            return None
        state = f"{status.version}\n{status.updated_at}\n{status.records}"
    told = f"{request.full_path}\n{state}\n{visit().site.build}"
    return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()


def _unchanged() -> Response | None:
    if not request.if_none_match:
        return None
    tag = _entity_tag()
    if tag is None or not request.if_none_match.contains_weak(tag):
        return None
    response = Response(status=304)
    response.set_etag(tag, weak=True)
    return response


def _describe(response: Response) -> Response:
    framed = request.path.startswith(FRAMED)
    ours = visit().links.absolute("") if framed else ""  # a widget's form goes to the public address
    ancestors = "*" if framed else "'self'"
    headers = response.headers
    headers["Content-Security-Policy"] = POLICY.format(forms=f" {ours}" if ours else "", ancestors=ancestors)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    if framed or request.path.startswith(("/api/", "/static/")):
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        headers["Access-Control-Allow-Origin"] = "*"
    headers.setdefault("Vary", "Accept-Encoding")
    _keep(response, framed)
    return response


def _keep(response: Response, framed: bool) -> None:
    if request.endpoint == "static" and response.status_code in (200, 206, 304):
        name = request.path.partition("/static/")[2]
        stamped = request.args.get("v") == visit().site.stamps.get(name) or name.endswith(".woff2")
        response.headers["Cache-Control"] = FOREVER if stamped else FRESH
    elif response.status_code in (200, 304) and request.endpoint not in OF_THE_MOMENT:
        response.headers["Cache-Control"] = FRAGMENT if framed else FRESH
        if response.status_code == 200 and (tag := _entity_tag()):
            response.set_etag(tag, weak=True)
    else:
        response.headers["Cache-Control"] = NEVER
