"""/search/profile: what is special about the records of a search, and who writes on it."""

from flask import Blueprint, render_template

from search.index import deadline
from webapp.asking import sent_question
from webapp.presenters import profile
from webapp.visit import visit

views = Blueprint("profile", __name__)


@views.get("/search/profile")
@deadline.limited()
def special() -> str:
    """Of any search; unknown parameters are named and left out."""
    reading, here = sent_question(), visit()
    view = profile(here.snapshot, reading.query, here.labels, here.links)
    problems = [problem.said(here.language) for problem in reading.problems]
    return render_template("profile.html", view=view, problems=problems)
