"""JSON as the API writes it: UTF-8 as it is read, no padding."""

from typing import Any

import msgspec
from flask import Response


def as_json(content: dict[str, Any]) -> Response:
    """A JSON response."""
    return Response(msgspec.json.encode(content) + b"\n", mimetype="application/json")
