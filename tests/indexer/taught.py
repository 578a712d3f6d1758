"""Made-up measures that say what they are without any label of the taxonomy, in lists that only partly say it."""

import csv
import io
from collections.abc import Iterator
from random import Random

KINDS = {
    "short-time-work": (
        "The treasury pays most of the salary of staff whose firm stands still",
        "Firms keep their people on the payroll while the state tops up what they lose",
        "Idle hours of staff are paid for by the labour office until orders come back",
        "Employees sent home for some hours keep four fifths of their pay",
    ),
    "food-rations": (
        "Parcels with rice, oil and beans are carried to the doors of families",
        "Hampers of flour and lentils were handed out in the villages",
        "Soldiers hand out boxes of maize and sugar in the hills",
        "Dry provisions for a month are given to each home in the valley",
    ),
    "payment-deferral": (
        "Banks let borrowers wait six months before the next instalment is due",
        "Nobody need repay what is owed on a home before the spring",
        "Borrowers may put off their instalments until the banks open again",
        "What tenants and debtors owe is due half a year later",
    ),
    "utility-relief": (
        "Nobody is cut off from water or power who does not pay this winter",
        "The company forgives what homes owe for current used in the spring",
        "Water and light are free of charge for small consumers until May",
        "Meters of homes keep running though the bill was not settled",
    ),
    "vocational-training": (
        "Jobless people learn a trade in workshops of the chamber of crafts",
        "Courses in coding and welding for those who look for work",
        "Apprentices learn plumbing and masonry in evening courses",
        "Learners get a certificate of their craft after six months of courses",
    ),
    "school-feeding": (
        "Pupils get a hot lunch from the kitchen of their school",
        "Porridge and milk are served in class before the first lesson",
        "Cooks prepare a warm dish for all pupils at noon",
        "Lunch for pupils is carried home while classrooms stay shut",
    ),
}
FILLING = (
    "It was announced by the minister in March",
    "It is planned for ten months and paid from the reserve",
    "About forty thousand people are reached in the north",
    "The decree was signed in the capital",
    "Partners pay for a third of the costs",
)
PLACES = ("Kenya", "Chad", "Peru", "Nepal", "Jordan", "Fiji", "Togo", "Laos", "Malta", "Ghana", "Bolivia", "Samoa")
COLUMNS = ("id", "title", "abstract", "country", "programme")


def measures(count: int, chance: Random) -> Iterator[tuple[str, str, str, str]]:
    """(title, abstract, country, concept) of so many measures."""
    for _ in range(count):
        concept = chance.choice(sorted(KINDS))
        said = chance.sample(KINDS[concept], 2)
        chance.shuffle(said)
        text = ". ".join([said[0], *chance.sample(FILLING, 2)])
        yield said[1], text, chance.choice(PLACES), concept


def table(count: int, seed: int, labelled: bool = True) -> tuple[str, dict[str, str]]:
    """A list as CSV, and the concept of each of its numbers."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    known: dict[str, str] = {}
    for number, (title, text, country, concept) in enumerate(measures(count, Random(seed)), 1):
        known[str(number)] = concept
        writer.writerow((number, title, text, country, concept if labelled else ""))
    return file.getvalue(), known
