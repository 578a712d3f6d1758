"""The forms of a digest that are markup, from templates: a mail in HTML, and a feed (Atom, RFC 4287)."""

from uuid import NAMESPACE_URL, uuid5

from indexer.digest.plain import one_line
from search.digest import Told


def page(told: Told) -> str:
    """A mail in HTML as Outlook shows it, too: tables, and the style of each thing where it stands."""
    return _written("digest.html", told)


def feed(told: Told) -> str:
    """An entry for each record that is listed."""
    return _written("digest.atom", told)


def name_of(identifier: str) -> str:
    """As the feeds of the site name a record, so that a reader knows it again."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'spindex:{identifier}')}"


def _written(template: str, told: Told) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("indexer", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["line"] = one_line
    environment.globals["name_of"] = name_of
    return environment.get_template(template).render(told=told, language=told.language) + "\n"
