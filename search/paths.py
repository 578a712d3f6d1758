"""Where the files of curators are: an institution's own, in a wheel beside this package, or in the checkout."""

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


def own_taxonomy(data: Path) -> Path:
    """Where an institution keeps a taxonomy of its own: beside its index, so that a new program does not replace it."""
    return data / "taxonomy.yaml"


def taxonomy_path(data: Path) -> Path:
    """The taxonomy that rows are read with: the institution's own where there is one, else ours."""
    own = own_taxonomy(data)
    return own if own.is_file() else data_file("taxonomy.yaml")


def collections_path(given: str) -> Path:
    """The folder of the collections: the one that is named, else ours. Raises ConfigurationError."""
    if not given:
        return data_file("collections")
    folder = Path(given).expanduser()
    if not folder.is_dir():
        raise ConfigurationError(
            "SPINDEX_COLLECTIONS is “%(value)s”, which is no folder: name the one that holds your collections.",
            value=given,
        )
    return folder


def own_classifier(data: Path) -> Path:
    """Where `spindex classify train` keeps what it has learned, if it has."""
    return data / "classifier.json"
