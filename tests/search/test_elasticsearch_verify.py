"""What is no longer as it was written on a server is named, and a build mends it."""

import secrets
from collections.abc import Callable, Iterator

import pytest
from elasticsearch import Elasticsearch

from search.authorities import Authorities
from search.engines import open_index
from search.index import Index
from search.records import Record
from search.settings import Settings

Harm = Callable[[Elasticsearch, str], object]

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def settings(elasticsearch_url: str) -> Iterator[Settings]:
    name = f"spindex-test-{secrets.token_hex(4)}"
    yield Settings().changed(engine="elasticsearch", index=name, elasticsearch_url=elasticsearch_url)
    with Elasticsearch(elasticsearch_url) as client:
        for found in [*client.indices.get(index=f"{name}*")]:
            client.indices.delete(index=found)


def fill(index: Index, count: int) -> None:
    with index.replacing(Authorities.shipped()) as writer:
        for number in range(count):
            writer.add(Record(id=f"demo:{number}", source="demo", title={"en": f"Pensions {number}"}, country=("KEN",)))


def lost(client: Elasticsearch, name: str) -> object:
    return client.delete(index=name, id="demo:3", refresh=True)


def changed(client: Elasticsearch, name: str) -> object:
    return client.update(index=name, id="demo:3", doc={"facet": {"country": ["UGA"]}}, refresh=True)


def no_record(client: Elasticsearch, name: str) -> object:
    return client.update(index=name, id="demo:3", doc={"record": "{}"}, refresh=True)


def other_taxonomy(client: Elasticsearch, name: str) -> object:
    texts = f"{name}-authorities"
    text = client.get(index=texts, id="taxonomy")["_source"]["text"]
    return client.index(index=texts, id="taxonomy", document={"text": text + "\n"}, refresh=True)


@pytest.mark.parametrize(
    "harm,told",
    [
        (lost, "another number of records"),
        (changed, "The counts of country are not those"),
        (no_record, "It is damaged"),
        (other_taxonomy, "taxonomy.yaml that it carries is not what was written"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_was_changed_behind_our_back_is_named(settings: Settings, harm: Harm, told: str) -> None:
    with open_index(settings) as index, Elasticsearch(settings.elasticsearch_url) as client:
        fill(index, 10)
        assert index.verify() == []
        harm(client, index.status().version)
        flaws = index.verify()
        assert any(told in str(flaw.what) for flaw in flaws) and "`spindex build FILES`" in str(flaws[0].advice)
        fill(index, 10)
        assert {str(flaw.advice) for flaw in index.verify()} <= {
            "Visitors do not see this version, and the next `spindex build` replaces it."
        }
        fill(index, 10)
        assert index.verify() == []
