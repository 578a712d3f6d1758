"""The records of the web's tests: plain ones that meet in facets, and some that would break a careless page."""

from search.records import Figure, Origin, RawRow, Record

FIGURES = "iso3,indicator,year,value\n" + "".join(
    f"KEN,population,{year},{50_000_000 + year * 1000}\n" for year in range(2010, 2021)
)
FIGURES += "KEN,social_protection_coverage_pct,2015,27.4\nTUV,population,2020,11000\n"

PROGRAMMES = ("social-pensions", "conditional-cash-transfers", "school-feeding", "public-works", "health-insurance")
COUNTRIES = ("KEN", "UGA", "PER", "BRA", "CIV", "EGY", "IND", "USA")

PENSION = Record(
    id="demo:pension-1",
    title={"en": "Social pensions in Kenya", "fr": "Pensions sociales au Kenya"},
    abstract={"en": "What a pension does for older people. " * 20},
    content_type="publication",
    document_type="working-paper",
    author=("Ouma, Marion", "Wanyama, Fredrick", "Smith, Ann", "Doe, Jan"),
    organisation=("Kenya Institute",),
    publisher="Nairobi Press",
    year=2015,
    published="2015-03",
    status="closed",
    added="2026-01-03T10:00:00Z",
    language=("en",),
    country=("KEN",),
    region=("eastern-and-southern-africa",),
    programme=("social-pensions",),
    population=("older-persons",),
    keyword=("pensions",),
    url="https://www.example.org/pension",
    doi="10.1234/pension.1",
    isbn=("9780306406157",),
    source="demo",
    related=("demo:script",),
    rights="CC BY 4.0",
    figures=(Figure(measure="commitment", value=25_000_000, unit="USD"),),
    raw=(RawRow(file="demo.csv", row=2, columns={"Title": "Social pensions in Kenya", "n": 3, "empty": None}),),
    provenance={
        "programme": (Origin(value="social-pensions", how="label match", raw="Social pensions", column="title"),),
        "country": (Origin(value="KEN", how="alias", raw="Republic of Kenya", file="demo.csv", row=2),),
        "abstract": (Origin(value="en", how="detected", column="Summary", file="demo.csv", row=2, score=0.93),),
    },
)
NASTY = (
    Record(
        id="demo:script",
        title={"en": "<script>alert(1)</script> & \"quotes\" 'n' {{ 7*7 }}"},
        abstract={"en": "</p><img src=x onerror=alert(2)> pension"},
        author=('"><svg onload=alert(3)>',),
        organisation=("<b>Org</b>",),
        keyword=("</option><script>alert(4)</script>",),
        source="demo",
        url="https://example.org/?a=1&b='x'&c=aWordSoLongThatNoPhoneHasRoomForItInOneLine",
        raw=(RawRow(file="<i>.csv", row=1, columns={"<u>": "</script><script>alert(5)</script>"}),),
        provenance={"keyword": (Origin(value="<k>", how="stated", raw="<raw>", column="<col>"),)},
    ),
    Record(
        id="demo:formula",
        title={"en": '=HYPERLINK("https://evil.example","pension")'},
        author=("@SUM(1+1)", "x"),
        organisation=("+49 30 pension",),
        publisher="-2+3",
        rights="\tcmd",
        source="demo",
    ),
    Record(
        id="demo:arabic", title={"ar": "الحماية الاجتماعية في مصر"}, language=("ar",), country=("EGY",), source="demo"
    ),
    Record(id="demo:a//b/../c?d#e%2F", title={"en": "An id like a path"}, source="demo"),
    Record(
        id="demo:lines",
        author=("Bureau; Lines", "Doe, Jan", "Bureau of Lines"),
        title={"en": "Lines\nER  - \nTY  - BOOK and a \x0b control"},
        abstract={"en": "One\nER  - \r\nTY  - JOUR\nTI  - Not a record"},
        source="demo",
    ),
    Record(id="demo:bare", title={"xx": "Nothing known"}, source="bare"),
)
REGIONAL = (
    Record(id="r:east", title={"en": "East Africa report"}, region=("eastern-and-southern-africa",), source="r"),
    Record(id="r:west", title={"en": "West Africa report"}, region=("western-and-central-africa",), source="r"),
    Record(id="r:africa", title={"en": "Africa report"}, region=("africa",), source="r"),
    Record(id="r:world", title={"en": "World report"}, region=("global",), source="r"),
    Record(id="r:asia", title={"en": "South Asia report"}, region=("south-asia",), source="r"),
)


def records() -> list[Record]:
    """All of them."""
    return [PENSION, *NASTY, *REGIONAL, *(_plain(number) for number in range(60))]


def _plain(number: int) -> Record:
    year = 1990 + number % 23 if number % 7 else None
    return Record(
        id=f"plain:{number}",
        title={"en": f"Study {number} of cash transfers and pensions", "es": f"Estudio {number} de transferencias"},
        content_type="project" if number % 3 else "publication",
        organisation=(f"Office {number}",),
        author=(f"Writer {number % 9}",),
        year=year,
        start=str(year) if year else None,
        status="active" if number % 4 else None,
        language=("es",) if number % 5 == 0 else (),
        country=(COUNTRIES[number % 8],) if number % 6 else (),
        programme=(PROGRAMMES[number % 5], *(("cash-for-work",) if number % 10 == 0 else ())) if number % 11 else (),
        population=("children",) if number % 4 == 0 else (),
        added=f"2026-01-{1 + number % 28:02}T00:00:00Z",
        source="plain" if number % 2 else "demo",
    )
