"""Random records and questions made of the real taxonomy's labels and countries' names, in five languages."""

import random
from dataclasses import dataclass, replace
from functools import cached_property

from search.authorities import Authorities
from search.queries import Query
from search.records import FACETS, FIELDS, KINDS, NONE, SORTS, SUBJECTS, Record
from search.text import SNOWBALL, WORD

from .samples import how, origins, slipped

FILLING = {
    "en": "the of and for in a review evidence from impact programs labour on co-operation's evaluating 2015",
    "fr": "l'évaluation des effets de la d'État pour les ménages et aux réformes sociaux",
    "es": "la evaluación de los efectos del en el para hogares pobres según niñez y",
    "pt": "a avaliação dos efeitos da para as famílias pobres e não",
    "ar": "تقييم آثار في على الأسر الفقيرة من إلى و",
    "sw": "tathmini ya athari za kwa kaya maskini na",
}
OPEN = {facet.name: 50 for facet in FACETS if not facet.closed}
OPEN |= {"organisation": 300, "author": 400, "keyword": 150, "source": 6}
NAMES = ("Mensah", "Núñez", "O'Neil", "Ağaoğlu", "Østergård", "N’Diaye", "de la Cruz", "Łukasz", "محمد", "Nguyễn")


@dataclass(frozen=True)
class Samples:
    """Makes both from the vocabularies of an index."""

    authorities: Authorities

    @cached_property
    def labels(self) -> dict[str, list[str]]:
        """language -> every label of the schemes that questions are enriched from, and names of countries."""
        found: dict[str, list[str]] = {language: [] for language in SNOWBALL}
        taxonomy = self.authorities.taxonomy
        for concept in (c for scheme in SUBJECTS for c in taxonomy.schemes[scheme].concepts.values()):
            for language, label in concept.pref_label.items():
                found.setdefault(language, []).append(label)
            for lists in (concept.alt_label, concept.hidden_label):
                for language, several in lists.items():
                    found.setdefault(language, []).extend(several)
        return found

    @cached_property
    def asked(self) -> list[str]:
        """Labels that are a question to the reader."""
        return [entry.label for entry in self.authorities.taxonomy.ambiguous]

    @cached_property
    def acronyms(self) -> list[str]:
        """Labels in capitals."""
        return [label for several in self.labels.values() for label in several if label.isupper() and label.isascii()]

    @cached_property
    def countries(self) -> list[str]:
        """Forty codes, some of them with names of several words or accents."""
        chosen = "KEN UGA PER EGY CIV COD COG PRK KOR STP TUR CPV LAO VNM BOL DOM GBR USA BRA IND NER NGA GIN GNB GNQ"
        return [*chosen.split(), *"PNG TLS ZAF SSD SDN MEX COL ARG CHL ECU HTI JAM MAR TUN JOR".split()]

    def records(self, seed: int, count: int) -> list[Record]:
        """`count` records; the same ones for the same seed."""
        chance = random.Random(seed)
        return [self._record(chance, f"{seed}-{number}") for number in range(count)]

    def _record(self, chance: random.Random, number: str) -> Record:
        language = chance.choice([*FILLING, "und", "en", "en"])
        fields: dict[str, object] = {"title": {language: self._text(chance, language, 2)}}
        if chance.random() < 0.15:  # a title in two languages
            fields["title"] = {language: self._text(chance, language, 2), "fr": self._text(chance, "fr", 1)}
        if chance.random() < 0.5:
            fields["abstract"] = {language: self._text(chance, language, 8)}
        for facet in FACETS:
            if facet.name not in ("year", "how") and (values := self._values(chance, facet.name)):
                fields[facet.name] = values if FIELDS[facet.name].many else values[0]
        year = chance.choice([None, *range(1999, 2025)])
        fields |= {"year": year, "source": f"source-{chance.randrange(OPEN['source'])}"}
        if year and chance.random() < 0.4:
            fields["start"] = str(year)
            if chance.random() < 0.7:
                fields["end"] = str(year + chance.randint(0, 9))
        if chance.random() < 0.1:
            fields["publisher"] = chance.choice(self.labels[chance.choice(list(SNOWBALL))])
        made = Record(id=f"{fields['source']}:{number}", **fields)  # type: ignore[arg-type]
        return made.changed(provenance=origins(random.Random(number), made))

    def _values(self, chance: random.Random, facet: str) -> tuple[str, ...]:
        count = chance.choice([0, 0, 1, 1, 2, 3])
        if facet == "author":
            return tuple(
                f"{chance.choice(NAMES)}, {chance.choice('ABCDEFGH')}. {chance.randrange(5)}" for _ in range(count)
            )
        if facet in OPEN:  # a few values often, most of them rarely
            return tuple({f"{facet.title()} {int(OPEN[facet] * chance.random() ** 3)}" for _ in range(count)})
        return tuple(chance.sample(self.closed(facet), count))

    def closed(self, facet: str) -> list[str]:
        """The values of a closed vocabulary."""
        if facet == "country":
            return self.countries
        if facet == "how":
            return list(KINDS)
        if facet == "language":
            return ["en", "fr", "es", "pt", "ar", "sw"]
        concepts = self.authorities.taxonomy.schemes[facet].concepts
        return [concept.id for concept in concepts.values() if not concept.deprecated and not concept.replaced_by]

    def _text(self, chance: random.Random, language: str, longest: int) -> str:
        """Labels, whole and in part, between words that labels are found between."""
        known = language if language in FILLING else chance.choice(list(FILLING))
        parts: list[str] = []
        for _ in range(chance.randint(1, longest)):
            label = self._label(chance, known if known in SNOWBALL else "en")
            parts += [chance.choice(FILLING[known].split()), label if chance.random() < 0.6 else _piece(chance, label)]
        parts += chance.choices(FILLING[known].split(), k=chance.randint(0, 3))
        return " ".join(parts)

    def _label(self, chance: random.Random, language: str) -> str:
        if chance.random() < 0.1:
            return chance.choice(self.acronyms)
        if chance.random() < 0.2:
            return chance.choice(sorted(self.authorities.countries.names(chance.choice(self.countries))))
        return chance.choice(self.labels[language])

    def question(self, chance: random.Random) -> Query:
        """Words made of labels in any of the languages, and choices."""
        typed = self._words(chance)[:500]
        query = Query(q=slipped(chance, typed) if chance.random() < 0.1 else typed, **how(chance))
        for _ in range(chance.choice([0, 0, 0, 1, 1, 2, 3])):
            facet = chance.choice(FACETS).name
            value = NONE if chance.random() < 0.15 else self._value(chance, facet)
            query = query.with_(facet, value, chance.choice(["any", "any", "any", "all", "not"]))
        if chance.random() < 0.2:
            query = query.with_years(chance.choice([None, 2005, 2015]), chance.choice([None, 2016, 2020]))
            for value in chance.sample([NONE, "2003", "2024"], chance.choice([0, 0, 1, 2])):
                query = query.with_("year", value)
        sort = chance.choice(["relevance", "relevance", *SORTS])
        return replace(query, sort=sort, size=chance.choice([1, 5, 20]), any_word=chance.random() < 0.1)

    def _value(self, chance: random.Random, facet: str) -> str:
        if facet == "year":
            return str(chance.randrange(1998, 2026))
        if facet == "source":
            return f"source-{chance.randrange(OPEN[facet])}"  # as records write it
        if facet in OPEN:
            return f"{facet.title()} {chance.randrange(OPEN[facet])}"
        return chance.choice(self.closed(facet))

    def _words(self, chance: random.Random) -> str:
        language = chance.choice(list(SNOWBALL))
        label, other = self._label(chance, language), self._label(chance, chance.choice(list(SNOWBALL)))
        country = chance.choice(sorted(self.authorities.countries.names(chance.choice(self.countries))))
        word = chance.choice(WORD.findall(label))
        return chance.choice(
            [
                "", label, label, label.lower(), label.upper(), f"{label} {country}", f"{country} {label.lower()}",
                f"{word} {chance.choice(FILLING[language].split())}", _piece(chance, label), f'"{label}"',
                f"{word} -{other}", f'{word} -"{other}"', f"{label} OR {other}", f"({word} OR {country}) {other}",
                f"{word[:4]}*", f"{other} {word[:3]}*", f"title:{word}", f"country:{country}", f"abstract:{label}",
                chance.choice(self.acronyms), f"{chance.choice(self.acronyms)} {country}", chance.choice(NAMES),
                chance.choice(self.asked), f"{chance.choice(self.asked)} {word}", f"{label} {other} {country} zebra",
                f"source-1:7-{chance.randrange(40)}", f"{word} {chance.randrange(2000, 2025)}", country,
            ]
        )  # fmt: skip


def _piece(chance: random.Random, label: str) -> str:
    words = label.split()
    first = chance.randrange(len(words))
    return " ".join(words[first : first + chance.randint(1, 3)])
