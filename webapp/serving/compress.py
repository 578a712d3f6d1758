"""Compression: a page of 60 kB travels as 8, which matters where links are poor; a proxy may do it instead."""

import gzip

from flask import Flask, Response, request
from werkzeug.exceptions import NotAcceptable

LEAST = 1000  # bytes; below, the effort saves no packet
LEVEL = 5  # about a millisecond for a page of results


def install(app: Flask) -> None:
    """Compress texts for whoever takes gzip, and refuse who takes neither that nor plain text."""
    app.before_request(_takes_something)
    app.after_request(_compressed)


def _takes_something() -> None:
    taken, only = _gzip()
    if only and not taken:
        raise NotAcceptable


def _compressed(response: Response) -> Response:
    taken, only = _gzip()
    flows = response.is_streamed and not response.direct_passthrough  # sent as it is made: RFC 9110 leaves that to us
    if not taken or flows or response.status_code != 200 or not (only or _worth_it(response)):
        return response
    response.direct_passthrough = False  # a file of ours
    response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)  # the bytes are others
    return response


def _gzip() -> tuple[bool, bool]:
    """Whether it is taken, and no less gladly than plain text; and whether plain text is refused (RFC 9110, 12.5.3)."""
    accepted = request.accept_encodings
    quality, plain = accepted.quality("gzip"), accepted.quality("identity")
    refused = plain == 0 and any(coding in ("identity", "*") for coding, _ in accepted)
    return 0 < quality >= plain, refused


def _worth_it(response: Response) -> bool:
    kind = response.mimetype or ""
    text = kind.startswith("text/") or kind.endswith(("json", "xml"))
    return text and not response.direct_passthrough and len(response.get_data()) >= LEAST
