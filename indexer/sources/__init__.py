"""Where rows come from: one YAML file for each known source, and what columns are called elsewhere."""

from indexer.sources.own import load_synonyms
from indexer.sources.source import Source
from indexer.sources.sources import Sources
