"""Random but repeatable records and questions for the contract tests: few values, so that they meet often."""

import random
from dataclasses import replace
from typing import Any, get_args

from search.queries import Query
from search.records import FACETS, FIELDS, HOW, INTERFACE_LANGUAGES, KINDS, NONE, SORTS, TAGGED, How, Origin, Record

VALUES = {
    "programme": ["assistance", "cash", "labour", "unemployment", "pensions"],
    "population": ["children", "infants", "women"],
    "topic": ["targeting", "means-test"],
    "cross_cutting": ["gender"],
    "region": ["africa", "east-africa", "latin-america"],
    "country_group": ["low-income"],
    "country": ["KEN", "UGA", "PER", "EGY"],
    "language": ["en", "fr", "es", "ar"],
    "organisation": [f"Ministry {n}" for n in range(70)] + ["World Bank", "ILO", "Ministère d'État"],
    "author": ["Ada Lovelace", "Núñez, Íñigo", "O'Neil"],
    "keyword": ["pensions", "Ågren", "pro-poor"],
    "content_type": ["publication", "project"],
    "document_type": ["report"],
    "status": ["active"],
    "source": ["a", "b"],
}
VALUES |= {  # a facet that is new here has values of its own
    facet.name: [f"{facet.label} {n}" for n in range(70)]
    for facet in FACETS
    if not facet.closed and facet.name not in VALUES
}
CHOSEN = VALUES | {"how": list(KINDS)}
YEARS = [str(year) for year in range(1998, 2005)]
WORDS = {
    "en": "pension pensions cash transfers children women the of ageing programme labor social protection co-operation",
    "fr": "transferts monétaires pour les femmes aide l'aide sociale protection",
    "es": "transferencias monetarias pensión pensiones niños protección social",
    "ar": "الحماية الاجتماعية التحويلات النقدية حِماية",
    "sw": "ulinzi wa jamii pesa",
    "und": "pensions monetarias femme transferts labour",
}


def records(seed: int, count: int) -> list[Record]:
    """`count` records; the same ones for the same seed."""
    chance = random.Random(seed)
    return [_record(chance, number) for number in range(count)]


def _text(chance: random.Random, language: str, longest: int) -> str:
    words = WORDS[language].split()
    return " ".join(chance.choice(words) for _ in range(chance.randint(1, longest)))


def _record(chance: random.Random, number: int) -> Record:
    language = chance.choice(list(WORDS))
    fields: dict[str, object] = {"title": {language: _text(chance, language, 6)}}
    if chance.random() < 0.4:
        fields["abstract"] = {language: _text(chance, language, 30)}
    for name, values in VALUES.items():
        chosen = chance.sample(values, chance.choice([0, 1, 1, min(2, len(values)), min(3, len(values))]))
        fields[name] = tuple(chosen) if FIELDS[name].many else (chosen[0] if chosen else None)
    year = chance.choice([None, *range(1998, 2004)])
    if year:
        fields |= {"year": year, **_dates(chance, year)}
    fields["source"] = chance.choice("ab")
    fields["added"] = f"2026-01-{chance.randint(1, 28):02}T00:00:00Z"
    made = Record(id=f"{fields['source']}:{number}", **fields)  # type: ignore[arg-type]
    return made.changed(provenance=origins(random.Random(number), made))


def origins(chance: random.Random, record: Record) -> dict[str, tuple[Origin, ...]]:
    """Of most values how they came about, of some in several ways."""
    told = {
        name: [Origin(value=value, how=how) for value in record.values(name) for how in _hows(chance)]
        for name in TAGGED
    }
    return {name: tuple(several) for name, several in told.items() if several}


def _hows(chance: random.Random) -> list[How]:
    return chance.sample(get_args(How), chance.choice([0, 1, 1, 1, 2, 3]))


def _dates(chance: random.Random, year: int) -> dict[str, Any]:
    """When it came out; or when it began, often also when it ended; or both."""
    date = chance.choice([f"{year}", f"{year}-05", f"{year}-05-17"])
    if chance.random() < 0.5:
        return {"published": date}
    began = (
        {"published": date, "start": str(year + chance.choice([-1, 0, 2]))}
        if chance.random() < 0.2
        else {"start": date}
    )
    return began | ({"end": f"{year + chance.choice([-1, 0, 1, 3])}-12"} if chance.random() < 0.6 else {})


PHRASES = [
    "", "", "", "pension", "Pensions", "cash transfers", "transferencias monetarias", "CTX", "femmes", "women -social",
    "the", "the of", "of the children", '"social protection"', '"protection sociale"', "protec*", "l'aide",
    "co-operation", "title:pension", "abstract:social protection", "cash OR femmes", "(cash OR niños) -women",
    "NOT pensions", "!!!", "programs labour", "proteccion", "الحمايه", "حماية", "Núñez", "nunez", "o'neil",
    "world bank",
    "Kenya", "Pérou", "a:7", "b:12", "zzz", "cash zzz women", "foo:bar", "women children cash pensions", "ministry",
    "none", "Kenyan women", "pension 1999", "since 2001 women", "before 2000 cash", "wom?n", "c*h transfers",
    "cash zzz Kenya 2001",     "Lovelace, A.", "Ministry 7 pensions", "title:(cash OR femmes) zzz",
    "social protection of children and women in Kenya",
    "one two three four five six seven eight nine pension", "women -zebra- cash", "a:7 zzz", "Kenya Peru", "1999 2001",
]  # fmt: skip


def how(chance: random.Random) -> dict[str, Any]:
    """How the words are to be read, now and then."""
    ways = {"names": "typed", "words": "all", "spelling": "typed"}
    return {name: way for name, way in ways.items() if chance.random() < 0.1}


def slipped(chance: random.Random, text: str) -> str:
    """The text with two letters of a word changed places, or one of them lost."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if long:
        place = chance.choice(long)
        word, at = words[place], chance.randrange(len(words[place]) - 1)
        words[place] = word[:at] + chance.choice([word[at + 1] + word[at], word[at + 1]]) + word[at + 2 :]
    return " ".join(words)


def question(chance: random.Random) -> Query:
    """A random question: words or none, any kind of choices, a range of years, an order, a page."""
    typed = chance.choice(PHRASES)
    query = Query(q=slipped(chance, typed) if chance.random() < 0.15 else typed)
    for _ in range(chance.choice([0, 0, 1, 1, 2, 3, 4])):
        facet = chance.choice(FACETS).name
        mode = chance.choice(["any", "any", "any", "all", "not"])
        value = NONE if chance.random() < 0.2 else chance.choice(CHOSEN.get(facet) or YEARS)
        query = query.with_(facet, value, mode)  # type: ignore[arg-type]
    for kind in chance.sample(KINDS, chance.choice([0, 0, 0, 1, 2])):
        query = query.with_(HOW.name, kind)
    if chance.random() < 0.25:
        query = query.with_years(chance.choice([None, 1999, 2001]), chance.choice([None, 2001, 2002]))
        for value in chance.sample([NONE, *YEARS], chance.choice([0, 0, 1, 2])):  # alternatives to the range
            query = query.with_("year", value)
    query = replace(query.with_sort(chance.choice(SORTS)), **how(chance))
    return Query(**{**vars(query), "size": chance.choice([1, 3, 10]), "lang": chance.choice(INTERFACE_LANGUAGES)})
