"""Commands about the taxonomy: check and show; those that change it or weigh a change are in learning.py."""

import json
import sys
from pathlib import Path

import click

from indexer.options import Group, json_option, opened, settings_options
from indexer.printing import printable
from search.settings import Settings

MOST_SWALLOWED = 30  # that are printed


@click.group(cls=Group, epilog="Example:  spindex taxonomy check")
def taxonomy() -> None:
    """Check the taxonomy after editing it, look something up in it, or teach it a term."""


def path_of(given: str | Path | None, settings: Settings) -> Path:
    """The file that is named, else the taxonomy in use: the institution's own in SPINDEX_DATA, or ours."""
    from search.paths import taxonomy_path

    return Path(given) if given else taxonomy_path(settings.data)


@taxonomy.command("check", epilog="Example:  spindex taxonomy check taxonomy.yaml")
@click.argument("file", required=False, default="")
@json_option
@settings_options
def check_taxonomy(settings: Settings, file: str, as_json: bool) -> None:
    """Find circles, orphans, labels that are missing or mean two concepts, and YAML traps, each with its line.

    Where there is an index, the words of its titles and abstracts are told that share a label's stems and not its form.
    """
    from indexer.vocabulary import read_taxonomy
    from search.authorities.checks import check

    path = path_of(file, settings)
    text = read_taxonomy(path)
    findings = check(text, path.name)
    errors = sum(finding.severity == "error" for finding in findings)
    if as_json:
        click.echo(json.dumps([vars(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{path.name}:{finding.line}: {finding.severity}: {finding.message}")
        click.echo(f"{errors} errors, {len(findings) - errors} warnings.")
        _tell_swallowed(settings, "" if errors else text)
    sys.exit(2 if errors else 0)


def _tell_swallowed(settings: Settings, text: str) -> None:
    """The words of the live index, where there is one, that only the stems of a label reach."""
    from indexer.vocabulary import swallowed
    from search.authorities import Taxonomy
    from search.errors import SearchError

    if not text:
        return
    try:
        with opened(settings) as index:
            found = swallowed(index, Taxonomy.parse(text))
    except SearchError:  # no index, or none that answers: the file has been checked all the same
        return
    if found:
        click.echo(
            "Words of the index that have the stems of a label and are no form of it (list those that mean the same):"
        )
    for one in found[:MOST_SWALLOWED]:
        click.echo(printable(f"  {one.line()}"))
    if len(found) > MOST_SWALLOWED:
        click.echo(f"  ... and {len(found) - MOST_SWALLOWED:,} more.")


@taxonomy.command("show", epilog='Example:  spindex taxonomy show programme "transferts monétaires"')
@click.argument("scheme", required=False, default="")
@click.argument("label", required=False, default="")
@json_option
@settings_options
def show_taxonomy(settings: Settings, scheme: str, label: str, as_json: bool) -> None:
    """List the schemes, a SCHEME as a tree, or what a LABEL means in it."""
    from search.authorities import Taxonomy
    from search.errors import QueryError
    from search.text import unknown_name

    taxonomy = Taxonomy.load(path_of("", settings))
    if scheme and scheme not in taxonomy.schemes:
        raise QueryError(unknown_name("scheme", scheme, list(taxonomy.schemes)))
    if label:
        resolution = taxonomy.resolve(scheme, label)
        found = resolution.concept or resolution.question or ", ".join(taxonomy.suggest(scheme, label)) or "nothing"
        click.echo(json.dumps(vars(resolution), default=str) if as_json else f"{label}: {found} ({resolution.how})")
        return
    names = [scheme] if scheme else list(taxonomy.schemes)
    if as_json:
        click.echo(json.dumps({name: list(taxonomy.schemes[name].concepts) for name in names}))
        return
    for name in names:
        click.echo(f"{name}: {len(taxonomy.schemes[name].concepts)} concepts")
        if scheme:
            for root in taxonomy.roots(scheme):
                _tree(taxonomy, scheme, root, 1)


def _tree(taxonomy: "object", scheme: str, concept: str, depth: int) -> None:
    from search.authorities import Taxonomy

    assert isinstance(taxonomy, Taxonomy)
    click.echo(f"{'  ' * depth}{taxonomy.label(scheme, concept)} ({concept})")
    for narrower in taxonomy.narrower(scheme, concept):
        _tree(taxonomy, scheme, narrower, depth + 1)
