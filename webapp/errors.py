"""Errors: one table from each SearchError to a status and what visitors read; pages, API and files tell the same.

A visitor can act on a question or an address; whatever else is wrong, the error's own sentence is for whoever runs the
site and goes to the log, and visitors read one that is meant for them.
"""

from dataclasses import dataclass

from flask import Flask, Response, current_app, render_template, request
from msgspec import Struct, json
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotImplemented, TooManyRequests

from search.errors import (
    ConfigurationError,
    EngineUnavailable,
    IndexBusy,
    IndexDamaged,
    IndexNotReady,
    QueryError,
    RecordNotFound,
    SearchError,
    SourceError,
    TooCostly,
)
from search.sentences import N_, Fault, Sentence
from webapp.exports import EXPORTS
from webapp.paths import OEMBED, framed
from webapp.serving import Crowded
from webapp.visit import visit

SOON = 60  # seconds; the minute of the sentences below


NOT_YET = N_("Nothing can be searched here yet: please come back in a few minutes.")
CHANGING = N_("The index is being changed just now: please try again in a minute.")
LATER = N_("Your question could not be answered just now: please try again in a minute.")
MANY_FILES = N_("Too many files at once")
IN_THE_LOG = N_("The reason is in the log of this site: tell whoever runs it.")


@dataclass(frozen=True)
class Answer:
    """sentence: what visitors read instead of the error's own one; without it they read that."""

    status: int
    heading: str
    sentence: str = ""
    retry_after: int | None = None


class Wrong(Struct):
    """One reason: what is wrong with which parameter, as it was given, and the values or names nearest to it.

    `parameter` and `value` are null where it is about no single one.
    """

    parameter: str | None
    value: str | None
    sentence: str
    nearest: tuple[str, ...]


class Errors(Struct):
    """Why there is no answer: a sentence for each reason, in the language of `lang`; and each with what it is about."""

    errors: list[str]
    problems: list[Wrong]


ANSWERS: dict[type[SearchError], Answer] = {
    QueryError: Answer(422, N_("This search cannot be run")),
    TooCostly: Answer(422, N_("This search cannot be run")),
    RecordNotFound: Answer(404, N_("There is no page at this address")),
    IndexNotReady: Answer(503, N_("The index is not ready"), NOT_YET, SOON),
    IndexDamaged: Answer(503, N_("The search is not responding at the moment"), LATER, SOON),
    IndexBusy: Answer(503, N_("The index is busy"), CHANGING, SOON),
    EngineUnavailable: Answer(503, N_("The search is not responding at the moment"), LATER, SOON),
    ConfigurationError: Answer(500, N_("This site is not set up correctly"), IN_THE_LOG),
    SourceError: Answer(500, N_("This site is not set up correctly"), IN_THE_LOG),
    SearchError: Answer(500, N_("Something went wrong here"), IN_THE_LOG),
}
UNEXPECTED = ANSWERS[SearchError]
FILES = (*(f".{export.suffix}" for export in EXPORTS), "/robots.txt", "/sitemap.xml", "/security.txt")


class ForAssistants(MethodNotAllowed):
    """Asked in a way in which no assistant asks."""


class JsonAlone(NotImplemented):
    """Asked for another format than the one that there is."""


REFUSALS: dict[object, tuple[Answer, tuple[Sentence, ...]]] = {  # what a client may do wrong, by status or kind
    400: (Answer(400, N_("This request cannot be read")), (Sentence(N_("Ask again, from a link of this site.")),)),
    406: (
        Answer(406, N_("This answer cannot be sent as you want it")),
        (Sentence(N_("Texts are sent as they are, or packed with gzip: accept one of the two (Accept-Encoding).")),),
    ),
    405: (
        Answer(405, N_("This address can only be read")),
        (Sentence(N_("Nothing can be sent to it: open it in a browser.")),),
    ),
    ForAssistants: (
        Answer(405, N_("This address is for assistants")),
        (Sentence(N_("Programs send questions to it, by the Model Context Protocol: search at /search.")),),
    ),
    403: (
        Answer(403, N_("This page may not ask here")),
        (Sentence(N_("Questions come from programs, or from pages of this site: take the API at /api/v1/search.")),),
    ),
    411: (
        Answer(411, N_("This request cannot be read")),
        (Sentence(N_("Say how long it is (Content-Length).")),),
    ),
    413: (
        Answer(413, N_("This request cannot be read")),
        (Sentence(N_("It is too long: ask something shorter.")),),
    ),
    JsonAlone: (
        Answer(501, N_("This answer cannot be sent as you want it")),
        (Sentence(N_("It is told in JSON alone: leave out the format, or ask for json.")),),
    ),
    501: (
        Answer(501, N_("This site does not answer assistants")),
        (Sentence(N_("What it takes is not installed here: take the API at /api/v1/search.")),),
    ),
    TooManyRequests: (
        Answer(429, MANY_FILES, retry_after=SOON),
        (Sentence(N_("Two files are being sent to you already: ask again when one of them has arrived.")),),
    ),
    Crowded: (
        Answer(429, MANY_FILES, retry_after=SOON),
        (Sentence(N_("This site is sending as many files as it can just now: please try again in a minute.")),),
    ),
}


def answer_to(error: SearchError) -> Answer:
    """The line of the table for an error's class, or for the nearest class above it."""
    return next(ANSWERS[kind] for kind in type(error).__mro__ if kind in ANSWERS)


def install(app: Flask) -> None:
    """Tell every error in the form that was asked for."""
    app.register_error_handler(SearchError, _search_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _search_error(error: SearchError) -> Response:
    answer = answer_to(error)
    visit().site.metrics.failed(type(error).__name__)
    if answer.sentence:
        visit().site.logbook.note(error)
        return _told(answer, (Sentence(answer.sentence),))
    return _told(answer, error.sentences)


def _http_error(error: HTTPException) -> Response:
    if error.code == 404:
        sentence = N_("There is no such page: search for what you are looking for, or start from the first page.")
        return _told(ANSWERS[RecordNotFound], (Sentence(sentence),))
    status = error.code or 500
    known = REFUSALS.get(type(error), REFUSALS.get(status))
    response = _told(*(known or (Answer(status, UNEXPECTED.heading), (Sentence(IN_THE_LOG),))))
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    current_app.logger.exception("An error that nothing foresaw")
    visit().site.metrics.failed("unforeseen")
    return _told(UNEXPECTED, (Sentence(IN_THE_LOG),))


def _told(answer: Answer, sentences: tuple[Sentence, ...]) -> Response:
    language = visit().language
    told = [sentence.said(language) for sentence in sentences]
    if request.path.startswith(("/api/", "/mcp", OEMBED)):
        errors = Errors(told, [_wrong(*pair) for pair in zip(sentences, told, strict=True)])
        response = Response(json.encode(errors) + b"\n", mimetype="application/json")
    elif request.path.endswith(FILES):
        response = Response("\n".join(told) + "\n", mimetype="text/plain")
    else:
        page = "widget_note.html" if framed(request.path) else "error.html"
        response = Response(render_template(page, heading=answer.heading, sentences=told, choices=()))
    response.status_code = answer.status
    if answer.retry_after:
        response.headers["Retry-After"] = str(answer.retry_after)
    return response


def _wrong(sentence: Sentence, said: str) -> Wrong:
    if isinstance(sentence, Fault):
        return Wrong(sentence.parameter, sentence.given, said, sentence.nearest)
    return Wrong(None, None, said, ())
