"""/insights/demand: what was searched for here in vain, for those who look after the index."""

import sqlite3

from flask import Blueprint, render_template

from search.daily import OLD
from search.demand import DAYS, TIMES, demand_of
from webapp.presenters import demand_page
from webapp.visit import visit

views = Blueprint("demand", __name__)


@views.get("/insights/demand")
def demand() -> str:
    """What was asked for on some days, or often; nothing where the operator lets nothing be counted."""
    here = visit()
    settings = here.site.settings
    try:
        found = demand_of(settings).found() if settings.demand == "on" else []
    except (OSError, sqlite3.Error):  # the file is not there for this process, or damaged: it is no part of the index
        found = []
    view = demand_page(found, here.snapshot, here.labels, here.links)
    return render_template("demand.html", view=view, listening=settings.demand == "on", days=DAYS, often=TIMES, old=OLD)
