"""A writer to be killed: `python -m tests.contract.killed build|update ENGINE URL INDEX DATA` writes without end."""

import sys
from pathlib import Path

from search.authorities import Authorities, Countries, Indicators, Taxonomy
from search.engines import open_index
from search.paths import data_file
from search.settings import Settings

from .samples import records


def main() -> None:
    """Says `writing` when the first records are on their way."""
    how, engine, url, name, data = sys.argv[1:]
    settings = Settings.from_environment().changed(data=data, engine=engine, index=name, elasticsearch_url=url)
    taxonomy = Taxonomy.load(Path(__file__).with_name("taxonomy.yaml"))
    countries = Countries.load(data_file("mappings") / "countries.yaml", taxonomy)
    authorities = Authorities(taxonomy, countries, Indicators())
    with open_index(settings) as index:
        block = index.replacing(authorities) if how == "build" else index.updating(authorities)
        with block as writer:
            for round_ in range(10_000):
                for record in records(seed=round_ + 1000, count=50):
                    writer.add(record)
                print("writing", flush=True)


if __name__ == "__main__":
    main()
