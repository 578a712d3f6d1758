"""Queries (`qid TAB text`) and relevance judgements (TREC qrels: `qid 0 docid relevance`), read strictly."""

from collections.abc import Iterator
from pathlib import Path

from indexer.readers import decode
from search.errors import SourceError
from search.sentences import Sentence

Queries = dict[str, str]  # qid -> text
Judgements = dict[str, dict[str, int]]  # qid -> record id -> relevance

TWICE = "judges %(id)s for the query %(query)s again: keep one of the two lines."
NO_NUMBER = "has the relevance “%(text)s”: write a whole number, 0 for not relevant."


def read_queries(path: Path) -> Queries:
    """Raises SourceError that names file and line."""
    queries: Queries = {}
    for number, line in _lines(path):
        qid, _, text = (part.strip() for part in line.partition("\t"))
        if not qid or not text:
            raise _wrong(path, number, "is no query: write its id, a tab and its words.")
        if qid in queries:
            raise _wrong(
                path, number, "has the query id %(query)s again: give every query an id of its own.", query=qid
            )
        queries[qid] = text
    return queries


def read_judgements(path: Path, queries: Queries) -> Judgements:
    """Raises SourceError that names file and line."""
    judgements: Judgements = {}
    for number, line in _lines(path):
        columns = line.split("\t") if line.count("\t") == 3 else line.split()
        if len(columns) != 4:
            raise _wrong(path, number, "is no judgement: write four columns: query id, 0, record id, relevance.")
        qid, _, identifier, relevance = (column.strip() for column in columns)
        if qid not in queries:
            raise _wrong(
                path, number, "judges the query %(query)s, which is not asked: add it to the queries.", query=qid
            )
        if identifier in judgements.setdefault(qid, {}):
            raise _wrong(path, number, TWICE, id=identifier, query=qid)
        judgements[qid][identifier] = _relevance(path, number, relevance)
    return judgements


def _relevance(path: Path, number: int, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _wrong(path, number, NO_NUMBER, text=text) from None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """(number, line) of each line that is not blank; at least one."""
    try:
        text = decode(path.name, path.read_bytes())
    except OSError as error:
        raise SourceError(
            "%(path)s cannot be read (%(reason)s): name another file.", path=path, reason=error.strerror
        ) from error
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise SourceError("%(path)s is empty: write one line for each query or judgement.", path=path)
    yield from lines


def _wrong(path: Path, number: int, template: str, **values: str) -> SourceError:
    return SourceError("%(path)s:%(line)s %(wrong)s", path=path, line=str(number), wrong=Sentence(template, **values))
