"""Plans -> bodies of searches, and the answers to them -> counts and records; knows no server."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from search.answers import by_facet
from search.engines.elasticsearch.query import Body, Translator
from search.errors import QueryError
from search.index import (
    BY_KIND,
    NO_PLACE,
    Answer,
    Condition,
    Counting,
    Counts,
    Crossing,
    Order,
    Page,
    Plan,
    added_up,
    by_kind,
    of_kinds,
    record_of,
)
from search.queries import All, Node, Rung
from search.records import BY_NAME, NO_VALUE, SEPARATOR, TOGETHER
from search.sentences import Sentence

VALUES_AT_A_TIME = 10_000  # of an open vocabulary
MOST_VALUES = 50_000  # more than all closed vocabularies have; a server takes 65,536
FEW = 2  # closed facets that are counted one by one; more of them together, in half the time of a pass for each
RECORD_ONLY = ["record"]


def bodies(plan: Plan, translator: Translator) -> list[Body]:
    """The hits first, where a page is wanted, then each counting.

    The hits need no total, so that those beyond the page are skipped; it comes with the counts, which visit every
    match in any case and are kept in the server's request cache for the next page (measured on 60,000 records: a
    fifth less time, a quarter less where a question comes again).
    """
    counted = [_counts(counting, translator) for counting in plan.counting]
    counted += [total_only(condition, translator) for condition in plan.also]
    if plan.page is None:
        return counted
    page = hits(plan.condition, plan.page.order, translator, plan.page.size) | _beginning(plan.page)
    if plan.page.groups and not _named(plan.condition.tree, len(plan.page.groups)):
        named = {"should": translator.asking(plan.page.groups), "minimum_should_match": 0}
        page["query"] = {"bool": {"must": [page["query"]], **named}}
    return [page, *counted]


def _beginning(page: Page) -> Body:
    """With which hit a page begins. Raises QueryError for keys that no walk in this order has given."""
    if not page.after:
        return {"from": page.offset}
    if not page.after.seen:
        return {"from": 0}
    kinds = {"": (float, int), "sort.tie": (int,), "sort.title": (str,)}.get(page.order.sort, (int, int))
    if tuple(map(type, page.after.keys)) != kinds:
        raise QueryError(Sentence(NO_PLACE))
    return {"search_after": list(page.after.keys)}


def _named(tree: Node | None, groups: int) -> bool:
    """Whether a rung has a part for each of the groups that a page asks about: its parts say what a hit has."""
    parts = tree.parts if isinstance(tree, All) else (tree,)
    return any(isinstance(part, Rung) and len(part.some) + len(part.extra) == groups for part in parts)


def hits(condition: Condition, order: Order, translator: Translator, size: int) -> Body:
    """The search for records in an order."""
    sort = [{order.sort: "asc"} if order.sort else {"_score": "desc"}]
    if order.sort not in ("sort.tie", "sort.title"):  # which no two records share
        sort.append({"sort.tie": "asc"})
    query = translator.query(condition, order.bonus)
    return {"query": query, "size": size, "sort": sort, "track_total_hits": False, "_source": RECORD_ONLY}


def total_only(condition: Condition, translator: Translator) -> Body:
    """The search for how many there are."""
    return {"query": translator.query(condition), "size": 0, "track_total_hits": True}


def _counts(counting: Counting, translator: Translator) -> Body:
    tagged = [facet for facet in counting.facets if by_kind(facet, counting.condition.kinds)]
    closed = [facet for facet in counting.facets if BY_NAME[facet].closed and facet not in tagged]
    together = len(closed) > FEW
    aggregations: Body = {TOGETHER: _terms(TOGETHER, size=MOST_VALUES)} if together else {}
    aggregations |= {BY_KIND: _terms(BY_KIND, size=MOST_VALUES)} if tagged else {}
    for facet in counting.facets:
        if facet in tagged:
            continue
        if not BY_NAME[facet].closed:
            order = [{"_count": "desc"}, {"_key": "asc"}]
            aggregations[facet] = _terms(f"facet.{facet}", size=counting.open_limit, order=order)
        elif not together:
            aggregations[facet] = _terms(f"facet.{facet}", size=MOST_VALUES)
    for facet, values in _wanted(counting, together).items():
        aggregations[f"{facet}.wanted"] = _terms(f"facet.{facet}", size=len(values), include=values)
    return total_only(counting.condition, translator) | ({"aggs": aggregations} if aggregations else {})


def _terms(field: str, **how: Any) -> Body:
    return {"terms": {"field": field, **how}}


def _wanted(counting: Counting, together: bool) -> dict[str, list[str]]:
    """The values of open vocabularies that are counted whether they are among the first or not.

    Together with the closed facets it is counted which records have none.
    """
    wanted: dict[str, list[str]] = {}
    for facet, value in counting.wanted:
        if not BY_NAME[facet].closed and not (together and value == NO_VALUE):
            wanted.setdefault(facet, []).append(value)
    return wanted


def read_answer(answers: list[Body], plan: Plan) -> Answer:
    """The answers to `bodies(plan)`, in their order."""
    page, counted = (answers[:1], answers[1:]) if plan.page else ([], answers)
    counted, also = counted[: len(plan.counting)], counted[len(plan.counting) :]
    counts = tuple(
        _read_counts(answer.get("aggregations", {}), counting)
        for answer, counting in zip(counted, plan.counting, strict=True)
    )
    found = [hit for hits in page for hit in hits["hits"]["hits"]]
    records = tuple(record_of(hit["_source"]["record"]) for hit in found)
    groups = len(plan.page.groups) if plan.page else 0
    lacking = tuple(_lacking(hit, groups) for hit in found) if groups else ()
    keys = tuple(found[-1]["sort"]) if found and plan.page and plan.page.after else ()
    return Answer(read_total(counted[0]), records, counts, lacking, tuple(map(read_total, also)), keys)


def _lacking(hit: Any, groups: int) -> tuple[int, ...]:
    having = hit.get("matched_queries", ())
    return tuple(n for n in range(groups) if str(n) not in having)


def crossing(condition: Condition, rows: str, columns: str, translator: Translator) -> Body:
    """The search for two closed facets against each other."""
    across = {"columns": _side_of(columns, condition.kinds)}
    return total_only(condition, translator) | {
        "aggs": {"rows": _side_of(rows, condition.kinds) | {"aggs": across}, **across}
    }


def _side_of(facet: str, kinds: tuple[str, ...]) -> Body:
    if by_kind(facet, kinds):
        return _terms(BY_KIND, size=MOST_VALUES, include=f"{facet}{SEPARATOR}.*")
    return _terms(f"facet.{facet}", size=MOST_VALUES)


def read_crossing(answer: Body, rows: str, columns: str, kinds: tuple[str, ...]) -> Crossing:
    """The answer to `crossing`."""
    sides = answer["aggregations"]
    cells: Counter[tuple[str, str]] = Counter()
    for row, inside in _buckets(sides["rows"], rows, kinds):
        for column, bucket in _buckets(inside["columns"], columns, kinds):
            cells[row, column] += bucket["doc_count"]
    both = (_side(sides["rows"], rows, kinds), _side(sides["columns"], columns, kinds))
    return Crossing(read_total(answer), *both, dict(cells))


def _side(aggregation: Body, facet: str, kinds: tuple[str, ...]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for value, bucket in _buckets(aggregation, facet, kinds):
        counts[value] += bucket["doc_count"]
    return dict(counts)


def _buckets(aggregation: Body, facet: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, Body]]:
    """(value, bucket) of what counts; a value of several kinds comes several times, with other records."""
    for bucket in aggregation["buckets"]:
        if not by_kind(facet, kinds):
            yield bucket["key"], bucket
        elif named := of_kinds(bucket["key"], kinds):
            yield named[1], bucket


def every_value(facet: str, condition: Condition, translator: Translator, after: str | None) -> Body:
    """The search for the next values of an open vocabulary after one of them, however many there are."""
    source = {"value": {"terms": {"field": f"facet.{facet}"}}}
    composite: Body = {"size": VALUES_AT_A_TIME, "sources": [source]}
    if after is not None:
        composite["after"] = {"value": after}
    return total_only(condition, translator) | {"aggs": {"values": {"composite": composite}}}


def read_values(answer: Body) -> dict[str, int]:
    """The answer to `every_value`."""
    return {bucket["key"]["value"]: bucket["doc_count"] for bucket in answer["aggregations"]["values"]["buckets"]}


def _read_counts(aggregations: Body, counting: Counting) -> Counts:
    facets, kinds = counting.facets, counting.condition.kinds
    counts: Counts = {facet: {} for facet in facets}
    for name, found in aggregations.items():
        told = ((bucket["key"], bucket["doc_count"]) for bucket in found["buckets"])
        if name in (TOGETHER, BY_KIND):
            together = by_facet(told) if name == TOGETHER else added_up(told, kinds)
            for facet in facets:
                if by_kind(facet, kinds) == (name == BY_KIND):
                    counts[facet].update(together.get(facet, {}))
        else:
            counts[name.removesuffix(".wanted")].update(told)
    return counts


def read_total(answer: Body) -> int:
    """The total of a search that asked for it."""
    return int(answer["hits"]["total"]["value"])


def read_record(hit: Any) -> bytes:
    """The record's JSON, as it was written."""
    return str(hit["_source"]["record"]).encode()
