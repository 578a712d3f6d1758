"""Commands about the taxonomy: check and show; those that change it or weigh a change are in learning.py."""

import json
import sys
from pathlib import Path

import click

from indexer.options import Group, json_option, settings_options
from search.settings import Settings


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
    """Find circles, orphans, overlapping or missing labels and YAML traps, each with its line."""
    from indexer.vocabulary import read_taxonomy
    from search.authorities.checks import check

    path = path_of(file, settings)
    findings = check(read_taxonomy(path), path.name)
    errors = sum(finding.severity == "error" for finding in findings)
    if as_json:
        click.echo(json.dumps([vars(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{path.name}:{finding.line}: {finding.severity}: {finding.message}")
        click.echo(f"{errors} errors, {len(findings) - errors} warnings.")
    sys.exit(2 if errors else 0)


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
