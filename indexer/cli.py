"""`spindex`: the one place that turns every error into a sentence and an exit code."""

import signal
import sys
from typing import Any

import click

from indexer.commands import GROUPS, WORDS
from indexer.options import WHOLE, settings_help
from indexer.printing import perhaps_unread, printable
from indexer.progress import erase

TERMINATED = 143  # 128 and the number of SIGTERM, as shells have it
CODES = (
    ("0", "Done."),
    ("1", "Done but for some rows, which were refused and are listed; or for ids that are not there."),
    ("2", "Not done: wrong use, a file or a setting that cannot be used, or more changes than are allowed."),
    ("3", "Not done: the engine cannot be reached, or another command is writing."),
    ("4", "Not done: the machine refuses it, such as a full disk."),
    ("5", "Not done: a fault of this program."),
    ("130, 143", "Interrupted."),
)


class GroupedHelp(click.Group):
    """Lists the commands by what one does with them."""

    def invoke(self, ctx: click.Context) -> Any:
        """click itself would exit with 1, as if rows had been refused. What is not written by then fails here."""
        with perhaps_unread():
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A run is kept with what it was asked for, as it was typed."""
        ctx.meta[WORDS] = list(args)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, commands in GROUPS.items():
            rows = [(str(command.name), command.get_short_help_str(WHOLE)) for command in commands]
            with formatter.section(heading):
                formatter.write_dl(rows)
        with formatter.section("Settings (of every command, or from the environment)"):
            formatter.write_dl(settings_help())
        with formatter.section("Exit codes"):
            formatter.write_dl(CODES)


@click.group(
    cls=GroupedHelp,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example:  spindex build sample_data && spindex serve",
)
@click.version_option(package_name="social-protection-index", prog_name="spindex")
def cli() -> None:
    """Build and look after an index of social protection knowledge.

    FILES are tables (CSV, XLSX), references (RIS, BibTeX, CSL-JSON, PubMed, EndNote) or JSON, and folders of these.
    With new ones: `check` says how they are read, `plan` what would change, `update` does it, `undo` takes it back.
    """


for _group in GROUPS.values():
    for _command in _group:
        cli.add_command(_command)


def _terminate(*_: object) -> None:
    """Leave blocks as an exception does: nothing half-built. The second time it is in earnest."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.exit(TERMINATED)


def main() -> Any:
    """The entry point of the command."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        return cli.main(standalone_mode=False)
    except click.ClickException as error:  # wrong use
        error.show()
        sys.exit(2)
    except BaseException as error:  # an engine's panic is no Exception
        if isinstance(error, SystemExit) and error.code != TERMINATED:
            raise
        from indexer.endings import ending

        erase()
        end = ending(error)
        click.echo(f"spindex: {printable(end.said)}", err=True)
        sys.exit(end.code)
