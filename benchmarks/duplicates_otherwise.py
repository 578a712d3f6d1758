"""How well near duplicates are told whose titles differ in other ways than those by which the limits were chosen.

`python -m benchmarks.duplicates_otherwise --titles titles.jsonl`: a line for each way, of copies that are one work and
of works that only look like copies; then precision, recall and seconds of all.
"""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks.duplicates import generated
from indexer.duplicates import Work, find_pairs
from search.authorities import Authorities
from search.text import fold

Change = Callable[[random.Random, str], str]
NEAR = {"a": "sq", "e": "wr", "i": "uo", "o": "ip", "t": "ry", "n": "bm", "s": "ad", "r": "et", "l": "k", "c": "xv"}
WRITTEN = {"labour": "labor", "programmes": "programs", "programme": "program", "ageing": "aging", "centre": "center"}
JOINING = ({"and": "et", "of": "de", "in": "en"}, {"and": "y", "of": "de", "in": "en"}, {"and": "e", "of": "de"})
PLACES = "Kenya Uganda Mali Malawi Niger Nigeria Ghana Peru Brazil Mexico India Nepal Indonesia Ethiopia Zambia".split()
ROMAN = ("I", "II", "III", "IV", "V", "VI")
NOTES = ("working paper", "policy brief", "technical note", "a paper for discussion", "background paper")


def _words(text: str, table: dict[str, str]) -> str:
    return " ".join(table.get(word, word) for word in text.split(" "))


def _swapped(_: random.Random, text: str) -> str:
    """A and B: B and A; else the place comes first."""
    if found := re.search(r"^(.*?)([\w-]+) and ([\w-]+)(.*)$", text):
        return f"{found[1]}{found[3]} and {found[2]}{found[4]}"
    found = re.search(r"^(.*) in ((?:rural |urban )?[A-Z]\w+(?: Nam)?)(.*)$", text)
    return f"{found[2]}: {found[1]}{found[3]}" if found else text


def _without_subtitle(_: random.Random, text: str) -> str:
    """One that counts nothing: without its volume 2 a title would be that of another work."""
    main, _colon, rest = text.rpartition(": ")
    return main if main and not re.search(rf"\d|\b(?:I+|report|{'|'.join(ROMAN)})\b", rest) else text


def _key_beside(chance: random.Random, text: str) -> str:
    places = [n for n, letter in enumerate(text) if letter in NEAR and text[n - 1 : n].isalpha() and n > 1]
    at = chance.choice(places) if places else 0
    return text[:at] + chance.choice(NEAR[text[at]]) + text[at + 1 :] if places else text


def _blank_lost(chance: random.Random, text: str) -> str:
    places = [n for n, letter in enumerate(text) if letter == " "]
    at = chance.choice(places) if places else 0
    return text[:at] + text[at + 1 :] if places else text


def _other_number(chance: random.Random, text: str) -> str:
    """Part II: part 3; else one is added."""
    if found := re.search(r"\b(volume|Part|Phase) (\w+)$", text):
        return text[: found.start(2)] + chance.choice(
            [one for one in "3456" if found[2] not in (one, ROMAN[int(one) - 1])]
        )
    return f"{text}, {chance.choice(('volume', 'part'))} {chance.choice('23')}"


def _other_numeral(_: random.Random, text: str) -> str:
    found = re.search(r"\b([1-6]|I{1,3}|IV|VI?)\b", text)
    if not found:
        return text
    number = found[1]
    other = ROMAN[int(number) - 1] if number.isdigit() else str(ROMAN.index(number) + 1)
    return text[: found.start()] + other + text[found.end() :]


def _other_place(chance: random.Random, text: str) -> str:
    here = [place for place in PLACES if re.search(rf"\b{place}\b", text)]
    return re.sub(rf"\b{here[0]}\b", chance.choice([p for p in PLACES if p not in here]), text) if here else text


def _other_year(chance: random.Random, text: str) -> str:
    found = re.search(r"\b(?:19|20)\d\d\b", text)
    if not found:
        return f"{text} {chance.randrange(2000, 2024)}"
    return text[: found.start()] + str(int(found[0]) + chance.choice((-1, 1, 2))) + text[found.end() :]


def _other_area(_: random.Random, text: str) -> str:
    return re.sub(r"\b(rural|urban)\b", lambda found: "urban" if found[1] == "rural" else "rural", text)


