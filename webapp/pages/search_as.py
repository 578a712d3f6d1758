"""/search/as: a search as a link, and for a shell, Python and R."""

from flask import Blueprint, Response, render_template
from werkzeug.wrappers import Response as AnyResponse

from search.records import Record, shown
from webapp.asking import redirected, strict_question
from webapp.presenters import as_text, of_record, of_search
from webapp.visit import visit

views = Blueprint("search_as", __name__)


@views.get("/search/as")
def search() -> str | Response | AnyResponse:
    """What the search would be elsewhere. Raises QueryError."""
    reading, here = strict_question(), visit()
    if reading.redirected:
        return redirected(reading.query)
    return render_template(
        "as.html",
        heading=here.language.gettext("This search as a link, or for curl, Python or R"),
        name=as_text(reading.query, here.labels, here.links),
        back=here.links.search(reading.query),
        snippets=of_search(reading.query, here.links),
    )


def of(record: Record) -> str:
    """The same page for a record."""
    here = visit()
    return render_template(
        "as.html",
        heading=here.language.gettext("This record as a link, or for curl, Python or R"),
        name=shown(record.title, here.language.code)[0],
        back=here.links.record(record.id),
        snippets=of_record(record.id, here.links),
    )
