"""Headers: what browsers may do with our pages, how long answers keep, and who may frame what."""

import hashlib

from flask import Flask, Response, request

from webapp.paths import FOR_OPERATORS, OEMBED, follows, framed
from webapp.presenters import BUILDER, today
from webapp.visit import visit

FRESH = "public, max-age=0, must-revalidate"  # an index may be built at any moment; asking again costs a 304
FRAGMENT = (  # the same bytes for everybody: a CDN may hold them, and go on when nothing answers it
    "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800"
)
NEVER = "no-store"
READING = ("GET", "HEAD")
OF_THE_PROGRAM = frozenset(  # the index is never asked
    {
        "machines.healthy", "machines.robots", "machines.icon", "machines.security", "api_openapi.openapi", "llms.llms",
        "opensearch.description", "embed_loader.loader", "embed_element.script",
    }
)  # fmt: skip
OF_CONTENT = frozenset(
    {"files.atom", "my_list.atom", "collections.atom"}
)  # readers ask for a feed all day: new is what has new entries
OF_COLLECTIONS = frozenset({"collections", "home", "sitemaps", "oembed"})  # blueprints that tell what their files hold
API = "/api/"
ASKED = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Access-Control-Allow-Methods": ASKED,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}
LEFT_OUT = "Spindex-Left-Out"  # parameters of a widget that are not understood
# which scripts of other sites may read, beside the few that they always may
EXPOSED = f"ETag, Link, Retry-After, {LEFT_OUT}"
FOREVER = "public, max-age=31536000, immutable"
POLICY = (
    "default-src 'none'; script-src {scripts}; connect-src {connects}; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; "
    "form-action 'self'{forms}; base-uri 'none'; frame-ancestors {ancestors}"
)


def install(app: Flask) -> None:
    """Answer 304 before any work is done, and set the headers of every response."""
    app.before_request(_preflight)
    app.before_request(_unchanged)
    app.after_request(_describe)


def _preflight() -> Response | None:
    """What a browser asks before a page of another site may send headers of its own: they may, and read the answer."""
    if request.method != "OPTIONS" or not request.path.startswith(API):
        return None
    response = Response(status=204, headers={"Allow": ASKED, **PREFLIGHT})
    response.headers.pop("Content-Type")
    return response


def _entity_tag() -> str | None:
    """One for each address, index state, build of this program, and day, as meetings pass; None without a state."""
    if request.method not in READING or request.endpoint in (None, "static", *FOR_OPERATORS, *OF_CONTENT):
        return None
    state = ""
    if request.endpoint not in OF_THE_PROGRAM:
        status = visit().status
        if status is None or not status.state:
            return None
        state = f"{status.version}\n{status.state}"
    if request.blueprint in OF_COLLECTIONS:
        state += f"\n{visit().site.collections.stamp}"
    return _digest(f"{request.full_path}\n{state}\n{visit().site.build}\n{today()}".encode())


def _digest(told: bytes) -> str:
    return hashlib.blake2b(told, digest_size=12).hexdigest()


def _tagged(response: Response) -> Response:
    """With the tag of its content; 304 where that is known."""
    known, tag = request.if_none_match, _digest(response.get_data())
    if known.star_tag or known.contains_weak(tag):
        response.close()
        return _not_modified(tag)
    response.set_etag(tag, weak=True)
    return response


def _unchanged() -> Response | None:
    request.environ.pop("HTTP_RANGE", None)  # all of it is sent, which is always right (RFC 9110, 14.2)
    known = request.if_none_match
    if not known or known.star_tag:
        return None
    tag = _entity_tag()
    return _not_modified(tag) if tag and known.contains_weak(tag) else None


def _not_modified(tag: str | None) -> Response:
    response = Response(status=304)
    response.headers.pop("Content-Type")
    if tag:
        response.set_etag(tag, weak=True)
    return response


def _describe(response: Response) -> Response:
    if request.endpoint in OF_CONTENT and response.status_code == 200 and request.method in READING:
        response = _tagged(response)
    elif request.if_none_match.star_tag and response.status_code == 200 and request.method in READING:
        response.close()  # `*`: whatever there is, is known; that there is something had to be found out (13.1.2)
        response = _not_modified(_entity_tag())
    elsewhere, headers = framed(request.path), response.headers
    headers["Content-Security-Policy"] = _policy(elsewhere)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    if elsewhere or request.path.startswith((API, OEMBED, "/static/")):
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = EXPOSED
    if elsewhere:  # pages that are isolated (COEP) frame nothing else
        headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    response.vary.add("Accept-Encoding")
    _keep(response, elsewhere)
    return response


def _policy(elsewhere: bool) -> str:
    """elsewhere: it stands in pages of other sites; there its form may also go to our public address."""
    ours = visit().links.absolute("") if elsewhere else ""
    policy = POLICY.format(
        scripts="'self'" if follows() or not elsewhere else "'none'",
        connects="'none'" if elsewhere else "'self'",
        forms=f" {ours}" if ours else "",
        ancestors="*" if elsewhere else "'self'",
    )
    return f"{policy}; frame-src 'self'" if request.path == BUILDER else policy


def _keep(response: Response, elsewhere: bool) -> None:
    if response.status_code not in (200, 304) or request.method not in READING or request.endpoint in FOR_OPERATORS:
        response.headers["Cache-Control"] = NEVER
    elif request.endpoint == "static":
        response.headers["Cache-Control"] = FOREVER if _stamped(request.path.partition("/static/")[2]) else FRESH
    else:
        response.headers["Cache-Control"] = FRAGMENT if elsewhere else FRESH
        if response.status_code == 200 and request.endpoint not in OF_CONTENT and (tag := _entity_tag()):
            response.set_etag(tag, weak=True)


def _stamped(name: str) -> bool:
    """Whether the address is that of this very content; a font keeps its own as long as its name."""
    question = request.query_string.decode("latin-1")
    return question == f"v={visit().site.stamps[name]}" or (not question and name.endswith(".woff2"))
