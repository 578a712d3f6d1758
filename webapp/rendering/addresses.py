"""Addresses of a page for search engines: the one that it is known under, and the same page in other languages."""

from dataclasses import replace

from flask import request

from search.queries import Query
from search.records import INTERFACE_LANGUAGES
from webapp.spelling import read, spelled
from webapp.visit import visit

ANY_LANGUAGE = "x-default"  # hreflang of the page for whoever reads none of them: the English one


def own_address(code: str = "") -> str:
    """The page that was asked for without any parameter but its language."""
    links = visit().links
    here = replace(links, lang=code or links.lang)
    return here.absolute(here.page(f"/{spelled(read(request.path[1:]))}"))


def alternate_addresses(query: Query | None = None) -> list[tuple[str, str]]:
    """(hreflang, address) of each language; of a search, with what is asked."""
    links = visit().links
    several = [
        (code, links.absolute(links.search(replace(query, lang=code))) if query else own_address(code))
        for code in INTERFACE_LANGUAGES
    ]
    return [*several, (ANY_LANGUAGE, several[0][1])]
