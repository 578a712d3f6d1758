"""/list: records that somebody ticked, in that order, kept in the address alone; /list.<suffix>: as a file."""

from functools import partial

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from search.answers import Hit
from search.errors import QueryError
from search.queries import LONGEST_ADDRESS, Query
from search.records import Record
from search.sentences import N_, Sentence
from webapp.asking import known_as
from webapp.exports import EXPORTS, STYLES, Context, Export, citation, cited, item_of
from webapp.pages.files import NAME, attached
from webapp.presenters import CardMaker
from webapp.visit import visit

views = Blueprint("my_list", __name__)

ID, WITHOUT, STYLE = "id", "without", "style"
MOST = 500  # records of a list
MOST_CITED = 100  # of them, in the style of a journal
PLAIN = "plain"  # the citation of the records' own pages
TOO_MANY = N_("A list holds at most %(most)s records: take some of them away, or use the files of a search.")
TOO_LONG = N_("The address of this list is longer than servers take (%(most)s bytes): make two lists of it.")


@views.get("/list")
def page() -> Response | AnyResponse:
    """The records as cards, with files and citations; what is taken away, or known by another id, is redirected."""
    asked, here = _asked(), visit()
    records, unknown = _found(asked)
    ids, style = [one.id for one in records], request.args.get(STYLE, "")
    if WITHOUT in request.args or [*ids, *unknown] != [*(one for one in asked if one not in unknown), *unknown]:
        gone = request.args.getlist(WITHOUT)
        return redirect(here.links.listed(one for one in [*ids, *unknown] if one not in gone))
    made = render_template(
        "list.html",
        cards=CardMaker(here.labels, here.links, Query(lang=here.language.code)).cards(map(Hit, records)),
        ids=ids,
        exports=[one for one in EXPORTS if one.fits([record.content_type for record in records])],
        unknown=unknown,
        styles={PLAIN: N_("Plain"), **STYLES},
        style=style if style in STYLES or style == PLAIN else "",
        citations=_cited(records[:MOST_CITED], style, _context(ids)),
        most_cited=MOST_CITED,
    )
    return Response(made)


def file(export: Export) -> Response:
    """The records of the list in a format of the registry; ids that nothing is known by are left out."""
    records, _ = _found(_asked())
    written = b"".join(export.write(records, _context([one.id for one in records])))
    response = Response(written, mimetype=export.media_type)
    if not export.whole:
        return response
    return attached(response, f"{NAME}-list-{len(records)}-{visit().snapshot.status.built_at[:10]}.{export.suffix}")


def _asked() -> list[str]:
    """Each id once, as the address has them. Raises QueryError beyond a limit."""
    ids = list(dict.fromkeys(one for one in request.args.getlist(ID) if one))
    if len(ids) > MOST:
        raise QueryError(Sentence(TOO_MANY, most=MOST))
    if len(request.query_string) > LONGEST_ADDRESS:
        raise QueryError(Sentence(TOO_LONG, most=LONGEST_ADDRESS))
    return ids


def _found(ids: list[str]) -> tuple[list[Record], list[str]]:
    """The records in that order, each once, by the ids that they have now; and the ids that nothing is known by."""
    snapshot = visit().snapshot
    lines = snapshot.fetch(ids)
    known = {one: one if one in lines else known_as(one) for one in ids}
    lines |= snapshot.fetch([now for now in known.values() if now and now not in lines])
    kept = dict.fromkeys(now for now in known.values() if now in lines)
    return [Record.from_json(lines[now]) for now in kept], [one for one, now in known.items() if not now]


def _context(ids: list[str]) -> Context:
    here = visit()
    return Context(here.labels, here.links, Query(lang=here.language.code), here.snapshot.status, tuple(ids))


def _cited(records: list[Record], style: str, context: Context) -> list[str]:
    language = context.labels.language
    if style in STYLES:
        return sorted(cited(item_of(one, context), style, language.code) for one in records)
    return sorted(citation(item_of(one, context), one, language) for one in records) if style == PLAIN else []


for _export in EXPORTS:
    _name = _export.suffix.replace(".", "_")
    views.add_url_rule(f"/list.{_export.suffix}", _name, partial(file, _export))
