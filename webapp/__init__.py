"""The web: asks the index and renders search, records, country profiles, feeds, a JSON API and widgets."""

import hashlib
import os
from importlib import import_module
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from search.index import Index
    from search.settings import Settings
    from webapp.visit import Site

__all__ = ["create_app"]

VIEWS = (
    "pages.home", "pages.search", "pages.records", "pages.countries", "pages.programmes", "pages.taxonomy",
    "pages.about", "pages.machines", "pages.files", "pages.metrics", "pages.suggest", "pages.search_record",
    "pages.profile", "pages.compare", "pages.demand", "pages.collections", "pages.new",
    "pages.world_map", "pages.insights", "pages.evidence_map",
    "pages.search_as", "pages.llms", "pages.opensearch",
    "pages.sitemaps", "pages.follow", "pages.my_list",
    "api.search", "api.records", "api.facets", "api.taxonomy", "api.countries", "api.openapi", "api.suggest",
    "api.profile", "api.similar", "api.insights", "api.cross", "mcp.endpoint",
    "embed.country", "embed.evidence_map", "embed.search", "embed.builder", "embed.loader", "embed.element",
    "embed.oembed",
)  # fmt: skip


def create_app(settings: "Settings | None" = None, index: "Index | None" = None) -> "Flask":
    """The WSGI application. Without settings, the environment is read; without an index, one is opened when needed.

    Raises ConfigurationError for a bad setting.
    """
    from flask import Flask

    from search.settings import Settings
    from webapp import errors, headers, paths
    from webapp.rendering import environment
    from webapp.serving import EmbedHosts, compress, discreet, metrics
    from webapp.visit import EXTENSION, visit

    app = Flask("webapp")
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # a record's id may hold two in a row
    app.logger.addFilter(discreet)
    settings = settings or Settings.from_environment()
    for warning in settings.warnings:
        app.logger.warning(warning)
    site = app.extensions[EXTENSION] = _site(app, settings, index)
    metrics.install(app, site.metrics)
    EmbedHosts(settings, app.logger, lambda: visit().snapshot.vocabulary).install(app)
    for part in (compress, headers, paths, errors, environment):
        part.install(app)
    for name in VIEWS:
        app.register_blueprint(import_module(f"webapp.{name}").views)
    return app


def _site(app: "Flask", settings: "Settings", index: "Index | None") -> "Site":
    from search.collections import Folder
    from search.paths import collections_path
    from webapp.serving import IndexGauges, InVain, LiveIndex, Logbook, Metrics, ProcessGauges, Senders, Streams
    from webapp.visit import Site

    live = LiveIndex(settings, index)
    counted = Metrics(IndexGauges(live), ProcessGauges())
    in_vain = InVain(settings, app.logger)
    stamps, build = _stamps()
    folder = Folder(collections_path(settings.collections))
    port = os.environ.get("METRICS_ADDRESS", "").rpartition(":")[2]
    shared = Streams(), Senders(), in_vain
    return Site(settings, live, Logbook(app.logger), counted, *shared, stamps, build, port, folder)


def _stamps() -> tuple[dict[str, str], str]:
    """File below static/ -> a hash of it; and one hash of all files that pages are made from."""
    with as_file(files("webapp")) as folder:
        static = {path.relative_to(folder / "static").as_posix(): _hash(path) for path in _files(folder / "static")}
        sources = [_hash(path) for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".html", ".xml", ".po")]
    return static, hashlib.blake2b("".join([*static.values(), *sources]).encode(), digest_size=6).hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _hash(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=5).hexdigest()
