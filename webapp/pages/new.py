"""/new: the records that were added or changed since a day, by subject."""

from datetime import date, timedelta

from flask import Blueprint, render_template, request

from search.digest import WALKED, Voice, digest_of, latest, told
from search.index import deadline
from search.queries import Query, faults_beside
from search.sentences import N_, Sentence
from webapp.visit import visit

views = Blueprint("new", __name__)

SINCE = "since"  # parameter: a day
DAYS = 30  # before the last addition, where no day is given
SHOWN = 3  # records of a subject
NO_DAY = N_("“%(value)s” is no day: write it as 2026-10-01.")


@views.get("/new")
@deadline.limited()
def new() -> str:
    """Since the day of the address, else in the month before the last addition; so that it needs no clock."""
    here = visit()
    query = Query(lang=here.language.code)
    since, problems = _since(query)
    found = digest_of(here.snapshot, since, query, WALKED, SHOWN)
    return render_template(
        "new.html",
        told=told(found, here.snapshot, Voice(here.language, here.links)),
        since=since.isoformat(),
        feed=here.links.search(query, "/search.atom"),
        problems=[problem.said(here.language) for problem in problems],
    )


def _since(query: Query) -> tuple[date, list[Sentence]]:
    """The day, and what is wrong with the address."""
    problems: list[Sentence] = list(faults_beside(request.args.items(multi=True), (SINCE, "lang")))
    written = request.args.get(SINCE, "").strip()
    if written:
        try:
            return date.fromisoformat(written), problems
        except ValueError:
            problems.append(Sentence(NO_DAY, value=written))
    last = latest(visit().snapshot, query) or date.fromisoformat(visit().snapshot.status.built_at[:10])
    return last - timedelta(days=DAYS), problems
