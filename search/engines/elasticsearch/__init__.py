"""The contract on a server of version 8.19 or 9."""

from search.engines.elasticsearch.index import ElasticsearchIndex
from search.engines.elasticsearch.keys import make_keys
