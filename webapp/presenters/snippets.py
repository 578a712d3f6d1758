"""Snippets: a search or a record as a link, and as lines that run in a shell, in Python and in R."""

import json
import shlex
from dataclasses import dataclass, replace

from search.queries import MOST_SIZE, Query
from search.sentences import N_
from webapp.links import Links
from webapp.presenters.framing import NOWHERE, public

LINK, IN_API, SHELL = N_("Link"), N_("Address in the API"), N_("Command line")

SEARCH_IN_PYTHON = """\
import requests

address = {address}
while address:
    answer = requests.get(address, timeout=60)
    answer.raise_for_status()
    found = answer.json()
    for hit in found["hits"]:
        print(hit["id"], *hit["record"]["title"].values(), sep="\\t")
    following = found["links"]["next"]
    address = following and {site}following
"""
RECORD_IN_PYTHON = """\
import requests

answer = requests.get({address}, timeout=60)
answer.raise_for_status()
record = answer.json()["record"]
print(record["id"], *record["title"].values(), sep="\\t")
"""
SEARCH_IN_R = """\
library(jsonlite)

address <- {address}
while (!is.null(address)) {{
  found <- fromJSON(address, simplifyVector = FALSE)
  for (hit in found$hits) {{
    cat(hit$id, unlist(hit$record$title), sep = "\\t")
    cat("\\n")
  }}
  following <- found$links[["next"]]
  address <- if (is.null(following)) NULL else paste0({site}, following)
}}
"""
RECORD_IN_R = """\
library(jsonlite)

record <- fromJSON({address}, simplifyVector = FALSE)$record
cat(record$id, unlist(record$title), sep = "\\t")
cat("\\n")
"""


@dataclass(frozen=True)
class Snippet:
    """Lines to copy. label: a sentence of ours, or the name of a language of programs."""

    name: str
    label: str
    lines: str


def of_search(query: Query, links: Links) -> list[Snippet]:
    """Programs are led through the whole answer."""
    query = replace(query, page=1)
    asked = public(links.search(query, "/api/v1/search"), links)
    steps = links.with_more(
        public(links.search(replace(query, size=MOST_SIZE), "/api/v1/search"), links), {"cursor": "*"}
    )
    site = "" if links.base else NOWHERE
    return [
        Snippet("link", LINK, public(links.search(query), links)),
        *_asked(asked),
        Snippet(
            "python", "Python", SEARCH_IN_PYTHON.format(address=_quoted(steps), site=f"{_quoted(site)} + " * bool(site))
        ),
        Snippet("r", "R", SEARCH_IN_R.format(address=_quoted(steps), site=_quoted(site))),
    ]


def of_record(identifier: str, links: Links) -> list[Snippet]:
    """The record whole, with its raw rows and how its values came about."""
    asked = public(links.record_in_api(identifier), links)
    return [
        Snippet("link", LINK, public(links.record(identifier), links)),
        *_asked(asked),
        Snippet("python", "Python", RECORD_IN_PYTHON.format(address=_quoted(asked))),
        Snippet("r", "R", RECORD_IN_R.format(address=_quoted(asked))),
    ]


def _asked(address: str) -> list[Snippet]:
    command = f"curl --fail --silent --show-error {shlex.quote(address)}"
    return [Snippet("api", IN_API, address), Snippet("curl", SHELL, command)]


def _quoted(text: str) -> str:
    """As Python and R write a text: addresses hold no letter that the two would read otherwise."""
    return json.dumps(text)
