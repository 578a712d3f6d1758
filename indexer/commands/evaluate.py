"""The command that measures how well the index answers judged queries."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.options import json_option, opened, settings_options
from search.settings import Settings

if TYPE_CHECKING:
    from indexer.evaluation import Evaluation

LONGEST_TEXT = 60  # characters of a query in a table


@click.command(epilog="Example:  spindex evaluate --queries queries.tsv --judgements qrels.txt")
@click.option("--queries", required=True, metavar="FILE", help="Lines of: query id, tab, words.")
@click.option("--judgements", required=True, metavar="FILE", help="TREC qrels, lines of: query id, 0, id, relevance.")
@click.option("--any-word", is_flag=True, help="As test collections are asked: a bag of words, no groups, no rungs.")
@json_option
@settings_options
def evaluate(settings: Settings, queries: str, judgements: str, any_word: bool, as_json: bool) -> None:
    """Measure how well the live index answers queries that people have judged."""
    from indexer.evaluation import measured, read_judgements, read_queries

    asked = read_queries(Path(queries))
    judged = read_judgements(Path(judgements), asked)
    with opened(settings) as index:
        result = measured(index.snapshot(), asked, judged, any_word)
    click.echo(json.dumps(_for_machines(result)) if as_json else "\n".join(_for_people(result)))


def _for_people(result: "Evaluation") -> Iterator[str]:
    yield "  ".join(f"{name} {value:.4f}" for name, value in result.means.items())
    unjudged = result.queries - len(result.judged)
    yield f"{result.queries} queries, {unjudged} of them without a record that is judged relevant: they are left out."
    if result.missing:
        first = ", ".join(result.missing[:3])
        yield f"{len(result.missing)} judged ids are not in the index and count as not found: {first} ..."
    if result.cut:
        first = ", ".join(result.cut[:3])
        yield f"{len(result.cut)} queries are longer than a visitor may type, and were cut: {first} ..."
    yield "The worst queries:"
    for one in result.worst:
        text = one.text if len(one.text) <= LONGEST_TEXT else f"{one.text[:LONGEST_TEXT]}…"
        yield f"  {one.qid}: average precision {one.figures['MAP']:.4f}, {one.found} of {one.relevant} found: {text}"


def _for_machines(result: "Evaluation") -> dict[str, object]:
    return {
        "measures": result.means,
        "queries": result.queries,
        "judged": len(result.judged),
        "missing": result.missing,
        "cut": result.cut,
        "worst": [vars(one) for one in result.worst],
    }
