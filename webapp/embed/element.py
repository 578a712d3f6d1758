"""/embed/v1/element.js: the element <sp-search> for pages of somebody else's, in one file: script, style and names."""

from functools import cache
from importlib.resources import files

from flask import Blueprint, Response
from msgspec import json

from webapp.presenters import ELEMENT, MANY, ONE

views = Blueprint("embed_element", __name__)


@views.get(ELEMENT)
def script() -> Response:
    """The same for everybody; the index is not asked."""
    return Response(_joined(), mimetype="text/javascript")


@cache
def _joined() -> bytes:
    """The script, which is a function, called with its style sheet and the names of its attributes."""
    folder = files("webapp").joinpath("static")
    style = folder.joinpath("sp-search.css").read_text(encoding="utf-8")
    told = json.encode({"style": style, "many": MANY, "one": ONE})
    return folder.joinpath("sp-search.js").read_bytes().rstrip() + b"(" + told + b");\n"
