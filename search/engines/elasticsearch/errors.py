"""The one wall at which the client's exceptions become ours; nothing of Elasticsearch's own text passes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elastic_transport import ConnectionError as NoConnection
from elastic_transport import SerializationError, TlsError
from elasticsearch import ApiError, ConnectionTimeout, TransportError, UnsupportedProductError

from search.errors import ConfigurationError, EngineUnavailable, IndexNotReady, QueryError, SearchError
from search.sentences import N_, Sentence

BUSY = "Elasticsearch is too busy to answer just now: try again in a moment."
ABSENT = (
    "Elasticsearch cannot be reached at the address in SPINDEX_ELASTICSEARCH_URL: start it, or correct the address."
)
NOT_OURS = (
    "What answers at the address in SPINDEX_ELASTICSEARCH_URL is not an Elasticsearch of version 8.19 or 9: "
    "start one there, or correct the address."
)
NO_TRUST = (
    "Elasticsearch's certificate is not trusted: set SPINDEX_ELASTICSEARCH_CA to the file of its certificate "
    "authority, or correct http and https in SPINDEX_ELASTICSEARCH_URL."
)
BLOCKED = (
    "Elasticsearch takes no changes to this index, as its disk is full or the index was made read-only: "
    "free space or lift the block, then run the command again."
)
NO_KEY = "Elasticsearch does not know this key: set SPINDEX_ELASTICSEARCH_API_KEY to a valid one."
NOT_ALLOWED = "Elasticsearch refuses this to our key: give SPINDEX_ELASTICSEARCH_API_KEY one that may do it."
GONE = "That version of the index is no longer there: ask again, or build one with `spindex build FILES`."
TOO_SLOW = "The answer was read too slowly, and Elasticsearch has closed it: start again."
TOO_MANY = N_("The words ask for more than this search answers at once: use fewer words.")
REFUSED = "Elasticsearch could not carry this out: see its log for the reason, then try again."

FROM_A_PROXY = (401, 403, 429, 502, 503, 504)  # what something in front of Elasticsearch may answer for it


@contextmanager
def translated() -> Iterator[None]:
    """Raises our errors for what the client raises inside, or reading an answer; each sentence is our own."""
    try:
        yield
    except TlsError as error:
        raise ConfigurationError(NO_TRUST) from error
    except ConnectionTimeout as error:
        raise EngineUnavailable(BUSY) from error
    except (UnsupportedProductError, SerializationError) as error:
        raise ConfigurationError(NOT_OURS) from error
    except ApiError as error:
        raise _answered(error) from error
    except (NoConnection, TransportError) as error:
        raise EngineUnavailable(ABSENT) from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:  # an answer of another shape
        raise ConfigurationError(NOT_OURS, detail=type(error).__name__) from error


def _answered(error: ApiError) -> SearchError:
    status = error.meta.status
    if not is_elasticsearch(error) and status not in FROM_A_PROXY:
        return ConfigurationError(NOT_OURS)
    return explained(status, error.body.get("error") if isinstance(error.body, dict) else None)


def is_elasticsearch(error: ApiError) -> bool:
    """Whether Elasticsearch itself answered; every version since 7.14 says so in a header."""
    return error.meta.headers.get("x-elastic-product") == "Elasticsearch"


def explained(status: int, error: Any = None) -> SearchError:
    """The error for an HTTP status and the `error` object that Elasticsearch answered with it."""
    kinds = " ".join(_types(error))
    if "cluster_block" in kinds and status != 503:
        return EngineUnavailable(BLOCKED)
    if "media_type_header" in kinds or status == 406:
        return ConfigurationError(NOT_OURS)
    if "search_context_missing" in kinds:
        return EngineUnavailable(TOO_SLOW)
    if "too_many" in kinds:  # clauses: how many there may be depends on the server's memory
        return QueryError(Sentence(TOO_MANY))
    return _by_status(status)


def unread(error: Any) -> SearchError:
    """The error for what stands in a document's place in an answer of several; it comes without a status."""
    return explained(404 if "index_not_found" in " ".join(_types(error)) else 503, error)


def _by_status(status: int) -> SearchError:
    if status in (429, 502, 503, 504):
        return EngineUnavailable(BUSY)
    if status == 404:
        return IndexNotReady(GONE)
    if status in (401, 403):
        return ConfigurationError(NO_KEY if status == 401 else NOT_ALLOWED)
    return EngineUnavailable(REFUSED)


def _types(error: Any) -> Iterator[str]:
    """The types of an error and of its causes, however deep."""
    if isinstance(error, dict):
        yield str(error.get("type", ""))
        for cause in (error.get("caused_by"), *error.get("root_cause", ()), *error.get("failed_shards", ())):
            yield from _types(cause)
        yield from _types(error.get("reason"))
