"""An index that is made once, even where the answer to that never comes and the client asks again."""

from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

THERE = "resource_already_exists_exception"


def make(client: Elasticsearch, name: str, **how: Any) -> None:
    """Make an index, unless it is there: then wait until it can be read, as it may have been made a moment ago."""
    try:
        client.indices.create(index=name, **how)
    except BadRequestError as error:
        if error.error != THERE:
            raise
        client.indices.open(index=name, wait_for_active_shards="1")  # of an open index it only waits
