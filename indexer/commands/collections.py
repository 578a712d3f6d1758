"""The command about collections: is what curators wrote as it should be, and does the index have what they name?"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.options import NAMED_PATH, Group, json_option, opened, settings_options
from indexer.printing import name_of, printable
from search.settings import Settings

if TYPE_CHECKING:
    from search.authorities.checks import Finding
    from search.index import Snapshot

NO_INDEX = "There is no index to look into: ids of records, and what searches find, were not checked."
NOTHING = "%(folder)s holds no collection: write one, as docs/curators.md shows."


@click.group(cls=Group, epilog="Example:  spindex collections check")
def collections() -> None:
    """Check the collections that curators wrote."""


@collections.command("check", epilog="Example:  spindex collections check collections/cash-plus.yaml")
@click.argument("files", nargs=-1, type=NAMED_PATH)
@json_option
@settings_options
def check_collections(settings: Settings, files: tuple[Path, ...], as_json: bool) -> None:
    """Find ids that no record has, empty sections, retired and unknown values and missing languages, with their lines.

    A folder stands for the collections in it; without FILES those that the site shows are checked.
    """
    found = _found(settings, files)
    errors = sum(finding.severity == "error" for _, finding in found)
    if as_json:
        told = [{"file": str(path), **vars(finding)} for path, finding in found]
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for path, finding in found:
            click.echo(printable(f"{name_of(path)}:{finding.line}: {finding.severity}: {finding.message}"))
        click.echo(f"{errors} errors, {len(found) - errors} warnings.")
    sys.exit(2 if errors else 0)


def _found(settings: Settings, files: tuple[Path, ...]) -> "list[tuple[Path, Finding]]":
    from search.authorities import Authorities
    from search.collections import Folder, check_collection
    from search.errors import ConfigurationError
    from search.paths import collections_path, taxonomy_path

    named = files or (collections_path(settings.collections),)
    paths = [path for one in named for path in (Folder(one).files if one.is_dir() else [one])]
    if not paths:
        raise ConfigurationError(NOTHING, folder=named[0])
    with _live(settings) as snapshot:
        vocabulary = snapshot.vocabulary if snapshot else Authorities.shipped(taxonomy_path(settings.data)).vocabulary
        return [(path, one) for path in paths for one in check_collection(path, vocabulary, snapshot)]


@contextmanager
def _live(settings: Settings) -> "Iterator[Snapshot | None]":
    """The live index; without one a file can be checked all the same, which is said on standard error."""
    from search.errors import IndexNotReady

    with opened(settings) as index:
        try:
            snapshot = index.snapshot()
        except IndexNotReady:
            click.echo(NO_INDEX, err=True)
            snapshot = None
        yield snapshot
