"""The contract on tantivy, in a folder."""

from search.engines.embedded.index import EmbeddedIndex
