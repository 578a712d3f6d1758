"""The order "title" of both engines: articles, signs and marks count for nothing, numbers by their value."""

import pytest

from search.authorities import Authorities
from search.index import Index
from search.queries import Query
from search.records import Record

IN_ORDER = [
    ("en", "2 ways to pay"),
    ("fr", "10 façons de payer"),
    ("fr", "L’aide sociale"),
    ("en", "The benefit"),
    ("es", "El Salvador: pensiones"),
    ("es", "«Él» y las pensiones"),
    ("pt", "Uma pensão"),
    ("en", "Pension, a"),
    ("es", "La pensión única"),
    ("en", "a Theory"),
    ("ar", "الحماية الاجتماعية"),
    ("ar", "مصر"),
]


@pytest.mark.parametrize("paged", [True, False])
def test_titles_stand_where_a_librarian_looks(index: Index, authorities: Authorities, paged: bool) -> None:
    with index.replacing(authorities) as writer:
        for number, (language, title) in enumerate(reversed(IN_ORDER)):
            writer.add(Record(id=f"t:{number}", title={language: title}, source="t"))
    query = Query(sort="title", size=5)
    if paged:
        found = [hit.record for page in (1, 2, 3) for hit in index.search(query.with_page(page)).hits]
    else:
        found = list(index.scan(query))
    assert [title for record in found for title in record.title.values()] == [title for _, title in IN_ORDER]
