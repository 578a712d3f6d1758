"""The CACM test collection (3,204 abstracts of 1958-1979, 52 judged topics) as files that `spindex` reads.

The collection stays where it is (`../shared/data/cacm` beside the checkout); it is not part of this project.
"""

import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLACE = Path(__file__).resolve().parents[2] / "shared" / "data" / "cacm"
ISSUE = re.compile(r"^CACM\s+(\w+)\s*,?\s*(\d{4})\s*$", re.MULTILINE)
CODES = re.compile(r"^[\d.\s]+$")  # categories of Computing Reviews
ENTRY = re.compile(r"^CA\d+", re.MULTILINE)  # when the record was typed in; citations follow
TOPIC = re.compile(r"<DOCNO>\s*(\d+)\s*</DOCNO>(.*?)</DOC>", re.DOTALL)


@dataclass(frozen=True)
class Files:
    """The collection in our formats."""

    records: Path
    queries: Path
    judgements: Path


def convert(place: Path, folder: Path) -> Files:
    """Write records, queries and judgements into the folder."""
    made = Files(folder / "cacm.jsonl", folder / "queries.tsv", folder / "qrels.txt")
    made.records.write_text("".join(f"{json.dumps(row)}\n" for row in rows(place)), encoding="utf-8")
    topics = TOPIC.findall((place / "topics.cacm.txt").read_text(encoding="latin-1"))
    made.queries.write_text("".join(f"{qid}\t{' '.join(text.split())}\n" for qid, text in topics), encoding="utf-8")
    made.judgements.write_bytes((place / "qrels.cacm.txt").read_bytes())
    return made


def rows(place: Path) -> Iterator[dict[str, Any]]:
    """Each document as a row: its id is the name of its file."""
    with tarfile.open(place / "cacm.tar.gz") as archive:
        for member in archive:
            if (content := archive.extractfile(member)) is not None:
                yield row(Path(member.name).stem, content.read().decode("latin-1"))


def row(identifier: str, page: str) -> dict[str, Any]:
    """Paragraphs, any but the first absent: title, abstract, `CACM month, year`, authors, keywords, codes."""
    text = re.sub(r"</?(?:html|pre)>", "", page)
    issue = ISSUE.search(text)
    before, after = (text[: issue.start()], text[issue.end() :]) if issue else (text, "")
    title, _, abstract = before.strip().partition("\n\n")
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", ENTRY.split(after)[0]) if part.strip()]
    words = [part for part in paragraphs if not CODES.match(part)]
    found = {
        "id": identifier,
        "source": "cacm",
        "language": "en",
        "title": " ".join(title.split()),
        "abstract": " ".join(abstract.split()),
        "author": [line.strip() for line in words[0].splitlines()] if words else [],
        "keyword": [" ".join(word.split()) for part in words[1:] for word in part.split(",") if word.strip()],
        "year": issue[2] if issue else "",
    }
    return {name: value for name, value in found.items() if value}
