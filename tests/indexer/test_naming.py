"""Names that differ in capitals and blanks alone are one value: counted, asked for and shown as one."""

import random
from collections.abc import Callable
from pathlib import Path

from search.answers import Bucket
from search.queries import Query
from search.records import Record

from .conftest import Command

Write = Callable[..., Path]
HEAD = "id,title,organisation,author,keyword\n"
ROWS = [
    "1,One,Ministry of Works,SILVA Ana,pro-poor",
    "2,Two,MINISTRY OF WORKS,Silva Ana,Pro-Poor",
    "3,Three,Ministry of Works; Ministry  of works,,PRO-POOR; pro-poor",
    "4,Four,Ministère des Travaux,,Ministere",
    "5,Five,MINISTERE DES TRAVAUX,,WHO; who",
]


def _values(spindex: Command, facet: str) -> dict[str, int]:
    def told(bucket: Bucket) -> tuple[str, int]:
        return bucket.value, bucket.count

    with spindex.index() as index:
        return dict(map(told, index.search(Query()).facets[facet].buckets))


def _all(spindex: Command) -> list[Record]:
    with spindex.index() as index:
        return sorted((record.undated() for record in index.scan(Query())), key=lambda record: record.id)


def test_the_spelling_of_most_rows_is_that_of_all(spindex: Command, write: Write) -> None:
    assert spindex("build", write("a.csv", HEAD + "\n".join(ROWS))).code == 0
    assert _values(spindex, "organisation") == {
        "Ministry of Works": 3, "MINISTERE DES TRAVAUX": 1, "Ministère des Travaux": 1,  # another letter, another name
    }  # fmt: skip
    assert _values(spindex, "author") == {"Silva Ana": 2}
    assert _values(spindex, "keyword") == {"pro-poor": 3, "Ministere": 1, "WHO": 1}
    second = _all(spindex)[1]
    (origin,) = second.provenance["organisation"]
    assert (origin.value, origin.raw) == ("Ministry of Works", "MINISTRY OF WORKS")
    assert second.kinds("organisation") == {"Ministry of Works": "stated"}


def test_the_order_of_rows_makes_no_difference(tmp_path: Path, write: Write) -> None:
    built = []
    for seed in range(4):
        rows = random.Random(seed).sample(ROWS, len(ROWS))
        spindex = Command(tmp_path / str(seed))
        assert spindex("build", write("a.csv", HEAD + "\n".join(rows))).code == 0
        built.append([(r.id, r.organisation, r.author, r.keyword) for r in _all(spindex)])
    assert built == [built[0]] * 4


def test_what_is_there_keeps_its_spelling_and_gives_it_to_what_comes(spindex: Command, write: Write) -> None:
    first = write("a.csv", HEAD + "\n".join(ROWS))
    assert spindex("build", first).code == 0
    more = [f"{n},More {n},ministry of works,,Pro-poor" for n in range(10, 20)]
    assert spindex("update", write("b.csv", HEAD + "\n".join(more))).code == 0
    assert _values(spindex, "organisation")["Ministry of Works"] == 13
    assert _values(spindex, "keyword")["pro-poor"] == 13
    again = spindex("update", first, "--json").report
    assert again["unchanged"] == len(ROWS) and again["indexed"] == 0


def test_a_plan_says_the_same(spindex: Command, write: Write) -> None:
    first = write("a.csv", HEAD + "\n".join(ROWS))
    assert spindex("build", first).code == 0
    told = spindex("plan", first, "--json").report
    assert told["unchanged"] == len(ROWS), told
