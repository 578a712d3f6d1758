"""open_index: the one place that knows which engine a setting means."""

from search.errors import ConfigurationError
from search.index import Index
from search.settings import Settings


def open_index(settings: Settings) -> Index:
    """The index of these settings; nothing is read before it is asked. Raises ConfigurationError."""
    if settings.engine == "embedded":
        from search.engines.embedded import EmbeddedIndex

        return EmbeddedIndex(settings)
    if settings.engine == "elasticsearch":
        from search.engines.elasticsearch import ElasticsearchIndex

        return ElasticsearchIndex(settings)
    raise ConfigurationError(
        "There is no engine “%(engine)s”: set SPINDEX_ENGINE to embedded or elasticsearch.", engine=settings.engine
    )
