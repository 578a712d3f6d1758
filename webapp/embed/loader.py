"""/embed/v1/loader.js: on a page of somebody else's it gives our frames the height that they tell."""

from flask import Blueprint, Response, current_app

from webapp.presenters import LOADER

views = Blueprint("embed_loader", __name__)


@views.get(LOADER)
def loader() -> Response:
    """The script: always the newest of version 1, as nobody changes a line that was pasted."""
    return current_app.send_static_file("loader.js")
