"""How well near duplicates are told: 20,000 titles, 2,000 of them mutated copies, among works that differ in little."""

import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from indexer.duplicates import Work, find_pairs
from search.authorities import Authorities
from search.text import fold

Title = tuple[str, str]  # title and subtitle
WHAT = (
    "cash transfers;school feeding;public works;social pensions;child grants;health insurance;disability benefits;"
    "maternity leave;unemployment insurance;food vouchers;fee waivers;in-kind assistance;graduation programmes;"
    "minimum income schemes;informal workers' insurance;targeting methods;social registries;grievance redress;"
    "digital payments;shock-responsive systems;old-age pensions;child care services;labour market programmes"
)
ON = (
    "poverty;school attendance;child nutrition;women's empowerment;household consumption;local markets;labour supply;"
    "fertility;mental health;migration;savings;food security;inequality;social cohesion;early childhood development;"
    "child labour;productive assets;domestic violence;adolescent well-being;political trust;resilience to shocks"
)
HOW = (
    "Effects of {} on {};{} and {};The impact of {} on {};Do {} reduce {}?;What {} do for {};Linking {} to {};"
    "How {} change {};Long-term consequences of {} for {};The political economy of {} and {};Financing {} for {};"
    "Rethinking {} in the light of {};Lessons from {} about {};Measuring how {} affect {};Scaling up {} to improve {}"
)
WHERE = "Kenya;Uganda;Mali;Malawi;Niger;Nigeria;Ghana;Peru;Brazil;Mexico;India;Nepal;Viet Nam;Indonesia;Ethiopia;Zambia"
MORE = (
    "evidence from a randomised trial;a review of the literature;lessons for policy;a regression discontinuity;"
    "a critical assessment;evidence from administrative data;what we know and what we do not;a mixed-methods study"
)
SERIES = "baseline report;endline report;volume 1;volume 2;Part II;Phase III;2014;2015;first report;second report"


def generated(chance: random.Random, count: int) -> Iterator[Title]:
    """Titles of works, each once; many differ from another in one word, a place, a number."""
    seen: set[Title] = set()
    while len(seen) < count:
        text = chance.choice(HOW.split(";")).format(chance.choice(WHAT.split(";")), chance.choice(ON.split(";")))
        text += f" in {chance.choice(('rural ', 'urban ', '', ''))}{chance.choice(WHERE.split(';'))}"
        more = chance.choice((MORE, SERIES)).split(";") if chance.random() < 0.5 else [""]
        title = (text[0].upper() + text[1:], chance.choice(more))
        if title not in seen:
            seen.add(title)
            yield title


def typo(chance: random.Random, text: str) -> str:
    """One or two slips of the fingers, in words of four letters or more."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    for place in chance.sample(long, min(len(long), chance.choice((1, 1, 2)))):
        word, at = words[place], chance.randrange(1, len(words[place]) - 1)
        letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
        words[place] = chance.choice(
            (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + letter + word[at + 1 :],
             word[:at] + word[at + 1] + word[at] + word[at + 2 :])
        )  # fmt: skip
    return " ".join(words)


def _moved(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    at = chance.randrange(len(words) - 1)
    words[at : at + 2] = reversed(words[at : at + 2])
    return " ".join(words)


def _accented(_: random.Random, text: str) -> str:
    return text.translate(str.maketrans("aeo", "áéó"))


MUTATIONS: tuple[Callable[[random.Random, str], str], ...] = (
    typo,
    typo,
    typo,
    _moved,
    _accented,
    lambda _, text: text.upper(),
    lambda _, text: text.title().replace("-", " "),
    lambda _, text: text.replace(" and ", " & ").rstrip("?") + ".",
)


def mutated(chance: random.Random, title: Title) -> str:
    """The same title as somebody else would type it."""
    text, more = title
    if more in MORE.split(";") and more and chance.random() < 0.4:
        return text if chance.random() < 0.7 else chance.choice(MUTATIONS)(chance, text)
    return chance.choice(MUTATIONS)(chance, f"{text}: {more}" if more else text)


def works(chance: random.Random, titles: list[Title], copies: int, bare: bool) -> list[Work]:
    """A work for each title, and copies of some in another source. bare: with nothing but titles and years."""
    found = []
    for number, (text, more) in enumerate(titles):
        whole, year = f"{text}: {more}" if more else text, chance.randrange(2000, 2024)
        author = (chance.choice(("Diop", "Silva", "Mensah", "Khan", "Perez", "Smith")) + ", " + chance.choice("ABCDE"),)
        found.append(Work(f"a{number % 7}:{number}", f"a{number % 7}", (whole,), year, authors=() if bare else author))
        if number < copies:
            when = year if chance.random() < 0.8 else None
            by = () if bare or chance.random() < 0.3 else author
            copy = mutated(chance, (text, more))
            found.append(Work(f"copy:{number}", "copy", (copy,), when, authors=by))
    chance.shuffle(found)
    return found


def measure(found: list[Work], copies: int) -> tuple[float, float, float, list[str]]:
    """Precision, recall, seconds, and what is wrong, a line each."""
    places = {word for name in Authorities.shipped().countries.every_name() for word in fold(name.text).split()}
    began = time.perf_counter()
    pairs = [pair for pair in find_pairs(found, places) if pair.kind == "same"]
    seconds = time.perf_counter() - began
    told = {frozenset(pair.ids): pair for pair in pairs}
    numbers = {ids: {one.partition(":")[2] for one in ids} for ids in told}
    right = [ids for ids in told if len(numbers[ids]) == 1]
    by_id = {work.id: work.titles[0] for work in found}
    wrong = [f"+ {' | '.join(by_id[one] for one in sorted(ids))}" for ids in told if len(numbers[ids]) > 1]
    there = {next(iter(numbers[ids])) for ids in right}
    of = {work.id.partition(":")[2]: work.titles[0] for work in found if work.source != "copy"}
    wrong += [f"- {by_id[f'copy:{n}']} | {of[str(n)]}" for n in range(copies) if str(n) not in there]
    return len(right) / max(1, len(pairs)), len(there) / copies, seconds, wrong


@click.command()
@click.option("--titles", type=click.Path(path_type=Path), multiple=True, help="JSON Lines whose titles are used, too.")
@click.option("--count", default=18_000, show_default=True)
@click.option("--copies", default=2_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--show", default=0, show_default=True, help="Mistakes that are printed.")
def main(titles: tuple[Path, ...], count: int, copies: int, seed: int, show: int) -> None:
    """Print precision, recall and seconds, with authors and without."""
    lines = [json.loads(line) for path in titles for line in path.read_text(encoding="utf-8").splitlines()]
    texts = list(dict.fromkeys(str(line["title"]) for line in lines if line.get("title")))
    known: list[Title] = [(text, "") for text in texts if len(text.split()) > 1]
    for bare in (False, True):
        chance = random.Random(seed)
        mine = [*known, *generated(chance, max(0, count - len(known)))]
        chance.shuffle(mine)
        precision, recall, seconds, wrong = measure(works(chance, mine, copies, bare), copies)
        kind = "titles and years" if bare else "titles, years, authors"
        click.echo(f"{kind}: precision {precision:.4f}, recall {recall:.4f}, {seconds:.1f} s")
        for line in wrong[:show]:
            click.echo(line)


if __name__ == "__main__":
    main()
