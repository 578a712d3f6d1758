"""/suggest: visitors suggest a resource; what they send waits for a curator, and no page shows it."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from search.inbox import Inbox
from search.sentences import N_, Sentence
from webapp.presenters import Filled
from webapp.visit import visit

views = Blueprint("suggest", __name__)

LARGEST = 40_000  # bytes of a form that is sent
TRAP = "website"  # a field that nobody sees: what fills it is no person
ELSEWHERE = N_("This was sent from another site: fill in the form here.")
TOO_LARGE = N_("That is more than this form takes: shorten it.")
TOO_OFTEN = N_("You have sent several suggestions already: please come back in an hour.")
FULL = N_("So many suggestions wait to be read that no more can be taken just now: please come back later.")
NOT_KEPT = N_("Your suggestion could not be kept just now: please try again later.")


@views.get("/suggest")
def suggest() -> Response:
    """The empty form; a link may fill in the country that something is missing for."""
    labels = visit().labels
    iso3 = request.args.get("country", "")
    known = {"country": labels.value("country", iso3)} if iso3 in labels.countries.codes else {}
    return _form(Filled(known, labels))


@views.get("/suggest/thanks")
def thanks() -> str:
    """What becomes of it."""
    return render_template("suggest_thanks.html")


@views.post("/suggest")
def send() -> Response | AnyResponse:
    """Keep what was sent, or say at each field what is wrong."""
    labels = visit().labels
    if not _ours():
        return _form(Filled({}, labels), 403, ELSEWHERE)
    if request.content_length is None or request.content_length > LARGEST:
        return _form(Filled({}, labels), 413, TOO_LARGE)
    sent = request.form
    filled = Filled(sent, labels)
    if sent.get(TRAP):
        return _thanked()
    if not filled.check():
        return _form(filled, 422)
    if not visit().site.senders.may():
        return _form(filled, 429, TOO_OFTEN)
    return _kept(filled)


def _kept(filled: Filled) -> Response | AnyResponse:
    inbox = Inbox(visit().site.settings.data / "inbox")
    try:
        kept = inbox.put(filled.row, filled.values["why"], filled.values["email"])
    except OSError as error:
        current_app.logger.error("A suggestion could not be kept (%s)", error.strerror)
        return _form(filled, 503, NOT_KEPT)
    return _thanked() if kept else _form(filled, 503, FULL)


def _thanked() -> AnyResponse:
    return redirect(visit().links.page("/suggest/thanks"), 303)


def _form(filled: Filled, status: int = 200, wrong: str = "") -> Response:
    page = render_template("suggest.html", filled=filled, wrong=Sentence(wrong) if wrong else None, trap=TRAP)
    return Response(page, status)


def _ours() -> bool:
    """Whether a page of ours sent it, as far as the browser says (Fetch Metadata, else RFC 6454)."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:  # no browser of the last ten years
        return True
    return urlsplit(origin).netloc in {request.host, urlsplit(visit().site.settings.base_url).netloc} - {""}
