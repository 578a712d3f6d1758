"""JSON as the API writes it: UTF-8 as it is read, no padding."""

import json
from typing import Any

from flask import Response


def as_json(content: dict[str, Any]) -> Response:
    """A JSON response."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(text + "\n", mimetype="application/json")
