"""Commands that show the index: serve, and demo, which builds the sample first."""

import os
import sys
from pathlib import Path

import click

from indexer.options import settings_options
from search.settings import NAMES, Settings

APPLICATION = "webapp:create_app()"
WORKERS, THREADS = 2, 8


@click.command(epilog="Example:  PORT=9000 spindex serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=None, type=click.IntRange(1, 65535), help="[PORT]  [default: 8000]")
@settings_options
def serve(settings: Settings, host: str, port: int | None) -> None:
    """Serve the pages, the API and the widgets."""
    _serve(settings, host, port)


@click.command(epilog="Example:  spindex demo")
@click.option("--port", default=None, type=click.IntRange(1, 65535), help="[PORT]  [default: 8000]")
@settings_options
def demo(settings: Settings, port: int | None) -> None:
    """Build the sample index when it is missing or out of date, and serve it."""
    _build_sample(settings)
    _serve(settings, "127.0.0.1", port)


def _port(given: int | None) -> int:
    from search.errors import ConfigurationError

    text = os.environ.get("PORT", "")
    if given or not text:
        return given or 8000
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ConfigurationError(f"PORT is “{text}”: set it to a number from 1 to 65535.")
    return int(text)


def _serve(settings: Settings, host: str, port: int | None) -> None:
    """gunicorn with threads (measured: three times what its default workers serve), on our settings."""
    number = _port(port)
    for variable, name in NAMES.items():
        if value := getattr(settings, name):
            os.environ[variable] = str(value)
    click.echo(f"Social Protection Index is at http://{host}:{number} (Ctrl-C ends it)", err=True)
    arguments = ["gunicorn", APPLICATION, "--bind", f"{host}:{number}", "--worker-class", "gthread"]
    arguments += ["--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "warning"]
    os.execv(sys.executable, [sys.executable, "-m", *arguments])


def sample_folder() -> Path:
    """The sample data of the checkout. Raises ConfigurationError when there is none."""
    from search.errors import ConfigurationError

    folder = Path(__file__).resolve().parents[2] / "sample_data"
    if not folder.is_dir():
        raise ConfigurationError("The sample data is not part of an installed package: run `make demo` in a checkout.")
    return folder


def _build_sample(settings: Settings) -> None:
    """Build when what it would be made of is not what the last build was made of."""
    from indexer.commands.build import make_run
    from indexer.pipeline import files_of
    from search.engines import open_index
    from search.errors import IndexNotReady

    stamp = settings.data / settings.index / "sample"
    made_of = _fingerprint(sample_folder())
    with open_index(settings) as index:
        try:
            index.status()
            if stamp.exists() and stamp.read_text() == made_of:
                return
        except IndexNotReady:
            pass
        click.echo("Building the sample index ...", err=True)
        run = make_run(settings)
        report = run.build(index, run.rows(files_of([sample_folder()])))
    click.echo(f"{report.indexed:,} records indexed, {report.quarantined} rows refused.", err=True)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_of)


def _fingerprint(folder: Path) -> str:
    import hashlib

    from search.paths import data_file

    seen = hashlib.sha256()
    sources = Path(__file__).resolve().parents[1]
    inputs = [*folder.iterdir(), data_file("taxonomy.yaml"), *data_file("mappings").iterdir(), *sources.rglob("*.yaml")]
    for path in sorted(path for path in inputs if path.is_file()):
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()
