"""Numbers as they are cited: `NBER Working Paper No. 26600`, `Project ID: P117310`, or a local id alone."""

from collections.abc import Iterator

import regex

from search.records.identifiers.candidate import Candidate, distinct
from search.records.identifiers.labels import KINDS, NUMBER
from search.text import fold_word, is_stop_word

_ACRONYM = r"(?-i:(?!(?:AND|OR|NOT|ID|NO|NR|NUM|REF|CODE)(?![A-Z]))[A-Z]{2,8}(?:-[A-Z]{1,6})?)"
_CITED = regex.compile(
    rf"""(?<!\w)
    (?: (?P<kind> (?:(?:working|discussion|policy|research|technical|staff|occasional|evaluation|background)[ ])?
                  (?:{KINDS.replace(" ", "[ ]")}) (?:[ ]series)?
                  (?:[ ,]{{1,2}}(?:(?:of|de|del|du|da|do|the|la|el|le)[ ]){{0,2}}(?P<inside>{_ACRONYM}))? )
        (?P<marker>[ ,:(]{{0,2}}(?:{NUMBER.replace("#", "[#]")})(?![^\W\d_]))?
      | (?P<acronym>{_ACRONYM}) [ ,]{{1,2}} (?P<needed>(?:{NUMBER.replace("#", "[#]")})(?![^\W\d_])) )
    [ .:,\#]{{0,3}} (?<![^\W\d_]|[.,][0-9])
    (?P<letters>[a-z]{{0,3}})-?(?P<digits>(?<![0-9])[0-9]{{1,9}}) (?![\w%]|[.,/:-][0-9])""",
    regex.IGNORECASE | regex.VERBOSE,
)
_NAME_BEFORE = regex.compile(r"(?<![^\s(\[\"])(?:[\w&-]{1,30}(?:'s)? ){1,3}$")
_SEVERAL = regex.compile(r".*(?<!serie)(?<!w.)s", regex.IGNORECASE)  # 120 projects, 3000 households
_WORD_BEHIND = regex.compile(r" [^\W\d_]")
_A_YEAR = regex.compile(r"(?:19|20)[0-9]{2}")
_LOCAL = regex.compile(
    r"(?<![\w@$€£/]|\w-|\*)(?:(?P<letters>[a-z]{1,10})(?P<sign>[_-]?)(?P<digits>[0-9]{3,18})[a-z]?|[0-9a-f]{12})"
    r"(?![\w*%]|-\w|[.,][0-9])",
    regex.IGNORECASE,
)
_ACRONYM_BEFORE = regex.compile(rf"(?<!\w){_ACRONYM}[ ,:]{{1,2}}$")
_NO_ID = regex.compile(  # amounts, fiscal years, telephones; what is an identifier of another kind, or of none of ours
    r"us|usd|eur|gbp|ksh|kes|rs|inr|tsh|tzs|ush|ugx|zar|ngn|ghs|etb|bdt|php|idr|brl|mxn|cop|pen|ars|clp|cfa|xof|xaf"
    r"|fy|hs|tel|fax|isbn|issn|covid|version|vol|pp?(?=0)"
)
_LONGEST_NAME = 96
_OPERATORS = frozenset(("AND", "OR", "NOT"))


def cited(text: str) -> Iterator[Candidate]:
    """A kind of thing and a number; the words before it, or within, are taken for the name of its source."""
    for match in _CITED.finditer(text):
        names, start = _names(text, match)
        letters, digits = match["letters"].lower(), match["digits"]
        marked = bool(match["marker"] or match["needed"])
        acronym = bool(match["inside"] or match["acronym"] or start < match.start())
        if not _is_cited(match, marked, acronym) or _goes_on(text, match, marked, acronym):
            continue
        exact = [f"{name}:{letters}{digits}" for name in names]
        values = [*exact, *(f"{name}#{number}" for name in names for number in (digits, digits.lstrip("0")) if number)]
        if len(digits) >= (3 if letters else 5) and (letters or marked):
            values.append(letters + digits)
        if values:
            yield Candidate(start, match.end(), distinct(*values), certain=False)


def _is_cited(match: "regex.Match[str]", marked: bool, acronym: bool) -> bool:
    """Not "ILO report C102", "programme EU2020", "report 2015", "projects 3000"."""
    letters, digits = match["letters"], match["digits"]
    if letters:
        year = len(letters) > 1 and _A_YEAR.fullmatch(digits)
        return len(digits) >= (3 if marked else 4) and (marked or not year)
    if marked:
        return bool(match["kind"]) or len(digits) >= 4
    return len(digits) >= (2 if acronym else 4) and not (_A_YEAR.fullmatch(digits) or _SEVERAL.fullmatch(match["kind"]))


def _goes_on(text: str, match: "regex.Match[str]", marked: bool, acronym: bool) -> bool:
    """Whether it counts what follows: "UNICEF report 120 countries", "programme 5000 households"."""
    if marked or match["letters"] or not _WORD_BEHIND.match(text, match.end()):
        return False
    digits = match["digits"]
    return len(digits) < (4 if acronym else 6) or digits.endswith("000")


def _names(text: str, match: "regex.Match[str]") -> tuple[list[str], int]:
    """What the source may be called, as sources are (`world-bank`), and where the name begins that is surely one.

    Of the words before it only an acronym, or one that stands alone, becomes part of the identifier: "World Bank" in
    front of "Report 12345" is the name of an organisation, too, and the last words of a title are no name at all.
    """
    if acronym := match["inside"] or match["acronym"]:
        return [acronym.lower()], match.start()
    before = _NAME_BEFORE.search(text, max(0, match.start() - _LONGEST_NAME), match.start())
    if before is None:
        return [], match.start()
    words = before[0].replace("'s ", " ").split()
    if operators := [place for place, word in enumerate(words) if word in _OPERATORS]:
        words = words[operators[-1] + 1 :]
    if not words or not any(c.isalpha() for c in words[-1]):
        return [], match.start()
    folded = [fold_word(word) for word in words]
    names = ["-".join(folded[-n:]) for n in range(1, len(words) + 1) if not is_stop_word(words[-n])]
    alone = len(words) == 1 or is_stop_word(words[-2])
    if regex.fullmatch(_ACRONYM, words[-1]) or (alone and not is_stop_word(words[-1])):
        return names, before.end() - 1 - len(before[0].rstrip().rpartition(" ")[2])
    return names, match.start()


def local_ids(text: str) -> Iterator[Candidate]:
    """Words of letters and at least four digits, and our own of twelve hexadecimal ones: `P117310`, `05faf3471890`."""
    for match in _LOCAL.finditer(text):
        word = match[0].lower()
        if match["letters"] is None:
            if not 3 <= sum(c.isdigit() for c in word) < len(word):
                continue
        elif not _is_local_id(match["letters"].lower(), match["sign"], match["digits"]):
            continue
        start, names = match.start(), []
        if before := _ACRONYM_BEFORE.search(text, max(0, start - 20), start):
            start = before.start()
            names = [regex.split("[ ,:]", before[0])[0].lower()]
        values = [*(f"{name}:{word}" for name in names), word, word.replace("-", "") if match["sign"] == "-" else ""]
        yield Candidate(start, match.end(), distinct(*values), certain=False)


def _is_local_id(letters: str, sign: str, digits: str) -> bool:
    """Not COVID19, SDG1, G20, C102, R350, Agenda2030, USD5000."""
    if _NO_ID.fullmatch(letters) or (len(letters) > 1 and _A_YEAR.fullmatch(digits)):
        return False
    return len(digits) >= (5 if sign == "-" and len(letters) > 1 else 4)
