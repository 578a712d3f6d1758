"""Which record a row is about: `source:local-id`, where the source is the list that the row stands in.

Two lists that both number from 1 never meet: without a source that is given or recognised, a list is called as its
file.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.normalise.draft import Draft
from indexer.normalise.text import as_text, one_line
from indexer.rows import Removal, SourceRow
from indexer.sources import UNNAMED, list_of, slug
from search.records import InvalidValue, record_id
from search.text import fold

OWN = "local"  # how a source with our own columns is called, which is no known one
SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")
PRINTED = re.compile(r"([a-z0-9][a-z0-9._-]*):(?=\S)(?!//)")  # an id as we print it: its source first
SCHEMES = frozenset(
    "http https ftp mailto urn doi hdl handle oai info isbn issn arxiv pmid pmcid wos scopus eid ark tag file data id"
    " uuid ror orcid".split()
)


@dataclass(frozen=True)
class Identity:
    """id: of the record. stated: whether the row says it; else it was made of what tells resources apart."""

    id: str
    source: str
    stated: bool = False


def own_source(draft: Draft) -> str:
    """What a column of the row says, in the form of a source's id: `World Bank` is a text, `world-bank` a source."""
    cell = draft.cell("source")
    return cell[1] if cell and SLUG.fullmatch(cell[1]) else ""


def source_id(draft: Draft) -> str:
    """From its own column, else what was said of the row (`--source`), else the recognised file's, else its list's."""
    known = draft.source.id if draft.source.id != OWN else ""
    said = own_source(draft) or draft.row.source or known
    return (slug(said) or UNNAMED) if said else draft.row.list or list_of(draft.row.file)


def identity(draft: Draft) -> Identity:
    """Without a local id, 12 hex digits of a hash of the key fields. Raises ValueError."""
    if draft.row.id:
        return Identity(draft.row.id, draft.row.id.partition(":")[0], stated=True)
    source = source_id(draft)
    column = draft.source.identity.column
    local = one_line(as_text(draft.row.columns.get(column))) if column else ""
    local = local.removeprefix(f"{source}:")
    if (named := PRINTED.match(local)) and named[1] not in SCHEMES:
        return Identity(record_id(local), named[1], stated=True)
    if local:
        return Identity(record_id(f"{source}:{local}"), source, stated=True)
    key = list(_key(draft))
    if not key:
        raise InvalidValue("it has neither an id nor a title to make one of")
    local = hashlib.sha256(json.dumps(key).encode()).hexdigest()[:12]
    return Identity(record_id(f"{source}:{local}"), source)


def removed_id(row: Removal) -> str:
    """The id of the record that is gone, made as those of records are. Raises ValueError."""
    local = one_line(row.id)
    if not row.source and ":" in local:
        return record_id(local)
    source = (slug(row.source) or UNNAMED) if row.source else list_of(row.file)
    return record_id(f"{source}:{local.removeprefix(f'{source}:')}")


def named_list(row: SourceRow, first_sheet: str) -> str:
    """The list of a row of a workbook: each of its sheets is one, the first is called as the file."""
    return list_of(row.file, row.sheet if row.sheet != first_sheet else "")


def _key(draft: Draft) -> Iterator[tuple[str, str]]:
    """(name, value) of the filled parts of the source's key; a translated title where there is no other."""
    for name, columns in draft.source.key.items():
        texts = [text for column in columns if (text := as_text(draft.row.columns.get(column)))]
        yield from ((name, fold(text) or text) for text in texts[:1])
    if not draft.cell("title"):
        for column in draft.source.translations.get("title", ()):
            if text := as_text(draft.row.columns.get(column)):
                yield "title", fold(text) or text
                return
