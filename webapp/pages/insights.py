"""/insights and /insights.csv: what the index covers, how it grew, how recent it is and what is missing."""

from flask import Blueprint, Response, render_template, request

from search.errors import QueryError
from search.index import deadline
from search.sentences import N_, Sentence
from webapp.asking import nothing_else
from webapp.exports import figures
from webapp.pages.files import attached
from webapp.presenters import Insights, insights
from webapp.visit import visit

views = Blueprint("insights", __name__)

TABLE = "table"  # parameter of the file: which
NO_TABLE = N_("There is no table “%(name)s” here: choose one of %(names)s.")


@views.get("/insights")
@deadline.limited()
def page() -> str:
    """Of the whole index."""
    return render_template("insights.html", view=_view(), address=_address)


@views.get("/insights.csv")
@deadline.limited()
def table() -> Response:
    """One of its tables. Raises QueryError."""
    nothing_else("lang", TABLE)
    name, view = request.args.get(TABLE, ""), _view()
    found = view.table(name)
    if found is None:
        names = ", ".join(table.name for _, tables in view.sections for table in tables)
        raise QueryError(Sentence(NO_TABLE, name=name, names=names))
    here = visit()
    rows = [[_written(cell.value) for cell in row] for row in found.rows]
    response = Response(figures([found.head, *rows], here.language.code), mimetype="text/csv")
    return attached(response, f"insights-{name}-{here.snapshot.status.updated_at[:10]}.csv")


def _view() -> Insights:
    here = visit()
    return insights(here.snapshot, here.labels, here.links)


def _written(value: str | int | float) -> str:
    return visit().language.decimal(value) if isinstance(value, float) else str(value)


def _address(name: str) -> str:
    """The file of a table."""
    links = visit().links
    return links.with_more(links.page("/insights.csv"), {TABLE: name})
