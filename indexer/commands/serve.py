"""Commands that show the index: serve, and demo, which builds the sample first."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from indexer.commands.metrics_folder import memory_folder, metrics_folder
from indexer.options import settings_options
from search.settings import NAMES, Settings

LONGEST_LINE = "8190"  # bytes of a request line, gunicorn's most; 512 characters of a question may need 6,144
APPLICATION = "webapp:create_app()"
HOOKS = "python:webapp.serving.gunicorn_hooks"
WORKER = "webapp.serving.worker.PatientWorker"
CONNECTIONS = "512"  # of each worker; most systems let a process open 1,024 files
WORKERS, THREADS = 2, 8
MOST = {"PORT": 65535, "WEB_CONCURRENCY": 256}
METRICS_ADDRESS = "METRICS_ADDRESS"
APART = "host:port where alone /metrics and /readyz answer."
METRICS = "PROMETHEUS_MULTIPROC_DIR"  # the name is that of Prometheus' library


@click.command(epilog="Example:  PORT=9000 spindex serve --workers 4")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(1, MOST["PORT"]), help="[PORT]  [default: 8000]")
@click.option("--metrics-address", envvar=METRICS_ADDRESS, default="", help=f"{APART}  [{METRICS_ADDRESS}]")
@click.option("--workers", type=click.IntRange(1, MOST["WEB_CONCURRENCY"]), help="[WEB_CONCURRENCY]  [default: 2]")
@click.option("--threads", default=THREADS, show_default=True, type=click.IntRange(1, 256), help="Of each worker.")
@settings_options
def serve(settings: Settings, host: str, port: int | None, metrics_address: str, **work: int | None) -> None:
    """Serve the pages, the API and the widgets."""
    number = _number("PORT", port, 8000)
    workers = _number("WEB_CONCURRENCY", work["workers"], WORKERS)
    _serve(settings, Gunicorn(host, number, workers, work["threads"] or THREADS, _apart(metrics_address, number)))


@click.command(epilog="Example:  spindex demo")
@click.option("--port", type=click.IntRange(1, MOST["PORT"]), help="[PORT]  [default: 8000]")
@settings_options
def demo(settings: Settings, port: int | None) -> None:
    """Build the sample index when it is missing or out of date, and serve it."""
    _build_sample(settings)
    _serve(settings, Gunicorn("127.0.0.1", _number("PORT", port, 8000), WORKERS, THREADS))


def _number(name: str, given: int | None, default: int) -> int:
    """What was given, else the environment variable, else the default."""
    from search.errors import ConfigurationError

    text = os.environ.get(name, "")
    if given or not text:
        return given or default
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= MOST[name]:
        raise ConfigurationError(
            "%(setting)s is “%(value)s”: set it to a number from 1 to %(most)s.",
            setting=name,
            value=text,
            most=str(MOST[name]),
        )
    return int(text)


def _apart(address: str, port: int) -> str:
    """The address, checked: the program tells by its port who may read what is for operators."""
    from search.errors import ConfigurationError

    host, _, other = address.rpartition(":")
    good = host and other.isascii() and other.isdigit() and 0 < int(other) <= MOST["PORT"] and int(other) != port
    if address and not good:
        raise ConfigurationError(
            "METRICS_ADDRESS is “%(value)s”: set it to host:port, with another port than that of the pages.",
            value=address,
        )
    return f"{host}:{int(other)}" if address else ""


@dataclass(frozen=True)
class Gunicorn:
    """How many processes and threads answer, and where."""

    host: str
    port: int
    workers: int
    threads: int
    metrics_address: str = ""

    def arguments(self, folder: str) -> list[str]:
        """folder: for the workers' signs of life; in memory, as a slow disk would let them be taken for dead.

        Threads serve three times what gunicorn's default workers do (measured). Its control socket would be in the
        home folder, one for all who serve there. No header may tell which part of a path is ours (SCRIPT_NAME).
        """
        listen = ["gunicorn", APPLICATION, "--config", HOOKS, "--bind", f"{self.host}:{self.port}"]
        listen += ["--bind", self.metrics_address] if self.metrics_address else []
        work = ["--worker-class", WORKER, "--workers", str(self.workers), "--threads", str(self.threads)]
        closed = ["--worker-connections", CONNECTIONS, "--limit-request-line", LONGEST_LINE, "--no-control-socket"]
        closed += ["--forwarder-headers", ""]
        return [*listen, *work, *closed, "--worker-tmp-dir", folder, "--log-level", "warning"]


def _serve(settings: Settings, gunicorn: Gunicorn) -> None:
    """Become gunicorn, on our settings."""
    folder = memory_folder()
    os.environ.update(_environment(settings))
    os.environ[METRICS_ADDRESS] = gunicorn.metrics_address
    os.environ[METRICS] = str(metrics_folder(folder, os.environ.get(METRICS, "")))
    click.echo(f"Social Protection Index is at http://{gunicorn.host}:{gunicorn.port} (Ctrl-C ends it)", err=True)
    os.execv(sys.executable, [sys.executable, "-m", *gunicorn.arguments(str(folder))])


def _environment(settings: Settings) -> dict[str, str]:
    """The settings as variables; a key that was read from a file stays there, and an empty one is none."""
    values = {variable: str(getattr(settings, name)) for variable, name in NAMES.items()}
    if settings.elasticsearch_api_key_file:
        values["SPINDEX_ELASTICSEARCH_API_KEY"] = ""
    return values


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
    from search.engines import open_index
    from search.errors import IndexNotReady
    from search.files import write_atomically

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
        report = run.build(index, run.rows([sample_folder()]))
    click.echo(f"{report.total.indexed:,} records indexed, {report.total.refused:,} rows refused.", err=True)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(stamp, made_of)


def _fingerprint(folder: Path) -> str:
    import hashlib

    from search.paths import data_file

    seen = hashlib.sha256()
    sources = Path(__file__).resolve().parents[1]
    inputs = [*folder.iterdir(), data_file("taxonomy.yaml"), *data_file("mappings").iterdir(), *sources.rglob("*.yaml")]
    for path in sorted(path for path in inputs if path.is_file()):
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()
