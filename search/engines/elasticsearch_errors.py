"""The one wall at which the client's exceptions become ours; nothing of Elasticsearch's own text passes."""

from collections.abc import Iterator
from contextlib import contextmanager

from elastic_transport import ConnectionError as NoConnection
from elastic_transport import TlsError
from elasticsearch import ApiError, ConnectionTimeout, TransportError, UnsupportedProductError

from search.errors import ConfigurationError, EngineUnavailable, IndexNotReady, SearchError

_BY_STATUS: dict[int, tuple[type[SearchError], str]] = {
    401: (
        ConfigurationError,
        "Elasticsearch does not know this key: set SPINDEX_ELASTICSEARCH_API_KEY to a valid one.",
    ),
    403: (
        ConfigurationError,
        "Elasticsearch refuses this: the key lacks a privilege, or the index is read-only because its disk is full. "
        "Use a key that may do it, or free space.",
    ),
    404: (IndexNotReady, "That index is no longer there: build one with `spindex build FILES`."),
    406: (EngineUnavailable, "This is not an Elasticsearch of version 8.19 or 9: use one of those."),
}
BUSY = "Elasticsearch is too busy to answer just now: try again in a moment."
ABSENT = (
    "Elasticsearch cannot be reached at the address in SPINDEX_ELASTICSEARCH_URL: start it, or correct the address."
)
REFUSED = "Elasticsearch could not carry this out: see its log for the reason, then try again."


@contextmanager
def translated() -> Iterator[None]:
    """Raises EngineUnavailable, IndexNotReady or ConfigurationError for what the client raises inside."""
    try:
        yield
    except TlsError as error:
        raise ConfigurationError(
            "Elasticsearch's certificate is not trusted: set SPINDEX_ELASTICSEARCH_CA to the file of its CA."
        ) from error
    except ConnectionTimeout as error:
        raise EngineUnavailable(BUSY) from error
    except NoConnection as error:
        raise EngineUnavailable(ABSENT) from error
    except UnsupportedProductError as error:
        raise EngineUnavailable(_BY_STATUS[406][1]) from error
    except ApiError as error:
        raise by_status(error.meta.status) from error
    except TransportError as error:
        raise EngineUnavailable(ABSENT) from error


def by_status(status: int) -> SearchError:
    """The error for an HTTP status that Elasticsearch answered."""
    if status in (429, 502, 503, 504):
        return EngineUnavailable(BUSY)
    kind, sentence = _BY_STATUS.get(status, (EngineUnavailable, REFUSED))
    return kind(sentence)
