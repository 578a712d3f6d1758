"""Examples of questions, for the OpenAPI document: each is answered by the sample that comes with the program."""

from search.records import Field

OF_SCALARS = {  # parameter -> a value that it may have
    "q": "social pensions",
    "names": "typed",
    "words": "all",
    "spelling": "typed",
    "year.from": 2010,
    "year.to": 2020,
    "sort": "newest",
    "page": 2,
    "size": 20,
    "lang": "fr",
}
OF_FACETS = {  # facet, else kind of field -> the same
    "programme": "cash-transfers",
    "content_type": "publication",
    "population": "children",
    "region": "sub-saharan-africa",
    "country": "KEN",
    "language": "en",
    "year": "2015",
    "origin": "stated",
}
ASKED: dict[str, dict[str, str]] = {  # path -> what the example shows -> the address that is asked
    "/api/v1/search": {
        "Words": "?q=cash+transfers&size=2",
        "Words and filters, the newest first": "?q=pensions&country=ZAF&country=KEN&year.from=1990&sort=newest&size=2",
        "A whole answer, in steps": "?programme=cash-transfers&size=100&cursor=*",
        "Only what is stated, and not of a country": "?programme=cash-transfers&how=stated&country.not=KEN&size=2",
    },
    "/api/v1/records/{identifier}": {"A paper": "/nber:w5572"},
    "/api/v1/similar/{identifier}": {"What is like a paper, and what belongs to it": "/nber:w5572"},
    "/api/v1/facets/{field}": {
        "Authors whose name begins so": "/author?text=hau",
        "Programmes of one country": "/programme?country=KEN",
    },
    "/api/v1/suggest": {"What a question may become": "?text=cash"},
    "/api/v1/profile": {"What is special about a search, and who writes on it": "?q=child+labour"},
    "/api/v1/map": {"Where the records of a search are": "?q=pensions"},
    "/api/v1/insights": {"What the index covers": ""},
    "/api/v1/cross": {
        "Programmes by population, each cell by content type": "?country=KEN&split=content_type",
        "Countries by year": "?rows=country&columns=year&q=pensions",
    },
    "/api/v1/taxonomy": {"Every vocabulary, in French": "?lang=fr"},
    "/api/v1/taxonomy/{scheme}": {"One vocabulary": "/programme"},
    "/api/v1/taxonomy/{scheme}/{identifier}": {"One concept": "/programme/cash-transfers"},
    "/api/v1/countries": {"Every country": ""},
    "/api/v1/countries/{code}": {"One country, in Spanish": "/KEN?lang=es"},
}


def of_facet(facet: Field) -> str:
    """A value that one may ask for; `none` for facets whose values every index has of its own."""
    return OF_FACETS.get(facet.name) or OF_FACETS.get(facet.kind, "none")


def examples(path: str, root: str) -> dict[str, dict[str, str]]:
    """Those of an answer of an address, as OpenAPI names them; root: the path that the site lives under."""
    start = root + path.partition("/{")[0]
    return {
        f"example{place}": {"summary": summary, "externalValue": start + asked}
        for place, (summary, asked) in enumerate(ASKED.get(path, {}).items(), 1)
    }
