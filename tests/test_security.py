"""Keys and certificates on a real server with security: what each may do, and one sentence for each that is wrong."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.authorities import Authorities
from search.engines import open_index
from search.engines.elasticsearch import make_keys
from search.engines.elasticsearch.client import for_keys
from search.engines.elasticsearch.keys import Key
from search.errors import ConfigurationError, EngineUnavailable
from search.queries import Query
from search.settings import Settings
from tests.contract.conftest import authorities as same
from tests.contract.samples import records
from tests.elasticsearch_server import ROOT, Server

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow]
authorities = same
RECORDS = records(seed=4, count=30)


@pytest.fixture
def settings(secured: Server, tmp_path: Path) -> Iterator[Settings]:
    """An index that nobody else uses, without a key."""
    made = Settings(data=tmp_path).changed(
        engine="elasticsearch",
        index=f"spindex-test-{secrets.token_hex(4)}",
        elasticsearch_url=secured.url,
        elasticsearch_ca=secured.ca,
    )
    yield made
    with for_keys(made, "elastic", secured.password) as client:
        for name in [*client.indices.get(index=f"{made.index}*")]:
            client.indices.delete(index=name)


@pytest.fixture
def keys(settings: Settings, secured: Server) -> dict[str, str]:
    return {key.purpose: key.encoded for key in made(settings, secured)}


def made(settings: Settings, secured: Server, revoke_old: bool = False) -> list[Key]:
    return make_keys(settings, "elastic", secured.password, days=1, revoke_old=revoke_old)


def built(settings: Settings, authorities: Authorities) -> None:
    with open_index(settings) as index, index.replacing(authorities) as writer:
        for record in RECORDS:
            writer.add(record)


def spindex(
    settings: Settings, *arguments: str, said: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    given = {
        "SPINDEX_ENGINE": "elasticsearch",
        "SPINDEX_INDEX": settings.index,
        "SPINDEX_ELASTICSEARCH_URL": settings.elasticsearch_url,
        "SPINDEX_ELASTICSEARCH_CA": settings.elasticsearch_ca,
        "SPINDEX_DATA": str(settings.data),
    }
    return subprocess.run(
        [sys.executable, "-m", "indexer", *arguments], cwd=ROOT, env={**os.environ, **given, **environment},
        input=said, text=True, capture_output=True, check=False,
    )  # fmt: skip


def test_the_indexing_key_writes_and_the_serving_key_only_reads(
    settings: Settings,
    keys: dict[str, str],
    authorities: Authorities,
) -> None:
    built(settings.changed(elasticsearch_api_key=keys["indexing"]), authorities)
    with open_index(settings.changed(elasticsearch_api_key=keys["serving"])) as index:
        assert index.search(Query()).total == len(RECORDS) == len(list(index.scan(Query())))
        assert index.get(RECORDS[0].id) == RECORDS[0] and len(index.versions()) == 1
        with pytest.raises(ConfigurationError, match="refuses this to our key"), index.updating(authorities):
            pass
        with pytest.raises(ConfigurationError, match="refuses this to our key"), index.replacing(authorities):
            pass
        with pytest.raises(ConfigurationError, match="refuses this to our key"):
            index.rollback()
        assert index.search(Query()).total == len(RECORDS)


@pytest.mark.parametrize("suffix", ["x", "-staging"])
def test_neither_key_touches_a_neighbour(
    settings: Settings,
    keys: dict[str, str],
    authorities: Authorities,
    suffix: str,
) -> None:
    built(settings.changed(elasticsearch_api_key=keys["indexing"]), authorities)
    for key in keys.values():
        with open_index(settings.changed(index=settings.index + suffix, elasticsearch_api_key=key)) as neighbour:
            with pytest.raises(ConfigurationError, match="refuses this to our key"):
                neighbour.status()
            with pytest.raises(ConfigurationError, match="refuses this to our key"), neighbour.replacing(authorities):
                pass


def test_new_keys_may_end_the_old_ones(settings: Settings, secured: Server, authorities: Authorities) -> None:
    old = {key.purpose: key.encoded for key in made(settings, secured)}
    kept = {key.purpose: key.encoded for key in made(settings, secured)}
    built(settings.changed(elasticsearch_api_key=old["indexing"]), authorities)
    new = {key.purpose: key.encoded for key in made(settings, secured, revoke_old=True)}
    for key in (*old.values(), *kept.values()):
        ended = open_index(settings.changed(elasticsearch_api_key=key))
        with ended, pytest.raises(ConfigurationError, match="does not know this key"):
            ended.status()
    for key in new.values():
        with open_index(settings.changed(elasticsearch_api_key=key)) as index:
            assert index.status().records == len(RECORDS)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"elasticsearch_api_key": ""}, "SPINDEX_ELASTICSEARCH_API_KEY"),
        ({"elasticsearch_api_key": "bm9ib2R5OndvbnQtd29yaw=="}, "SPINDEX_ELASTICSEARCH_API_KEY"),
        ({"elasticsearch_api_key": "not base64 at all"}, "SPINDEX_ELASTICSEARCH_API_KEY"),
        ({"elasticsearch_ca": ""}, "SPINDEX_ELASTICSEARCH_CA"),
        ({"elasticsearch_ca": "other"}, "SPINDEX_ELASTICSEARCH_CA"),
        ({"elasticsearch_ca": "", "http": "yes"}, "SPINDEX_ELASTICSEARCH_URL"),
    ],
    ids=["no key", "unknown key", "nonsense for a key", "no CA", "another CA", "http for https"],
)
def test_what_is_wrong_is_said_in_one_sentence(
    settings: Settings, keys: dict[str, str], wrong: dict[str, str], says: str, tmp_path: Path
) -> None:
    import trustme

    asked = settings.changed(elasticsearch_api_key=keys["serving"])
    if wrong.pop("http", ""):
        asked = asked.changed(elasticsearch_url=asked.elasticsearch_url.replace("https:", "http:"))
    if wrong.get("elasticsearch_ca") == "other":
        trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
        wrong["elasticsearch_ca"] = str(tmp_path / "other.pem")
    with open_index(asked.changed(**wrong)) as index:
        with pytest.raises((ConfigurationError, EngineUnavailable)) as raised:
            index.status()
        assert says in str(raised.value) and "Exception" not in str(raised.value)
        assert isinstance(raised.value, EngineUnavailable) == ("http:" in asked.elasticsearch_url)


def test_the_command_prints_both_keys_once(settings: Settings, secured: Server, authorities: Authorities) -> None:
    done = spindex(settings, "keys", "--user", "elastic", "--days", "2", said=f"{secured.password}\n")
    assert done.returncode == 0 and done.stderr == ""
    lines = [line.partition("API_KEY=")[2] for line in done.stdout.splitlines() if "API_KEY=" in line]
    assert len(lines) == 2 and "spindex serve" in done.stdout and "spindex build" in done.stdout
    serving, indexing = lines
    built(settings.changed(elasticsearch_api_key=indexing), authorities)
    told = spindex(settings, "status", SPINDEX_ELASTICSEARCH_API_KEY=serving)
    assert told.returncode == 0 and f"{len(RECORDS)} records" in told.stdout
    refused = spindex(settings, "remove", RECORDS[0].id, SPINDEX_ELASTICSEARCH_API_KEY=serving)
    assert refused.returncode == 2 and refused.stderr.startswith("spindex: Elasticsearch refuses this to our key")
    assert "Traceback" not in refused.stderr


def test_who_may_not_make_keys_is_told(settings: Settings, secured: Server) -> None:
    wrong = spindex(settings, "keys", "--user", "elastic", said="wrong\n")
    assert wrong.returncode == 2 and "does not know elastic with that password" in wrong.stderr
    with for_keys(settings, "elastic", secured.password) as client:
        client.security.put_user(username="reader", password="reader-of-all", roles=["viewer"])
    reader = spindex(settings, "keys", "--user", "reader", said="reader-of-all\n")
    assert reader.returncode == 2 and "reader may not make keys" in reader.stderr
    nobody = spindex(settings, "keys", "--user", "elastic", said="x\n", SPINDEX_ELASTICSEARCH_URL="https://127.0.0.1:9")
    assert nobody.returncode == 3 and "cannot be reached" in nobody.stderr


def test_a_server_without_security_has_no_keys(settings: Settings, elasticsearch_url: str) -> None:
    asked = settings.changed(elasticsearch_url=elasticsearch_url, elasticsearch_ca="")
    with pytest.raises(ConfigurationError, match="asks nobody for a key"):
        make_keys(asked, "elastic", "x", days=1, revoke_old=False)
