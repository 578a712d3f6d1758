"""The table that a curator fills in: our columns, an example, and a note for each."""

import csv
import sys
from pathlib import Path

from search.errors import SourceError

COLUMNS = {
    "id": ("guide-2024", "Your own name for it; leave it empty and one is made from the title."),
    "title": (
        "Targeting in practice",
        "The only column that must be filled. title_fr, title_es ... hold translations.",
    ),
    "abstract": ("", "In the words of the resource."),
    "content_type": ("publication", "See the taxonomy: publication, event, programme, project ..."),
    "document_type": ("report", "See the taxonomy."),
    "author": ("Mensah, Ama; Silva, João", "Several with semicolons."),
    "organisation": ("Ministry of Social Affairs", "Several with semicolons."),
    "publisher": ("", ""),
    "published": ("2024-03", "2024, 2024-03 or 2024-03-15."),
    "start": ("", "Of events, programmes and projects."),
    "end": ("", ""),
    "status": ("", "planned, active, closed or dropped."),
    "language": ("en", "Of the document; several with semicolons."),
    "country": ("Kenya; Uganda", "Names in any of five languages, or ISO codes."),
    "region": ("", "Only where there is no country: Sub-Saharan Africa, Global ..."),
    "programme": ("cash-transfers", "Programme category; see the taxonomy."),
    "population": ("children", "Population group; see the taxonomy."),
    "topic": ("targeting", "See the taxonomy."),
    "cross_cutting": ("gender", "See the taxonomy."),
    "keyword": ("registries; eligibility", "Your own words."),
    "url": ("https://example.org/guide", "http or https."),
    "doi": ("", ""),
    "isbn": ("", ""),
    "rights": ("", "Licence or statement."),
}


def write_template(output: str) -> None:
    """To a file, or to standard output for `-`. Raises SourceError when the file cannot be written."""
    try:
        if output == "-":
            csv.writer(sys.stdout).writerows(_rows())
        elif Path(output).suffix.lower() == ".xlsx":
            _write_workbook(Path(output))
        else:
            with open(output, "w", newline="", encoding="utf-8-sig") as file:
                csv.writer(file).writerows(_rows())
    except OSError as error:
        raise SourceError(f"{output} cannot be written ({error.strerror}): name another file.") from error


def _rows() -> list[list[str]]:
    return [list(COLUMNS), [example for example, _ in COLUMNS.values()]]


def _write_workbook(path: Path) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    try:
        with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            table = book.add_worksheet("Resources")
            for number, row in enumerate(_rows()):
                table.write_row(number, 0, row)
            for number, (_, note) in enumerate(COLUMNS.values()):
                if note:
                    table.write_comment(0, number, note)
    except XlsxWriterException as error:
        raise OSError(0, str(error)) from error
