"""Where taxonomy.yaml and mappings/ are: in a wheel beside this package, else in the checkout."""

from pathlib import Path

from search.errors import ConfigurationError


def data_file(name: str) -> Path:
    """The path of a file or folder that ships with the project. Raises ConfigurationError naming where it looked."""
    package = Path(__file__).resolve().parent
    places = [package / "data" / name, package.parent / name]
    for place in places:
        if place.exists():
            return place
    looked = " and ".join(str(place) for place in places)
    raise ConfigurationError(
        "%(name)s is not there (looked at %(places)s): install the package again, or restore it.",
        name=name,
        places=looked,
    )
