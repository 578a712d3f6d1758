"""Where rows come from: one YAML file for each known source, and what columns are called elsewhere."""

from indexer.sources.lists import UNNAMED, list_named, list_of, slug
from indexer.sources.mapping import mapped, remember
from indexer.sources.own import load_synonyms
from indexer.sources.source import Source
from indexer.sources.sources import Sources
