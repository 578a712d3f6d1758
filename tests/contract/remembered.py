"""A few records of which people remember a name, a number, a word: what questions are read against."""

from search.records import Record

REMEMBERED = [
    Record(
        id="nber:w0107",
        source="nber",
        title={"en": "Social Security and Retirement Decisions"},
        author=("Boskin, Michael J",),
        doi="10.3386/w0107",
        url="https://www.nber.org/papers/w0107",
    ),
    Record(
        id="lac:auh",
        source="lac",
        title={"es": "Asignación Universal por Hijo y Protección Social"},
        country=("ARG",),
        abstract={"es": "Transferencias monetarias para niños."},
    ),
    Record(id="wb:P1", source="wb", title={"en": "Labor Market Programs and Cash Transfers"}, isbn=("9780821399019",)),
    Record(id="wb:P2", source="wb", title={"en": "Report of WHO on children in Kenya"}, country=("KEN",)),
    Record(id="wb:P3", source="wb", title={"fr": "L’aide sociale aux familles <b>pauvres</b>"}),
    Record(id="wb:P4", source="wb", title={"ar": "الحماية الاجتماعية"}),
    Record(
        id="wb:P5", source="wb", title={"en": "Who cares? Programme notes of an audit, 2015"}, keyword=("none such",)
    ),
    Record(
        id="wb:P7",
        source="wb",
        title={"en": "After P777: lessons of P777"},
        abstract={"en": "P777, P777."},
        keyword=("районный",),
    ),
    Record(id="wb:P777", source="wb", title={"en": "A long title that does not say its number"}, keyword=("x", "y")),
    Record(id="wb:P8", source="wb", title={"und": "中国的年金制度 ระบบประกันสังคม"}),
    Record(id="wb:P6", source="wb", title={"en": "Security for social workers"}, programme=("pensions",), year=2019),
]
