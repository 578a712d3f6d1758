"""What belongs together by its titles is related by itself where a rule leaves no doubt, and otherwise proposed."""

from collections.abc import Callable
from pathlib import Path

from search.queries import Query
from search.records import Record

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
HEAD = "id,title,country,year\n"
LOANS = (
    "1,Social Safety Net Project,Kenya,2012\n"
    "2,Additional Financing for the Social Safety Net Project,Kenya,2014\n"
    "3,Second Additional Financing for the Social Safety Net Project,Kenya,2016\n"
    "4,Social Safety Net Project,Peru,2012\n"
    "5,Additional Financing for the Social Safety Net Project,Mali,2014\n"
)
TALKS = (
    "1,Webinar: shock-responsive cash in crises,,2020\n"
    "2,Slides - Shock-responsive cash in crises,,2020\n"
    "3,Shock-responsive cash in crises: Q&A,,2020\n"
    "4,Webinar: shock-responsive cash in crises,,2021\n"
    "5,Summary of pensions in old age,,2020\n"
    "6,Pensions in old age,,2020\n"
    "7,Pensions in old age,,2020\n"
)


def related(spindex: Command) -> dict[str, tuple[str, ...]]:
    with spindex.index() as index:
        return {record.id: tuple(sorted(record.related)) for record in index.scan(Query()) if record.related}


def everything(spindex: Command) -> dict[str, Record]:
    with spindex.index() as index:
        return {record.id: record.undated() for record in index.scan(Query())}


LOAN_GROUP = {f"bank:{one}": tuple(f"bank:{n}" for n in (1, 2, 3) if n != one) for one in (1, 2, 3)}
TALK_GROUP = {f"talks:{one}": tuple(f"talks:{n}" for n in (1, 2, 3) if n != one) for one in (1, 2, 3)}


def test_a_loan_and_an_event_are_related_to_their_parts(spindex: Command, write: Write) -> None:
    files = write("bank.csv", HEAD + LOANS), write("talks.csv", HEAD + TALKS)
    done = spindex("build", *files)
    assert related(spindex) == LOAN_GROUP | TALK_GROUP
    assert "2 pairs may be parts of one, such as talks:5 + talks:6, talks:5 + talks:7: `spindex dup" in done.output
    (origin, _) = everything(spindex)["bank:1"].provenance["related"]
    assert (origin.value, origin.how, origin.column) == ("bank:2", "derived from title", "title")
    before = everything(spindex)
    runs: list[tuple[str | Path, ...]] = [("reindex",), ("update", *files), ("build", *reversed(files))]
    for run in runs:
        assert spindex(*run).code == 0
        assert everything(spindex) == before, run


def test_an_update_tells_both_sides_and_is_taken_back(spindex: Command, write: Write) -> None:
    loan, *added = LOANS.splitlines(keepends=True)[:3]
    assert spindex("build", write("bank.csv", HEAD + loan)).code == 0
    before = spindex("export").output
    assert spindex("update", write("bank.csv", HEAD + "".join(added))).code == 0
    assert related(spindex) == LOAN_GROUP
    assert spindex("update", write("bank.csv", f"{HEAD}1,Social Safety Net Project,Kenya,2013\n")).code == 0
    assert related(spindex) == LOAN_GROUP
    assert spindex("undo", "2", "--yes").code == 0
    assert spindex("export").output == before


def test_what_somebody_calls_different_is_not_related_again(spindex: Command, write: Write) -> None:
    file = write("bank.csv", HEAD + "".join(LOANS.splitlines(keepends=True)[:2]))
    assert spindex("build", file).code == 0
    said = write("said.csv", "id,other id,decision\nbank:1,bank:2,different\n")
    for run in (("duplicates", "--apply", said), ("reindex",), ("build", file)):
        assert spindex(*run).code == 0
        assert related(spindex) == {}
    assert spindex("undo", "2", "--yes").code == 0
    assert related(spindex) == {"bank:1": ("bank:2",), "bank:2": ("bank:1",)}
