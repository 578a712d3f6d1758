"""/metrics: counts and gauges in the text format of Prometheus; it answers whatever the index does."""

from flask import Blueprint, Response, request
from prometheus_client.exposition import choose_encoder

from webapp.visit import visit

views = Blueprint("metrics", __name__)


@views.get("/metrics")
def metrics() -> Response:
    """What every process has counted so far, and how the index and the processes are now."""
    encode, kind = choose_encoder(request.headers.get("Accept", ""))
    written = encode(visit().site.metrics.everything())
    return Response(written, content_type=kind, headers={"Vary": "Accept"})
