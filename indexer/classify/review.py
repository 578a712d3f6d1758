"""The table in which a curator decides about what a classifier is least sure of: written, and read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.decisions import Cells, Tag, Tags, read_table, write_table
from indexer.rows import SourceRow
from search.authorities import Authorities, settled, texts_of
from search.errors import SourceError
from search.index import Snapshot
from search.records import SUBJECTS, Record, shown
from search.text import fold

COLUMNS = ("id", "title", "abstract", "scheme", "concept", "label", "probability", "decision", "other")
ACCEPT, REJECT, OTHER = CHOICES = ("accept", "reject", "other")
WORDS = {
    ACCEPT: "accept accepted yes accepter oui aceptar sí si aceitar sim قبول نعم",
    REJECT: "reject rejected no rejeter non rechazar rejeitar não nao رفض لا",
    OTHER: "other autre otro otra outro outra آخر",
}
MEANT = {fold(word): decision for decision, words in WORDS.items() for word in words.split()}
LONGEST = 600  # characters of an abstract that are shown
LEAST = 0.25  # what is less likely is not worth a question
UNCLEAR = "%(file)s, row %(row)s: the decision “%(decision)s” is unclear; write accept, reject or other, or nothing."
NO_RECORD = "%(file)s, row %(row)s: there is no record “%(id)s” (column id); write the table again."
NO_CONCEPT = "%(file)s, row %(row)s: “%(text)s” is no %(scheme)s of the taxonomy (column %(column)s): correct it."
NO_OTHER = "%(file)s, row %(row)s says other and not which one: write its label into the column other."
NO_ROWS = "%(file)s holds no decisions: write the table with `spindex classify review FILE`."


@dataclass(frozen=True)
class Question:
    """One concept that may be a record's."""

    record: Record
    scheme: str
    concept: str
    probability: float

    @property
    def doubt(self) -> float:
        """How much an answer tells: most where both are as likely."""
        return self.probability * (1 - self.probability)


def questions(records: Iterable[Record], authorities: Authorities, decided: Tags, most: int) -> list[Question]:
    """The most useful undecided ones: the least certain of each concept, in turn."""
    waiting: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for record in records:
        for one in _open(record, authorities, decided):
            waiting[one.scheme, one.concept].append(one)
    for some in waiting.values():
        some.sort(key=lambda one: (one.doubt, one.record.id))
    found: list[Question] = []
    while len(found) < most and any(waiting.values()):
        turn = sorted((some.pop() for some in waiting.values() if some), key=lambda one: (-one.doubt, one.record.id))
        found += turn
    return found[:most]


def _open(record: Record, authorities: Authorities, decided: Tags) -> Iterator[Question]:
    """Of each scheme the likeliest concept that is neither there, nor contradicted, nor decided about."""
    likely: dict[str, list[tuple[float, str]]] = defaultdict(list)
    texts = texts_of(record.title, record.abstract, record.keyword)
    for scheme, concept, probability, _ in authorities.classifier.judge(texts, bool(record.abstract)):
        if probability >= LEAST:
            likely[scheme].append((probability, concept))
    for scheme in SUBJECTS if likely else ():
        stated = [value for value, kind in record.kinds(scheme).items() if kind == "stated"]
        known = settled(authorities.taxonomy, scheme, record.values(scheme), stated)
        known |= {*decided.decided(record.id, scheme)}
        if left := [one for one in likely[scheme] if one[1] not in known]:
            yield Question(record, scheme, max(left)[1], max(left)[0])


def write_review(path: Path, asked: Sequence[Question], authorities: Authorities) -> None:
    """The table, .xlsx or .csv. Raises SourceError when the file cannot be written."""
    rows = [COLUMNS, *(_row(one, authorities) for one in asked)]
    write_table(path, rows, COLUMNS.index("decision"), CHOICES)


def _row(one: Question, authorities: Authorities) -> tuple[str, ...]:
    title, abstract = shown(one.record.title, "en")[1], shown(one.record.abstract, "en")[1]
    label = authorities.taxonomy.label(one.scheme, one.concept)
    told = (one.record.id, title, abstract[:LONGEST], one.scheme, one.concept, label, f"{one.probability:.2f}")
    return (*told, "", "")


def read_review(path: Path, shown: Snapshot) -> list[Tag]:
    """What was decided in a table, about records of a version. Raises SourceError with file, row and cell."""
    rows = list(read_table(path, ("id", "scheme", "concept", "decision")))
    if not rows:
        raise SourceError(NO_ROWS, file=path.name)
    said = [(row, cells) for row, cells in rows if cells.get("decision") or cells.get("other")]
    there = shown.fetch(sorted({cells.get("id", "") for _, cells in said}))
    found: list[Tag] = []
    for row, cells in said:
        if cells.get("id") not in there:
            raise SourceError(NO_RECORD, id=cells.get("id", ""), **_where(row))
        found += _tags(row, cells, shown.authorities)
    return found


def _tags(row: SourceRow, cells: Cells, authorities: Authorities) -> Iterator[Tag]:
    said, other = cells.get("decision", ""), cells.get("other", "")
    decision = MEANT.get(fold(said)) if said else OTHER
    if decision is None or (other and decision == ACCEPT):
        raise SourceError(UNCLEAR, decision=said, **_where(row))
    scheme = cells.get("scheme", "")
    yield Tag(cells["id"], scheme, _concept(row, cells, "concept", authorities), decision == ACCEPT)
    if other:
        yield Tag(cells["id"], scheme, _concept(row, cells, "other", authorities), True)
    elif decision == OTHER:
        raise SourceError(NO_OTHER, **_where(row))


def _concept(row: SourceRow, cells: Cells, column: str, authorities: Authorities) -> str:
    scheme, text = cells.get("scheme", ""), cells.get(column, "")
    found = authorities.taxonomy.resolve(scheme, text).concept if scheme in SUBJECTS else None
    if not found:
        raise SourceError(NO_CONCEPT, text=text, scheme=scheme or "scheme", column=column, **_where(row))
    return found


def _where(row: SourceRow) -> dict[str, str]:
    return {"file": row.file, "row": str(row.row)}
