"""Ages in a cell of people, as five languages write them: *0-5*, *under 18*, *65 ans et plus*, *6-23 months*."""

import math
from dataclasses import dataclass

import regex

from search.authorities import Resolution, Taxonomy

YEARS = r"years?|yrs?|ans?|años?|anos?|سنوات|سنة|عام(?:اً?|ا)?"
MONTHS = r"months?|mois|m[eê]s(?:es)?|شهر(?:اً?|ا)?|أشهر"
UNIT = rf"(?:[\s-]*(?P<unit>{YEARS}|{MONTHS}))?"
OLD = r"(?:[\s-]*(?:olds?|of age|d'âge|de edad|de idade)(?!\p{L}))?"
LEAD = r"(?:(?<!\p{L})(?:aged?|ages|âgée?s|de|des|con|com|entre|between|from|من|بين|سن)\s+)*"
TO = r"(?:[-–—]|to|à|a|and|et|y|e|إلى|و)"
ABOVE = (
    r"(?:(?:and|or|et|ou|y|o|e|&)\s*(?:over|above|older|more|plus|más|mais|\+)|plus|\+|فأكثر|فما فوق|وأكثر)(?!\p{L})"
)
OVER = r"(?:over|above|more than|plus de|más de|mayor(?:es)? de|mais de|maiores de|acima de|أكثر من|فوق)"
UNDER = (
    r"(?:under|below|less than|up to|moins de|jusqu'à|menor(?:es)? de|menos de|hasta|abaixo de|até|أقل من|دون|تحت)"
    r"(?:\s+the age of|\s+سن)?"
)
PATTERN = regex.compile(
    rf"{LEAD}(?<![\p{{L}}\d.,])(?:"
    rf"(?P<low>\d{{1,3}}){UNIT}\s*{TO}\s*(?P<high>\d{{1,3}}){UNIT}"
    rf"|(?P<least>\d{{1,3}}){UNIT}\s*{ABOVE}{UNIT}"
    rf"|{OVER}\s*(?P<over>\d{{1,3}}){UNIT}"
    rf"|{UNDER}\s*(?P<under>\d{{1,3}}){UNIT}"
    rf")s?{OLD}(?![\p{{L}}\d])",
    regex.IGNORECASE,
)

SAID = regex.compile(r"(?<!\p{L})(?:aged?|ages|âgée?s|سن)(?!\p{L})", regex.IGNORECASE)


@dataclass(frozen=True)
class Ages:
    """From an age to another, in years; text: as it is written, rest: what stands around it.

    said: whether the words say that these are ages: *1-3 years*, *aged 15-24*, but not *grades 1-3*.
    """

    low: float
    high: float
    text: str
    rest: str
    said: bool

    @classmethod
    def of(cls, text: str) -> "Ages | None":
        """Those of a text, or None."""
        found = PATTERN.search(text)
        if not found:
            return None
        said = {name: float(value) for name, value in found.groupdict().items() if value and name != "unit"}
        a_year = 12 if regex.fullmatch(MONTHS, found["unit"] or "", regex.IGNORECASE) else 1
        low = said.get("low", said.get("least", said.get("over", 0)))
        high = said.get("high", said.get("under", math.inf))
        rest = f"{text[: found.start()].rstrip(' ([,:-')} {text[found.end() :].lstrip(' )],:-')}".strip()
        said_so = bool(found["unit"] or SAID.search(found[0]))
        return cls(low / a_year, high / a_year, found[0].strip(), rest, said_so)

    def resolve(self, taxonomy: Taxonomy, scheme: str) -> Resolution:
        """The concept of the narrowest ages that hold all of these; where several cross there, a question."""
        concepts = taxonomy.schemes[scheme].concepts.values() if scheme in taxonomy.schemes else ()
        spans = ((concept.id, concept.span) for concept in concepts)
        holding = {one: span for one, span in spans if span and _within((self.low, self.high), span)}
        wider = {one for one, a in holding.items() if any(a != b and _within(b, a) for b in holding.values())}
        return taxonomy.one_of(scheme, self.text, dict.fromkeys((one for one in holding if one not in wider), "ages"))


def _within(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]
