"""How long the classifier of a data folder takes for its records: `python -m benchmarks.classifier DATA [RECORDS]`.

One core; by words alone, and what one vector takes besides where there is an encoder (of the first texts, made anew).
The share that is right is what `spindex classify report` says, or `report FILES` of labelled records held back.
"""

import sys
import time
from itertools import cycle, islice
from pathlib import Path

from indexer.meaning import Vectors, passage
from search.authorities import Authorities, texts_of
from search.engines import open_index
from search.paths import own_classifier, taxonomy_path
from search.queries import Query
from search.settings import Settings

READ_ANEW = 40  # texts by which the encoder is timed


def main() -> None:
    """Print the seconds of processor time."""
    data, count = Path(sys.argv[1]), int((sys.argv[2:] or ["20000"])[0])
    settings = Settings(data=data)
    classifier = Authorities.shipped(taxonomy_path(data), own_classifier(data)).classifier
    with open_index(settings) as index:
        records = list(index.scan(Query()))
    texts = [texts_of(record.title, record.abstract, record.keyword) for record in records]
    list(classifier.judge(texts[0], True))  # what is read once
    start = time.process_time()
    for record, text in islice(cycle(zip(records, texts, strict=True)), count):
        for _ in classifier.judge(text, bool(record.abstract)):
            pass
    print(f"{count:,} records by words: {time.process_time() - start:.1f} s of one core")
    if vectors := Vectors.of(settings):
        vectors.encoder(["warm"])
        start = time.process_time()
        for text in texts[:READ_ANEW]:
            vectors.encoder([passage(text)])
        print(f"one vector of {vectors.encoder.name}: {(time.process_time() - start) / READ_ANEW:.3f} s")


if __name__ == "__main__":
    main()
