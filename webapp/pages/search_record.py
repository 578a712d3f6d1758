"""/search/record: a search to be reported and repeated; /search/verify: what has changed since such a record."""

from datetime import datetime

from flask import Blueprint, Response, render_template, request
from msgspec import MsgspecError

from search.queries import read_parameters
from search.sentences import N_, Sentence
from webapp.asking import strict_question
from webapp.exports import read, search_record, verified, written
from webapp.pages.files import attached, stem
from webapp.presenters import as_text
from webapp.visit import visit

views = Blueprint("search_record", __name__)

LARGEST = 20_000_000  # bytes of a record that is sent: some 500,000 ids
NO_FILE = N_("Choose the file of a search record.")
TOO_LARGE = N_("This file is larger than a search record of this index can be.")
NO_RECORD = N_("This file is no search record: take the one that a page of results offers.")
SUFFIX = "record.json"


@views.get("/search/record")
def record() -> Response:
    """What was asked, when, of which index, and what was found: as a file. Raises QueryError."""
    reading, here = strict_question(), visit()
    sentence = as_text(reading.query, here.labels, here.links)
    made = search_record(here.snapshot, reading.query, sentence, here.labels, here.links)
    return attached(Response(written(made), mimetype="application/json"), f"{stem(reading.query)}.{SUFFIX}")


@views.get("/search/verify")
def form() -> str:
    """The empty form."""
    return render_template("verify.html", view=None, wrong=None)


@views.post("/search/verify")
def verify() -> Response | str:
    """What has changed since the record that was sent; it is kept nowhere."""
    if request.content_length is None or request.content_length > LARGEST:
        return _wrong(TOO_LARGE, 413)
    sent = request.files.get("record")
    data = sent.read() if sent else b""
    if not data:
        return _wrong(NO_FILE)
    try:
        said = read(data)
        datetime.fromisoformat(said.searched_at)
    except (MsgspecError, ValueError):
        return _wrong(NO_RECORD)
    here = visit()
    reading = read_parameters(said.parameters, here.snapshot.vocabulary)
    view = verified(said, reading, here.snapshot, here.labels, here.links)
    return render_template("verify.html", view=view, wrong=None)


def _wrong(sentence: str, status: int = 422) -> Response:
    return Response(render_template("verify.html", view=None, wrong=Sentence(sentence)), status)
