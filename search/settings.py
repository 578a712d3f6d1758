"""Settings: read from environment variables once, at the edge; a bad value says what is allowed."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from search.errors import ConfigurationError
from search.sentences import Sentence

ENGINES = ("embedded", "elasticsearch")
NAMES = {
    "SPINDEX_DATA": "data",
    "SPINDEX_ENGINE": "engine",
    "SPINDEX_ELASTICSEARCH_URL": "elasticsearch_url",
    "SPINDEX_ELASTICSEARCH_API_KEY": "elasticsearch_api_key",
    "SPINDEX_ELASTICSEARCH_CA": "elasticsearch_ca",
    "SPINDEX_INDEX": "index",
    "SPINDEX_BASE_URL": "base_url",
}
PERHAPS = "%(setting)s is not a setting of ours and is ignored: did you mean %(nearest)s?"
IGNORED = "%(setting)s is not a setting of ours and is ignored: see README."


def user_data_folder() -> Path:
    """Where a user's programs keep data (XDG Base Directory specification), in a folder of ours."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "spindex"


@dataclass(frozen=True)
class Settings:
    """data: folder of the embedded index, runs and quarantine. index: index name or alias.

    base_url: public address of the site, without a slash at its end; empty means that links are relative.
    """

    data: Path = field(default_factory=user_data_folder)
    engine: str = "embedded"
    elasticsearch_url: str = "http://127.0.0.1:9200"
    elasticsearch_api_key: str = field(default="", repr=False)
    elasticsearch_ca: str = ""
    index: str = "spindex"
    base_url: str = ""
    warnings: tuple[Sentence, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Raises ConfigurationError for a bad value; an unknown SPINDEX_* name becomes a warning."""
        values = os.environ if environment is None else environment
        given = {field: values[name] for name, field in NAMES.items() if values.get(name)}
        return replace(cls(), warnings=_unknown(values)).changed(**given)

    def changed(self, **given: str) -> "Settings":
        """These settings with the given ones replaced. Raises ConfigurationError for a bad value."""
        checked = {name: _CHECKS.get(name, str)(value) for name, value in given.items()}
        return replace(self, **checked)  # type: ignore[arg-type]


def _engine(value: str) -> str:
    if value not in ENGINES:
        raise ConfigurationError("SPINDEX_ENGINE is “%(value)s”: set it to embedded or elasticsearch.", value=value)
    return value


def _index_name(value: str) -> str:
    legal = value == value.lower() and value[:1].isalnum() and not set(value) & set('\\/*?"<>| ,#:')
    if not legal or len(value.encode()) > 200:
        raise ConfigurationError(
            "SPINDEX_INDEX is “%(value)s”: use lower-case letters, digits, - and _, starting with a letter or digit.",
            value=value,
        )
    return value


def _web_address(name: str, value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ConfigurationError(
            "%(setting)s is “%(value)s”: write an address that starts with http:// or https://.",
            setting=name,
            value=value,
        )
    return value.rstrip("/")


_CHECKS: dict[str, Callable[[str], object]] = {
    "engine": _engine,
    "index": _index_name,
    "data": lambda value: Path(value).expanduser(),
    "base_url": lambda value: _web_address("SPINDEX_BASE_URL", value),
    "elasticsearch_url": lambda value: ",".join(
        _web_address("SPINDEX_ELASTICSEARCH_URL", part.strip()) for part in value.split(",")
    ),
}


def _unknown(values: Mapping[str, str]) -> tuple[Sentence, ...]:
    from search.text import near

    reserved = ("SPINDEX_TEST_", "SPINDEX_CACHE")
    unknown = [n for n in values if n.startswith("SPINDEX_") and n not in NAMES and not n.startswith(reserved)]
    return tuple(
        Sentence(PERHAPS if hint else IGNORED, setting=name, nearest=next(iter(hint), ""))
        for name in sorted(unknown)
        for hint in [near(name, list(NAMES))]
    )
