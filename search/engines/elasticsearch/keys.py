"""API keys on a server: one that may only read our index, and one that may write it; neither may touch another."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from elasticsearch import ApiError, AuthenticationException, AuthorizationException, Elasticsearch

from search.engines.elasticsearch.client import for_keys
from search.engines.elasticsearch.errors import is_elasticsearch, translated
from search.errors import ConfigurationError
from search.settings import Settings

READING = ["read", "view_index_metadata"]
WRITING = ["read", "write", "manage"]  # manage: make, show and delete versions
PATIENCE = 10  # seconds: right after the first login ever, a server does not know its new keys yet (seen: 2)
NO_SECURITY = "This Elasticsearch asks nobody for a key: set xpack.security.enabled to true there, or go on without."


@dataclass(frozen=True)
class Key:
    """purpose: `serving` or `indexing`. encoded: what SPINDEX_ELASTICSEARCH_API_KEY takes. expires: a day, ISO 8601."""

    purpose: str
    name: str
    encoded: str
    expires: str


def make_keys(settings: Settings, user: str, password: str, days: int, revoke_old: bool) -> list[Key]:
    """Make both, which takes a user (a key cannot make keys that may do anything); then, if wanted, end earlier ones.

    Raises ConfigurationError or EngineUnavailable.
    """
    names = [settings.index, f"{settings.index}-2*"]  # versions begin with their year: no neighbour's `<alias>-staging`
    lock = f"{settings.index}-lock"
    with for_keys(settings, user, password) as client, _said(user):
        made = [
            _make(client, settings.index, "serving", {"names": names, "privileges": READING}, days),
            _make(client, settings.index, "indexing", {"names": [*names, lock], "privileges": WRITING}, days),
        ]
        for key in made:
            _wait_until_known(client, key)
        if revoke_old:
            _revoke(client, made)
    return [key for key, _ in made]


Made = tuple[Key, str]  # with its id


def _make(client: Elasticsearch, index: str, purpose: str, indices: dict[str, Any], days: int) -> Made:
    name = f"{index}-{purpose}"
    roles: dict[str, Any] = {purpose: {"cluster": [], "indices": [indices]}}
    answer = client.security.create_api_key(name=name, role_descriptors=roles, expiration=f"{days}d")
    expires = datetime.fromtimestamp(answer["expiration"] / 1000, UTC).date().isoformat()
    return Key(purpose, name, answer["encoded"], expires), answer["id"]


def _wait_until_known(client: Elasticsearch, made: Made) -> None:
    end = time.monotonic() + PATIENCE
    with_key = client.options(api_key=made[0].encoded)
    while True:
        try:
            with_key.security.authenticate()
            return
        except AuthenticationException:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _revoke(client: Elasticsearch, made: list[Made]) -> None:
    for key, identifier in made:
        there = client.security.get_api_key(name=key.name, active_only=True)["api_keys"]
        if old := [one["id"] for one in there if one["id"] != identifier]:
            client.security.invalidate_api_key(ids=old)


@contextmanager
def _said(user: str) -> Iterator[None]:
    with translated():
        try:
            yield
        except AuthenticationException as error:
            raise ConfigurationError(
                "Elasticsearch does not know %(user)s with that password: check both and try again.", user=user
            ) from error
        except AuthorizationException as error:
            raise ConfigurationError(
                "%(user)s may not make keys: use somebody with the privilege manage_api_key, such as elastic.",
                user=user,
            ) from error
        except ApiError as error:
            if error.meta.status in (400, 405, 500) and is_elasticsearch(error):
                raise ConfigurationError(NO_SECURITY) from error
            raise
