"""Where rows come from: one YAML file for each known source, and what columns are called elsewhere."""

from indexer.sources.source import Source, load_sources, load_synonyms, own_source
