"""/: what this is, a search box, and ways in."""

from flask import Blueprint, render_template

from webapp.presenters import Browser, CardMaker, collection_list, everything
from webapp.visit import visit

views = Blueprint("home", __name__)

NEWEST = 6


@views.get("/")
def home() -> str:
    """The first page."""
    here = visit()
    query = everything(here.language.code, NEWEST)
    results = here.snapshot.search(query)
    collections = here.site.collections.collections.values()
    years = sorted(int(bucket.value) for bucket in results.facets["year"].buckets if bucket.count)
    return render_template(
        "home.html",
        total=results.total,
        years=(years[0], years[-1]) if years else None,
        browse=Browser(results, here.labels, here.links),
        labels=here.labels,
        collections=collection_list(collections, here.snapshot, here.labels, here.links),
        newest=CardMaker(here.labels, here.links, query.plain()).cards(results.hits),
        all_newest=here.links.search(query.plain().with_sort("newest")),
    )
