"""RIS as programs write it: no abstract, date, name or title of any dialect is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from search.queries import Query
from search.records import Record

from .conftest import Command

Write = Callable[[str, str | bytes], Path]


def one(spindex: Command, path: Path) -> Record:
    done = spindex("build", path, "--json")
    assert (done.code, done.report["indexed"]) == (0, 1), done.output
    (record,) = spindex.index().scan(Query())
    return record


def ris(*lines: str) -> str:
    return "".join(f"{line}\n" for line in ("TY  - RPRT", "T1  - Social pensions", *lines, "ER  - "))


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (["N2  - What it says."], "abstract", {"en": "What it says."}),
        (["AB  - What it says.", "N2  - Other notes."], "abstract", {"en": "What it says."}),
        (["Y1  - 2015/03/14/"], "published", "2015-03-14"),
        (["PY  - 2013/06//", "Y1  - 2013/06//"], "published", "2013-06"),
        (["PY  - 2015///Spring"], "published", "2015"),
        (["PY  - 2013", "Y1  - 2013/05/28", "DA  - 2014/04/01"], "published", "2013-05-28"),
        (["PY  - 2018", "DA  - March"], "published", "2018-03"),
        (["Y2  - 2019/03/27"], "published", None),
        (["AB  - One part", "that goes on.", "AB  - Another."], "abstract", {"en": "One part that goes on.\nAnother."}),
        (["SN  - 1234-5678", "SN  - 978-0-306-40615-7"], "isbn", ("9780306406157",)),
        (["LA  - en", "LA  - fr"], "language", ("en", "fr")),
        (["PB  - World Bank", "PB  - Routledge"], "publisher", "World Bank"),
        (["SN  - 978-0-306-40615-7"], "isbn", ("9780306406157",)),
        (["SN  - 1234-5678"], "isbn", ()),
        (["A2  - Editor, E.", "ED  - Other, O."], "editor", ("Editor, E.", "Other, O.")),
        (["JF  - Journal of Pensions"], "container", "Journal of Pensions"),
        (["AU  - One, A.; Two, B.", "A1  - Three, C."], "author", {"One, A.", "Two, B.", "Three, C."}),
        (["KW  - pensions; ageing", "KW  - Kenya"], "keyword", ("pensions", "ageing", "Kenya")),
        (["KW  - pensions", "ageing"], "keyword", ("pensions", "ageing")),
        (["SP  -", "EP  -", "PY  -"], "pages", None),
    ],
)
def test_what_programs_write(spindex: Command, write: Write, lines: list[str], field: str, value: Any) -> None:
    found = getattr(one(spindex, write("list.ris", ris(*lines))), field)
    assert (set(found) if isinstance(value, set) else found) == value


@pytest.mark.parametrize("spelling", ["TY - RPRT\nTI - A title\nER -\n", "ty  - RPRT\nti  - A title\ner  - \n",
    "\ufeffTY  - RPRT\r\nTI  - A title\r\nER  - \r\n", "TY  -  RPRT\nTI  -  A title\nER  -\n"])  # fmt: skip
def test_tags_however_they_are_written(spindex: Command, write: Write, spelling: str) -> None:
    record = one(spindex, write("list.ris", spelling))
    assert list(record.title.values()) == ["A title"] and record.document_type == "report"


@pytest.mark.parametrize(("kind", "tag"), [("BOOK", "BT"), ("THES", "CT"), ("RPRT", "TI"), ("CHAP", "T1")])
def test_a_title_under_any_tag(spindex: Command, write: Write, kind: str, tag: str) -> None:
    record = one(spindex, write("list.ris", f"TY  - {kind}\n{tag}  - A title\nER  - \n"))
    assert list(record.title.values()) == ["A title"]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [("EJOUR", "document_type", "journal-article"), ("EBOOK", "document_type", "book"),
     ("ECHAP", "document_type", "book-chapter"),
     ("VIDEO", "content_type", "multimedia"), ("NEWS", "content_type", "news"), ("GEN", "content_type", None)],
)  # fmt: skip
def test_types(spindex: Command, write: Write, kind: str, field: str, value: str | None) -> None:
    done = spindex("build", write("list.ris", f"TY  - {kind}\nTI  - A title\nER  - \n"), "--json")
    (record,) = spindex.index().scan(Query())
    assert getattr(record, field) == value and done.report["problems"] == []


def test_what_stands_between_references_is_no_reference(spindex: Command, write: Write) -> None:
    first, second = ris("N2  - A."), ris("N2  - B.")
    text = f"Provider: X\n\n1.\n{first}NL  - Clin Psychol\n\nLink: x\n\n2.\n{second}C1  - Database: Y\n"
    done = spindex("build", write("list.ris", text.replace("Social pensions", "Social pensions 2", 1)), "--json")
    assert (done.code, done.report["read"], done.report["indexed"]) == (0, 2, 2)


def test_the_next_reference_ends_one_without_an_end(spindex: Command, write: Write) -> None:
    text = "TY  - RPRT\nTI  - First\nTY  - RPRT\nTI  - Second\nER  - \nTY  - RPRT\nTI  - Third, cut o"
    done = spindex("build", write("list.ris", text), "--json")
    assert (done.report["indexed"], done.report["quarantined"]) == (2, 1)


def test_two_exports_that_count_from_one_are_four_records(spindex: Command, write: Write) -> None:
    first = write("endnote.ris", ris("ID  - 1"))
    second = write("endnote_b.ris", ris("ID  - 1").replace("Social pensions", "Floods and cash"))
    assert spindex("build", first).code == 0 and spindex("update", second).code == 0
    assert {record.id for record in spindex.index().scan(Query())} == {"endnote:1", "endnote-b:1"}


def test_what_stands_twice_is_told_where_there_is_one(spindex: Command, write: Write) -> None:
    done = spindex("build", write("a.ris", ris("PB  - World Bank", "PB  - Routledge", "PB  - World Bank")), "--json")
    (problem,) = done.report["problems"]
    assert (problem["kind"], problem["field"], problem["value"]) == ("several", "publisher", "Routledge")
