"""A merged record: its id leads to the record that it became, on every engine."""

import pytest

from search.authorities import Authorities
from search.errors import RecordNotFound
from search.index import Index
from search.records import Record


def test_a_merged_id_leads_to_the_record_that_it_became(index: Index, authorities: Authorities) -> None:
    merged = ("b:Old/7", "c:ü d")
    kept = Record(id="a:1", source="a", title={"en": "Kept"}, merged=merged)
    with index.replacing(authorities) as writer:
        for record in (kept, Record(id="a:2", source="a", title={"en": "Another"})):
            writer.add(record)
    shown = index.snapshot()
    assert [shown.kept_as(one) for one in (*merged, "b:old/7", "a:1", "a:2", "b:8", "")] == ["a:1", "a:1", *[""] * 5]
    assert [record.id for record in shown.identified("b:Old/7")] == ["a:1"]
    with pytest.raises(RecordNotFound):
        shown.get("b:Old/7")
    with index.updating(authorities) as writer:
        writer.add(kept.changed(merged=()))
    assert index.snapshot().kept_as("b:Old/7") == ""