SAME: dict[str, Change] = {
    "order of words": _swapped,
    "subtitle dropped": _without_subtitle,
    "subtitle added": lambda chance, text: text if ": " in text else f"{text}: {chance.choice(NOTES)}",
    "connective translated": lambda chance, text: _words(text, chance.choice(JOINING)),
    "a key beside": _key_beside,
    "a blank lost": _blank_lost,
    "roman or arabic number": _other_numeral,
    "spelling of another country": lambda _, text: _words(text, WRITTEN),
    "quotes and dashes": lambda _, text: f"“{text}”".replace(": ", " — ").replace("-", "\u2011"),
}
OTHER: dict[str, Change] = {
    "another year": _other_year,
    "another place": _other_place,
    "Phase II": lambda _, text: f"{text} (Phase II)",
    "another volume": _other_number,
    "rural for urban": _other_area,
    "negated": lambda _, text: re.sub(r"\b(\w+) transfers\b", r"un\1 transfers", text.replace("formal", "informal")),
    "a reply to it": lambda chance, text: f"{chance.choice(('Comment on', 'Reply to', 'Review of'))} {text}",
}


def made(chance: random.Random, titles: list[str], copies: int) -> tuple[list[Work], dict[str, str]]:
    """A work for each title, and some beside: copies (`same:n`), others (`other:n`). id -> the way it was changed."""
    found, ways = list[Work](), dict[str, str]()
    kinds = [("same", *one) for one in SAME.items()] * 2 + [("other", *one) for one in OTHER.items()]
    for number, text in enumerate(titles):
        year, by = chance.randrange(2000, 2024), (chance.choice("Diop Silva Mensah Khan Perez Smith".split()) + ", A.",)
        found.append(Work(f"a:{number}", f"a{number % 7}", (text,), year, authors=by))
        if len(ways) < copies:
            kind, way, change = chance.choice(kinds)
            if (changed := change(chance, text)) != text:
                ways[f"{kind}:{number}"] = way
                found.append(Work(f"{kind}:{number}", kind, (changed,), year, authors=by))
    chance.shuffle(found)
    return found, ways


@click.command()
@click.option("--titles", type=click.Path(path_type=Path), multiple=True, help="JSON Lines of our export.")
@click.option("--count", default=18_000, show_default=True)
@click.option("--copies", default=3_000, show_default=True, help="About two thirds are copies, the rest only look so.")
@click.option("--seed", default=3, show_default=True)
@click.option("--show", default=0, show_default=True, help="Mistakes that are printed of each way.")
def main(titles: tuple[Path, ...], count: int, copies: int, seed: int, show: int) -> None:
    """Print a table by way, then precision, recall and seconds."""
    chance = random.Random(seed)
    lines = [json.loads(line) for path in titles for line in path.read_text(encoding="utf-8").splitlines()]
    texts = list(dict.fromkeys(next(iter(line["title"].values())) for line in lines))
    texts += [f"{text}: {more}" if more else text for text, more in generated(chance, max(0, count - len(texts)))]
    chance.shuffle(texts)
    found, ways = made(chance, texts, copies)
    places = {word for name in Authorities.shipped().countries.every_name() for word in fold(name.text).split()}
    began = time.perf_counter()
    pairs = [pair for pair in find_pairs(found, places) if pair.kind == "same"]
    seconds = time.perf_counter() - began
    told = {one for pair in pairs for one in pair.ids if len({two.partition(":")[2] for two in pair.ids}) == 1}
    by_id = {work.id: work.titles[0] for work in found}
    for kind, changes in (("same", SAME), ("other", OTHER)):
        for way in changes:
            mine = [one for one, how in ways.items() if how == way and one.startswith(kind)]
            wrong = [one for one in mine if (one in told) == (kind == "other")]
            click.echo(f"{kind:>6}  {way:<28} {len(mine) - len(wrong):>5} of {len(mine):>5} right")
            for one in wrong[:show]:
                click.echo(f"          {by_id[one]} | {by_id['a:' + one.partition(':')[2]]}")
    right = Counter("same" if one in told else "missed" for one in ways if one.startswith("same"))
    precision, recall = right["same"] / max(1, len(pairs)), right["same"] / max(1, right.total())
    click.echo(f"precision {precision:.4f}, recall {recall:.4f}, {seconds:.1f} s")


if __name__ == "__main__":
    main()
