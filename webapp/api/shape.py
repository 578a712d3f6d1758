"""The shapes of the API's answers (DESIGN: `GET /api/v1/search`), from the same presenters' labels as the pages."""

from dataclasses import replace
from typing import Any

from msgspec import Struct

from search.answers import Bucket, Facet, Hit, Results, Status
from search.index import Snapshot
from search.queries import DEEPEST_HIT, Query
from search.records import BY_NAME, FACETS, Part, Record
from search.sentences import N_
from webapp.exports import EXPORTS
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters import relaxations

NUMBERS = ("year.from", "year.to", "page", "size")
WORDS = ("q", "sort", "lang")
LONG_FIELDS = {"raw", "provenance"}  # of a record; told where one record is asked for
OF_PARTS = ("figures", "raw", "provenance")  # fields that hold parts of a record
FIELDS = Record.__struct_fields__
MOST_NAMES = 8  # other names that are looked for


class Told(Struct, gc=False):
    """A bucket of a facet; a Struct, as an answer has hundreds and they are written in a fraction of a dict's time."""

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool


class ToldConcept(Told, gc=False):
    """A bucket of a concept."""

    broader: tuple[str, ...]


def answer(snapshot: Snapshot, results: Results, labels: Labels, links: Links) -> dict[str, Any]:
    """The whole answer to a question."""
    return {
        "query": parameters(results.query),
        "read_as": _read_as(results, labels),
        "total": results.total,
        "took_ms": results.took_ms,
        "index": index(results.status),
        "relaxed": results.relaxed,
        "hits": [_hit(hit, links) for hit in results.hits],
        "facets": {facet.name: _facet(results.facets[facet.name], labels) for facet in FACETS},
        "did_you_mean": None,
        "relax": [
            {"without": relaxation.without, "total": relaxation.total, "url": _link(relaxation.query, links)}
            for relaxation in relaxations(snapshot, results)
        ],
        "links": _links(results, links),
    }


def _read_as(results: Results, labels: Labels) -> str:
    read_as, language = results.read_as, labels.language
    said = read_as.said(language, labels.value)
    if also := read_as.alternatives(language, labels.value)[:MOST_NAMES]:
        return language.gettext(N_("%(said)s; also %(names)s")) % {"said": said, "names": language.comma.join(also)}
    return said


def parameters(query: Query) -> dict[str, Any]:
    """The canonical parameters: lists for facets, numbers for years and pages."""
    found: dict[str, Any] = {}
    for name, value in query.parameters():
        if name in NUMBERS:
            found[name] = int(value)
        elif name in WORDS:
            found[name] = value
        else:
            found.setdefault(name, []).append(value)
    return found


def index(status: Status) -> dict[str, str]:
    """Which state of the index answered."""
    return {
        "version": status.version,
        "built_at": status.built_at,
        "updated_at": status.updated_at,
        "taxonomy_version": status.taxonomy_version,
    }


def record(found: Record, whole: bool = True) -> dict[str, Any]:
    """Every field, also those that are empty, so that programs need no case for a missing one."""
    told = {name: getattr(found, name) for name in FIELDS if whole or name not in LONG_FIELDS}
    return told | {name: _plain(told[name]) for name in OF_PARTS if name in told}


def _plain(value: Any) -> Any:
    """Parts of a record as objects with all their fields, also those that are empty."""
    if isinstance(value, Part):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def _hit(hit: Hit, links: Links) -> dict[str, Any]:
    return {
        "id": hit.record.id,
        "url": links.absolute(links.record(hit.record.id)),
        "record": record(hit.record, whole=False),
        "highlights": hit.highlights,
    }


def _facet(facet: Facet, labels: Labels) -> dict[str, Any]:
    missing = facet.missing
    tell = _concept if BY_NAME[facet.name].kind == "concept" else _value
    return {
        "label": labels.field(facet.name),
        "missing": {"count": missing.count, "selected": missing.selected, "excluded": missing.excluded},
        "more": facet.more,
        "buckets": [tell(facet.name, bucket, labels) for bucket in facet.buckets],
    }


def _value(facet: str, bucket: Bucket, labels: Labels) -> Told:
    label = labels.value(facet, bucket.value)
    return Told(bucket.value, label, bucket.count, bucket.selected, bucket.excluded)


def _concept(facet: str, bucket: Bucket, labels: Labels) -> ToldConcept:
    label, concept = labels.value(facet, bucket.value), labels.taxonomy.concept(facet, bucket.value)
    broader = concept.broader if concept else ()
    return ToldConcept(bucket.value, label, bucket.count, bucket.selected, bucket.excluded, broader)


def _links(results: Results, links: Links) -> dict[str, str | None]:
    query = results.query
    following = query.page + 1
    more = query.page < results.pages and following * query.size <= DEEPEST_HIT
    first = replace(query, page=1)
    return {
        "self": _link(query, links),
        "next": _link(query.with_page(following), links) if more else None,
        "html": _link(query, links, "/search"),
    } | {export.suffix: _link(first, links, f"/search.{export.suffix}") for export in EXPORTS}


def _link(query: Query, links: Links, path: str = "/api/v1/search") -> str:
    return links.absolute(links.search(query, path))
