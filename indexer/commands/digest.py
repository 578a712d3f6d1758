"""The command that writes what is new, as the raw material of a newsletter."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.options import NAMED_PATH, opened, settings_options
from search.errors import ConfigurationError
from search.settings import Settings

if TYPE_CHECKING:
    from indexer.digest import Form
    from search.collections import Collection
    from search.digest import Told
    from search.index import Snapshot

NAMES = ("html", "text", "markdown", "atom", "eml")  # as in indexer/digest/forms.py, which is not read for a help
ENDINGS = (".html", ".txt", ".md", ".atom", ".eml")
LANGUAGES = ("en", "fr", "es", "pt", "ar")  # of the interface; their list is not read for a help, either
FILE = "digest"  # what each is called in a folder
SHOWN = 20
NO_SEARCH = "The collection “%(id)s” has key readings alone: give it a search, or leave --collection out."
NO_COLLECTION = "There is no collection “%(id)s”: use one of %(known)s."
NO_FORM = "%(file)s has no ending of ours: name its --format, or end it with one of %(endings)s."
NO_FOLDER = "%(folder)s is no folder: make it, or name another one."


@click.command(epilog="Example:  spindex digest --since 2026-10-01 --lang fr --output newsletter/")
@click.option("--since", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The first day.")
@click.option("--collection", default="", metavar="ID", help="Of this collection alone.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Its language.")
@click.option("--format", "name", type=click.Choice(NAMES), help="Its form; text unless the output says another.")
@click.option("--output", type=NAMED_PATH, help="A file, or a folder for every form; else standard output.")
@click.option("--most", default=SHOWN, show_default=True, type=click.IntRange(1), help="Records listed of a subject.")
@settings_options
def digest(settings: Settings, since: datetime, output: Path | None, name: str | None, **asked: str | int) -> None:
    """Write which records were added or changed since a day, by subject, with the search behind each subject.

    The same index gives the same bytes. Links need SPINDEX_BASE_URL; without it each search is told by its parameters.
    """
    from search.files import write_atomically

    forms = _forms(name or "", output)
    with opened(settings) as index:
        told = _told(index.snapshot(), settings, since, asked)
    if output is None:
        click.echo(forms[0].write(told), nl=False)
        return
    for form in forms:
        path = output / f"{FILE}{form.ending}" if output.is_dir() else output
        write_atomically(path, form.write(told))
        click.echo(f"{path}", err=True)


def _told(snapshot: "Snapshot", settings: Settings, since: datetime, asked: dict[str, str | int]) -> "Told":
    from indexer.digest import Site
    from search.digest import Voice, digest_of, told
    from search.language import language
    from search.queries import Query

    lang, identifier = str(asked["lang"]), str(asked["collection"])
    query, title = Query(), ""
    if identifier:
        found = _collection(identifier, settings)
        title, own = found.title_in(lang), found.question(snapshot.vocabulary)
        if own is None:
            raise ConfigurationError(NO_SEARCH, id=identifier)
        query = own
    new = digest_of(snapshot, since.date(), replace(query, lang=lang), shown=int(asked["most"]))
    return told(new, snapshot, Voice(language(lang), Site(settings.base_url, lang), title))


def _collection(identifier: str, settings: Settings) -> "Collection":
    from search.collections import Folder
    from search.paths import collections_path

    known = Folder(collections_path(settings.collections)).collections
    if identifier not in known:
        raise ConfigurationError(NO_COLLECTION, id=identifier, known=", ".join(known) or "none")
    return known[identifier]


def _forms(name: str, output: Path | None) -> "list[Form]":
    """Those that are asked for: one, or every one for a folder. Raises ConfigurationError."""
    from indexer.digest import FORMS, form_of

    if output is None:
        return [form for form in [form_of(name or "text")] if form]
    if not name and not output.suffix:
        _made(output)
    if output.is_dir():
        return [form for form in FORMS if name in ("", form.name)]
    if not output.parent.is_dir():
        raise ConfigurationError(NO_FOLDER, folder=output.parent)
    form = form_of(name, "" if name else output.suffix)
    if form is None:
        raise ConfigurationError(NO_FORM, file=output.name, endings=", ".join(ENDINGS))
    return [form]


def _made(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError:
        raise ConfigurationError(NO_FORM, file=folder.name, endings=", ".join(ENDINGS)) from None
    except FileNotFoundError:
        raise ConfigurationError(NO_FOLDER, folder=folder.parent) from None
