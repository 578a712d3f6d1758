"""Rendering: what every template may use; the sentences of the templates are translated here."""

from urllib.parse import urlencode

from flask import Flask, request
from markupsafe import escape

from search.records import INTERFACE_LANGUAGES, shown
from webapp.exports import EXPORTS, TABLES
from webapp.languages import KINDS, direction, language
from webapp.paths import follows, looked
from webapp.rendering.addresses import alternate_addresses, own_address
from webapp.rendering.bars import bars, year_links
from webapp.rendering.checkboxes import checkboxes
from webapp.rendering.map_cells import map_cells
from webapp.rendering.map_picture import map_picture
from webapp.rendering.stacks import stacks
from webapp.rendering.world import world
from webapp.spelling import read, spelled
from webapp.visit import visit


def install(app: Flask) -> None:
    """Set up the templates; an unknown name in one is an error, and blank lines are left out."""
    from jinja2 import StrictUndefined

    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: visit().language.gettext(message),
        lambda singular, plural, number: visit().language.ngettext(singular, plural, number),
        newstyle=True,
    )
    # The `_` of a template takes its message for safe markup: whatever is not written in a template goes through this.
    environment.filters["translated"] = lambda message: visit().language.gettext(message)
    environment.filters["paired"] = lambda template, following: visit().language.pair(template, following)
    environment.filters["filled"] = lambda message, **values: escape(message) % values
    environment.filters["number"] = lambda value: visit().language.number(value)
    environment.globals.update(direction=direction, static=_static, language_switch=_language_switch, counted=_counted)
    environment.globals.update(
        bars=bars, stacks=stacks, year_links=year_links, exports=EXPORTS, shown=shown, kinds=KINDS
    )
    environment.globals.update(map_cells=map_cells, map_picture=map_picture, tables=TABLES)
    environment.globals.update(own_address=own_address, alternate_addresses=alternate_addresses)
    environment.globals["world"] = lambda lands: world(lands, visit().language)
    environment.globals["checkboxes"] = lambda values, name: checkboxes(values, name, visit().language)
    environment.globals |= {"follows": follows, "looked": looked}
    app.context_processor(_visit)


def _visit() -> dict[str, object]:
    here = visit()
    return {
        "language": here.language,
        "links": here.links,
        "page": here.links.page,
        "status": here.status,
        "section": (request.blueprint or "").partition(".")[0],
    }


def _static(name: str) -> str:
    """The address of a file below static/; it changes with the file, so that browsers may keep it for ever."""
    here = visit()
    return f"{here.links.root}/static/{name}?v={here.site.stamps[name]}"


def _counted(number: int) -> str:
    """`1,204 records`"""
    language = visit().language
    sentence = language.ngettext("%(count)s record", "%(count)s records", number)
    return sentence % {"count": language.number(number)}


def _language_switch() -> list[tuple[str, str, str, bool]]:
    """(code, name, address of this page, whether it is this one) of each language of the interface."""
    here = visit()
    several = map(language, INTERFACE_LANGUAGES)
    return [(one.code, one.own_name, _in_language(one.code), one.code == here.language.code) for one in several]


def _in_language(code: str) -> str:
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang" and value]
    pairs += [("lang", code)] if code != "en" else []
    path = f"{visit().links.root}/{spelled(read(request.path[1:]))}"
    return f"{path}?{urlencode(pairs)}" if pairs else path
