"""The options that every command shares; each stands for an environment variable."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.printing import printable
from search.settings import ENGINES, NAMES, Settings

if TYPE_CHECKING:
    from search.index import Index

WHOLE = 200  # characters of what a list says of a command
OLDER = "Warning: the newest version is damaged (%(detail)s); this is the one before. `spindex verify` says what to do."
_HELP = {
    "data": "Folder of the embedded index, runs and quarantine.",
    "engine": f"{' or '.join(ENGINES)}.",
    "elasticsearch_url": "Address of Elasticsearch; several with commas.",
    "elasticsearch_api_key_file": "File with its API key.",
    "elasticsearch_ca": "File of the CA that signed its certificate.",
    "index": "Name of the index.",
    "base_url": "Public address of the site.",
    "demand": "Whether searches in vain are counted: on or off.",
    "security_contact": "Whom to tell of a hole, and until what day.",
    "collections": "Folder of the collections.",
    "embeddings_url": "Service that makes vectors of texts.",
    "embeddings_model": "The model that it is asked for.",
    "embeddings_key_file": "File with its key.",
}


def settings_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `settings`, from its options, else from the environment; warnings go to standard error.

    The options are the same everywhere, so `spindex --help` shows them, and no other help.

    A key is no option: every user of the machine may read the arguments of every process.
    """

    @wraps(command)
    def with_settings(**given: Any) -> Any:
        options = {name: given.pop(name) for name in _HELP}
        settings = Settings.from_environment().changed(**{name: v for name, v in options.items() if v is not None})
        for warning in settings.warnings:
            click.echo(f"Warning: {warning}", err=True)
        return command(settings=settings, **given)

    decorated: Callable[..., Any] = with_settings
    for name in reversed([name for name in NAMES.values() if name in _HELP]):
        decorated = click.option(_flag(name), name, default=None, hidden=True)(decorated)
    return decorated


def settings_help() -> list[tuple[str, str]]:
    """(option, what it says and its environment variable) of every setting: shown once, as every command takes them."""
    given = ((variable, name) for variable, name in NAMES.items() if name in _HELP)
    return [(f"{_flag(name)} TEXT", f"{_HELP[name]} [{variable}]") for variable, name in given]


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


@contextmanager
def opened(settings: Settings) -> "Iterator[Index]":
    """An index to be read; whoever asks is told on standard error when it is an older one than it should be."""
    from search.engines import open_index

    with open_index(settings) as index:
        yield index
        if index.damage:
            click.echo(printable(OLDER % {"detail": index.damage.detail}), err=True)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object for machines.")
map_option = click.option(
    "--map",
    "maps",
    multiple=True,
    metavar='"COLUMN=FIELD"',
    help="Read a column as a field (- for none); remembered.",
)
source_option = click.option(
    "--source",
    default="",
    help="Name of the list that rows are from, as in world-bank:17, where they do not say it.",
)


class Group(click.Group):
    """Its help says of each command what its first sentence says, whole."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = [self.commands[name] for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(str(one.name), one.get_short_help_str(WHOLE)) for one in commands])


class NamedPath(click.Path):
    """A path that is not empty: to the system an empty one is the folder where the command runs."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """What has no name is wrong use."""
        if value == "":
            self.fail("A name is empty: name a file, or . for the folder where you are.", param, ctx)
        return super().convert(value, param, ctx)


NAMED_PATH = NamedPath(path_type=Path)
files_argument = click.argument("files", nargs=-1, required=True, type=NAMED_PATH)


class Encoding(click.ParamType[str]):
    """A name of an encoding of texts."""

    name = "NAME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """What decodes no text is wrong use."""
        with suppress(LookupError, TypeError, ValueError):
            "a".encode(value)  # raises LookupError for codecs of other things than texts, too
            return str(value)
        self.fail(f"There is no encoding {value!r}: name one such as {', '.join(ENCODINGS)}.", param, ctx)


ENCODINGS = ("utf-8", "utf-16", "cp1252", "cp850", "cp437", "mac_roman", "cp1251", "cp1256")
_READING = (
    click.option("--header", type=click.IntRange(1), metavar="N", help="Row or line that names the columns."),
    click.option("--sheet", default="", metavar="NAME", help="The only sheet of workbooks to read."),
    click.option("--encoding", type=Encoding(), help="Encoding of text files, such as cp850."),
)


@dataclass(frozen=True)
class Given:
    """What a command that reads files was given. encoding, sheet, header: how to read them."""

    settings: Settings
    files: tuple[Path, ...]
    source: str
    as_json: bool
    maps: tuple[str, ...] = ()
    encoding: str = ""
    sheet: str = ""
    header: int = 0


def given_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command with files and a source `given`: these, and what every command takes."""

    @wraps(command)
    def with_given(settings: Settings, files: tuple[Path, ...], source: str, as_json: bool, **own: Any) -> Any:
        maps = own.pop("maps")
        told = {name: value for name in ("encoding", "sheet", "header") if (value := own.pop(name))}
        return command(given=Given(settings, files, source, as_json, maps, **told), **own)

    decorated: Callable[..., Any] = json_option(settings_options(with_given))
    for option in (map_option, *_READING):
        decorated = option(decorated)
    return decorated
