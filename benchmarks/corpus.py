"""Generated rows of any number: `python -m benchmarks.corpus 20000 > rows.csv`.

Words follow Zipf's law over a made-up vocabulary, in five languages, with labels of the taxonomy strewn in, so that the
label matcher has to work; values of facets are as skewed as real ones are. The same number gives the same rows.
"""

import csv
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from search.authorities import Countries, Taxonomy
from search.paths import data_file

LANGUAGES = {"en": 70, "es": 12, "fr": 10, "pt": 5, "ar": 3}
VOCABULARY = 30_000  # words a language
ABSTRACT = (60, 180)  # words
LABEL_EVERY = 40  # words, on average
SYLLABLES = {"ar": "با تا سا را ما نا لا كا دي مي لي ني بو تو رو مو"} | dict.fromkeys(
    ("en", "es", "fr", "pt"), "ba ce di fo gu la me ni po ru sa te vi zo tra ple con ment sion al er es"
)
CONCEPTS = ("programme", "population", "topic", "cross_cutting")
COLUMNS = (
    "id", "title", "abstract", "language", "country", "published", "programme", "population", "topic", "cross_cutting",
    "content_type", "organisation", "author", "keyword", "url", "source",
)  # fmt: skip


@dataclass(frozen=True)
class Skewed:
    """Things of which the first are common and the last are rare."""

    things: Sequence[str]

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(1 / (rank + 3) for rank in range(len(self.things))))

    def some(self, chance: random.Random, count: int) -> list[str]:
        """So many, with repetitions."""
        return chance.choices(self.things, cum_weights=self._weights, k=count)


@dataclass
class Corpus:
    """Makes rows with the taxonomy and the countries of the checkout."""

    seed: int = 1
    taxonomy: Taxonomy = field(default_factory=lambda: Taxonomy.load(data_file("taxonomy.yaml")))

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)
        self.words = {language: Skewed(_words(chance, language)) for language in LANGUAGES}
        self.values = {name: Skewed(_shuffled(chance, self.taxonomy.schemes[name].concepts)) for name in CONCEPTS}
        self.values["content_type"] = Skewed(list(self.taxonomy.schemes["content_type"].concepts))
        countries = Countries.load(data_file("mappings") / "countries.yaml", self.taxonomy)
        self.values["country"] = Skewed(_shuffled(chance, countries.codes))
        english = self.words["en"]
        names = [" ".join(english.some(chance, 2)).title() for _ in range(22_000)]
        self.values |= {"organisation": Skewed(names[:2_000]), "author": Skewed(names[2_000:])}
        self.values["keyword"] = Skewed([" ".join(english.some(chance, 2)) for _ in range(3_000)])
        self.labels = {language: self._labels(language) for language in LANGUAGES}

    def _labels(self, language: str) -> list[str]:
        schemes = {name: self.taxonomy.schemes[name].concepts for name in CONCEPTS}
        return [self.taxonomy.label(name, one, language) for name, concepts in schemes.items() for one in concepts]

    def rows(self, count: int) -> Iterator[dict[str, str]]:
        """So many rows, column -> cell."""
        chance = random.Random(self.seed + 1)
        return (self._row(chance, number) for number in range(count))

    def _row(self, chance: random.Random, number: int) -> dict[str, str]:
        language = chance.choices([*LANGUAGES], weights=[*LANGUAGES.values()])[0]
        some = {name: self._values(chance, name, most) for name, most in MOST.items()}
        return some | {
            "id": str(number),
            "title": self.text(chance, language, chance.randint(4, 14)).capitalize(),
            "abstract": self.text(chance, language, chance.randint(*ABSTRACT)) if chance.random() < 0.8 else "",
            "language": language,
            "published": f"{2026 - int(chance.expovariate(0.12)) % 60}-{chance.randint(1, 12):02}",
            "url": f"https://example.org/{number}",
            "source": f"source-{number % 7}",
        }

    def _values(self, chance: random.Random, name: str, most: int) -> str:
        return "; ".join(dict.fromkeys(self.values[name].some(chance, chance.randint(0 if most > 1 else 1, most))))

    def text(self, chance: random.Random, language: str, length: int) -> str:
        """So many words of a language, and a label now and then."""
        words = self.words[language].some(chance, length)
        for place in range(length):
            if chance.random() * LABEL_EVERY < 1:
                words[place] = chance.choice(self.labels[language])
        return " ".join(words)


MOST = {
    "country": 3, "programme": 2, "population": 2, "topic": 2, "cross_cutting": 1, "content_type": 1,
    "organisation": 2, "author": 3, "keyword": 4,
}  # fmt: skip


def _words(chance: random.Random, language: str) -> list[str]:
    syllables = SYLLABLES[language].split()
    words = {"".join(chance.choices(syllables, k=chance.randint(1, 5))) for _ in range(VOCABULARY * 2)}
    return sorted(words, key=lambda word: (len(word), word))[:VOCABULARY]


def _shuffled(chance: random.Random, things: Iterable[str]) -> list[str]:
    listed = list(things)
    return chance.sample(listed, len(listed))


def main() -> None:
    """Write rows as CSV."""
    lines = csv.DictWriter(sys.stdout, COLUMNS)
    lines.writeheader()
    for row in Corpus().rows(int(sys.argv[1])):
        lines.writerow(row)


if __name__ == "__main__":
    main()
