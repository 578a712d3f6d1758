"""Settings: read from environment variables once, at the edge; a bad value says what is allowed."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from search.errors import ConfigurationError
from search.sentences import Sentence

SWITCH = ("on", "off")
ENGINES = ("embedded", "elasticsearch")
NAMES = {
    "SPINDEX_DATA": "data",
    "SPINDEX_ENGINE": "engine",
    "SPINDEX_ELASTICSEARCH_URL": "elasticsearch_url",
    "SPINDEX_ELASTICSEARCH_API_KEY": "elasticsearch_api_key",
    "SPINDEX_ELASTICSEARCH_API_KEY_FILE": "elasticsearch_api_key_file",
    "SPINDEX_ELASTICSEARCH_CA": "elasticsearch_ca",
    "SPINDEX_INDEX": "index",
    "SPINDEX_BASE_URL": "base_url",
    "SPINDEX_DEMAND": "demand",
    "SPINDEX_SECURITY_CONTACT": "security_contact",
    "SPINDEX_COLLECTIONS": "collections",
    "SPINDEX_EMBEDDINGS_URL": "embeddings_url",
    "SPINDEX_EMBEDDINGS_MODEL": "embeddings_model",
    "SPINDEX_EMBEDDINGS_KEY_FILE": "embeddings_key_file",
}
PERHAPS = "%(setting)s is not a setting of ours and is ignored: did you mean %(nearest)s?"
IGNORED = "%(setting)s is not a setting of ours and is ignored: see README."
LONGEST_KEY = 10_000  # bytes of its file that are read


def user_data_folder() -> Path:
    """Where a user's programs keep data (XDG Base Directory specification), in a folder of ours."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "spindex"


@dataclass(frozen=True)
class Settings:
    """data: folder of the embedded index, runs and quarantine. index: index name or alias.

    elasticsearch_api_key: the key itself, also where elasticsearch_api_key_file names the file that it was read from.
    base_url: public address of the site, without a slash at its end; empty means that links are relative.
    demand: whether searches in vain are counted, by day and words: `on` or `off`.
    security_contact: an address (mailto:, https:), a blank and the day until which that holds; empty for nobody.
    collections: the folder of the collections; empty for those that ship with the program.
    embeddings_url: of a service that makes vectors of texts as OpenAI's does, without `/embeddings`, for the
    classifier; empty for none.
    """

    data: Path = field(default_factory=user_data_folder)
    engine: str = "embedded"
    elasticsearch_url: str = "http://127.0.0.1:9200"
    elasticsearch_api_key: str = field(default="", repr=False)
    elasticsearch_api_key_file: str = ""
    elasticsearch_ca: str = ""
    index: str = "spindex"
    base_url: str = ""
    demand: str = "on"
    security_contact: str = ""
    collections: str = ""
    embeddings_url: str = ""
    embeddings_model: str = ""
    embeddings_key_file: str = ""
    warnings: tuple[Sentence, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Raises ConfigurationError for a bad value; an unknown SPINDEX_* name becomes a warning."""
        values = os.environ if environment is None else environment
        given = {field: values[name] for name, field in NAMES.items() if values.get(name)}
        if {"elasticsearch_api_key", "elasticsearch_api_key_file"} <= given.keys():
            raise ConfigurationError(
                "SPINDEX_ELASTICSEARCH_API_KEY and SPINDEX_ELASTICSEARCH_API_KEY_FILE are both set: keep one of them."
            )
        return replace(cls(), warnings=_unknown(values)).changed(**given)

    def changed(self, **given: str) -> "Settings":
        """These settings with the given ones replaced. Raises ConfigurationError for a bad value."""
        checked = {name: _CHECKS.get(name, str)(value) for name, value in given.items()}
        if "elasticsearch_api_key_file" in given:  # read once: what is behind it may be a pipe
            checked["elasticsearch_api_key"] = key_in(given["elasticsearch_api_key_file"])
        elif "elasticsearch_api_key" in given:
            checked["elasticsearch_api_key_file"] = ""
        return replace(self, **checked)  # type: ignore[arg-type]


def _engine(value: str) -> str:
    if value not in ENGINES:
        raise ConfigurationError("SPINDEX_ENGINE is “%(value)s”: set it to embedded or elasticsearch.", value=value)
    return value


def _switch(value: str) -> str:
    if value not in SWITCH:
        raise ConfigurationError("SPINDEX_DEMAND is “%(value)s”: set it to on or off.", value=value)
    return value


def _index_name(value: str) -> str:
    legal = value == value.lower() and value[:1].isalnum() and not set(value) & set('\\/*?"<>| ,#:')
    if not legal or len(value.encode()) > 200:
        raise ConfigurationError(
            "SPINDEX_INDEX is “%(value)s”: use lower-case letters, digits, - and _, starting with a letter or digit.",
            value=value,
        )
    return value


def _key(value: str, setting: str = "SPINDEX_ELASTICSEARCH_API_KEY") -> str:
    """Without blanks and line ends around it. What is no key is never shown: it may be most of one."""
    key = value.strip()
    if not (key.isascii() and key.isprintable()):
        raise ConfigurationError(
            "%(setting)s holds characters that no key has: write the key alone there, as `spindex keys` prints it.",
            setting=setting,
        )
    return key


def key_in(path: str, setting: str = "SPINDEX_ELASTICSEARCH_API_KEY_FILE") -> str:
    """The key in a file; the file's name is not shown either, as somebody may have written the key in its place.

    Raises ConfigurationError for one that cannot be read or holds none.
    """
    try:
        with open(path, "rb") as file:
            text = file.read(LONGEST_KEY).decode(errors="replace")
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            "The file that %(setting)s names cannot be read (%(reason)s): correct its path, or let this user read it.",
            setting=setting,
            reason=getattr(error, "strerror", "") or type(error).__name__,
        ) from None
    key = _key(text, setting)
    if not key:
        raise ConfigurationError("The file that %(setting)s names is empty: write the key into it.", setting=setting)
    return key


def _web_address(name: str, value: str) -> str:
    if "@" in value:  # whether it is well-formed or not: a password would be shown with it
        raise ConfigurationError(
            "%(setting)s holds an @, as addresses with a user and a password do: write the address without them; "
            "what opens a service is a key.",
            setting=name,
        )
    if not value.startswith(("http://", "https://")):
        raise ConfigurationError(
            "%(setting)s is “%(value)s”: write an address that starts with http:// or https://.",
            setting=name,
            value=value,
        )
    return value.rstrip("/")


def _contact(value: str) -> str:
    """As /.well-known/security.txt needs it (RFC 9116, 2.5.3 and 2.5.5)."""
    contact, _, until = value.strip().partition(" ")
    try:
        day = date.fromisoformat(until.strip()).isoformat()
    except ValueError:
        day = ""
    if not day or not contact.startswith(("mailto:", "https://", "tel:")) or not contact.isprintable():
        raise ConfigurationError(
            "SPINDEX_SECURITY_CONTACT is “%(value)s”: write whom to tell and until when that holds, such as "
            "mailto:security@example.org 2027-06-30.",
            value=value,
        )
    return f"{contact} {day}"


_CHECKS: dict[str, Callable[[str], object]] = {
    "engine": _engine,
    "demand": _switch,
    "index": _index_name,
    "elasticsearch_api_key": _key,
    "data": lambda value: Path(value).expanduser(),
    "security_contact": _contact,
    "base_url": lambda value: _web_address("SPINDEX_BASE_URL", value),
    "embeddings_url": lambda value: _web_address("SPINDEX_EMBEDDINGS_URL", value),
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
